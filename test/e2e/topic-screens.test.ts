import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { expectGolden, expectGoldenOn80Columns } from './expect-golden.js';
import { hasPython, onTerminal } from './on-terminal.js';
import { environment, runInsight } from './run-insight.js';

/** Stops the program's clock on a day after the newest made-up video: ages are part of these screens. */
const ON_A_DAY = '--import=data:text/javascript,Date.now=()=>1795262400000';

const SCREENS = [
  ['keywords', ['keywords', 'lighthouse', '--top', '12']],
  ['hashtags-of-a-topic', ['hashtags', 'lighthouse', '--top', '4']],
  ['hashtags-of-a-region', ['hashtags', '--region', 'DE', '--top', '4']],
  ['thumbnails-search', ['thumbnails', 'search', 'lighthouse', '--top', '4']],
  ['thumbnails-index', ['thumbnails', 'index', '@made-up-50']],
] as const;

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

const surroundings = () => ({
  emulator,
  env: {
    YOUTUBE_API_KEY: 'any-key',
    CI: '1',
    NODE_OPTIONS: `${environment('', {}).NODE_OPTIONS ?? ''} ${ON_A_DAY}`,
  },
});

describe('the screen of a topic', () => {
  it.each(SCREENS)('%s in a pipe is the one that is kept', async (name, words) => {
    const { code, stdout } = await runInsight(words, surroundings());
    expect(code).toBe(0);
    expectGolden(`${name}-in-a-pipe`, stdout);
  });

  it.skipIf(!hasPython).each(SCREENS)('%s on 80 columns is the one that is kept, and fits', async (name, words) => {
    const { code, text } = await onTerminal(80, words, surroundings());
    expect(code, text).toBe(0);
    expectGoldenOn80Columns(name, text);
  });
});

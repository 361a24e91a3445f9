import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { freshFolder, runInsight, type Run } from './run-insight.js';

const LOOK = ['outliers', '@made-up-50', '--as-of', '2026-11-21', '--json'];

let folder: ReturnType<typeof freshFolder>;
let emulator: Emulator;
beforeEach(async () => {
  folder = freshFolder();
  emulator = await startEmulator();
});
afterEach(async () => {
  await emulator.close();
  folder.remove();
});

/** The options under which the clock of the program is so many days off. */
function clock(days: number): Record<string, string> {
  const code = `const now=Date.now;Date.now=()=>now()+${days * 86_400_000}`;
  const loopback = fileURLToPath(new URL('../loopback-only.cjs', import.meta.url));
  return {
    YOUTUBE_API_KEY: 'any',
    NODE_OPTIONS: `--require "${loopback}" --import data:text/javascript,${encodeURIComponent(code)}`,
  };
}

describe('a clock that ran a year ahead and is set back', () => {
  const look = (days: number, words: readonly string[] = LOOK): Promise<Run> =>
    runInsight(words, { emulator, home: join(folder.path, 'home'), env: clock(days) });
  const cached = ({ stdout }: Run) => (JSON.parse(stdout) as { source: { cached: boolean } }).source.cached;

  it('no answer of the future is taken for a fresh one, and the next one is kept', async () => {
    expect([await look(365), await look(365)].map(cached)).toEqual([false, true]);
    const asked = emulator.requests.length;
    expect(cached(await look(0))).toBe(false);
    expect(emulator.requests.length).toBeGreaterThan(asked);
    expect(cached(await look(0))).toBe(true);
  });

  it('no key stays spent until next year', async () => {
    emulator.fail({ path: '/youtube', kind: 'quota', times: 1 });
    expect((await look(365)).code).toBe(6);
    expect((await look(365)).code).toBe(6);
    const back = await look(0);
    expect([back.code, cached(back)]).toEqual([0, false]);
    expect((await look(0, ['quota'])).stdout).not.toContain('2027');
  });

  it('a key spent yesterday stays spent when the clock is set back by an hour', async () => {
    emulator.fail({ path: '/youtube', kind: 'quota', times: 1 });
    expect((await look(1 / 24)).code).toBe(6);
    const asked = emulator.requests.length;
    expect((await look(0)).code).toBe(6);
    expect(emulator.requests).toHaveLength(asked);
  });
});

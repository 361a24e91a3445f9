import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { hasPython, onTerminal } from './on-terminal.js';
import { runInsight } from './run-insight.js';

const OUTLIERS = ['outliers', '@made-up-120', '--as-of', '2026-11-21', '--top', '3'];
const STREAK = ['streak', '@made-up-mixed', '--as-of', '2026-11-21'];
const CI = { CI: '1', LINES: '40' };

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

describe.skipIf(!hasPython)('on a terminal', () => {
  it('outliers has its views and scores as pictures, and fits the screen', async () => {
    const { text } = await onTerminal(80, OUTLIERS, { emulator, env: CI });
    expect(text).toMatch(/Views of 15 uploads, oldest to newest, log scale/);
    expect(text).toMatch(/SmartScore of 15 videos; ┴ fences/);
    expect(text.split('\n').filter((line) => !line.startsWith('note: ')).length).toBeLessThanOrEqual(40);
  });

  it('outliers --method robust has its z as a picture, with where an outlier begins', async () => {
    const words = ['outliers', '--method', 'robust', ...OUTLIERS.slice(1)];
    const { text } = await onTerminal(80, words, { emulator, env: CI });
    expect(text).toMatch(/z of \d+ videos; ┴ fences: low −2\.00, high 2\.00, and at least 2\.5×/);
  });

  it('draws with ASCII where the locale has nothing else', async () => {
    const { text } = await onTerminal(80, OUTLIERS, { emulator, env: { ...CI, LC_ALL: 'C' } });
    expect(text).toMatch(/SmartScore of 15 videos; \+ fences/);
    expect(text).not.toMatch(/[▁-█]/);
  });

  it('leaves pictures out on request, and where a screen has no room for them', async () => {
    for (const words of [
      [...OUTLIERS, '--no-chart'],
      [...OUTLIERS.slice(0, -2), '--all'],
    ]) {
      const { text } = await onTerminal(80, words, { emulator, env: { ...CI, LINES: '24' } });
      expect(text).toContain('stand out');
      expect(text).not.toMatch(/[▁-█]|log scale/);
    }
  });

  it('streak has a calendar and the hours of the week', async () => {
    const { text } = await onTerminal(100, STREAK, { emulator, env: CI });
    expect(text).toMatch(/uploads by day, 53 weeks to 21 Nov 2026/);
    expect(text).toMatch(/by weekday and hour, /);
    expect((await onTerminal(100, [...STREAK, '--no-chart'], { emulator, env: CI })).text).not.toContain('by day');
  });
});

it('no picture gets into a pipe', async () => {
  for (const words of [OUTLIERS, STREAK]) {
    const { stdout } = await runInsight(words, { emulator });
    expect(stdout).not.toMatch(/[▁-█░▒▓]|log scale|by weekday/);
  }
});

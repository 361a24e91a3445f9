import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PlanReport } from '../../src/domain/planned-cost.js';
import type { HistoryResult } from '../../src/tools/history.js';
import type { StreakResult } from '../../src/tools/streak.js';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { freshFolder, jsonOf, runInsight } from './run-insight.js';

const KEY = 'AIzaSyCANARY-advice-00000000000000000-7d7d';
const WORDS = ['streak', '@made-up-50', '--as-of', '2026-11-21'];

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(() => {
  emulator.reset();
});
afterAll(() => emulator.close());

const modelCalls = () => emulator.requests.filter(({ path }) => path.startsWith('/v1beta/models/')).length;

describe('insight streak --ai', () => {
  it('adds what a model suggests, within its plan, and keeps it', async () => {
    const folder = freshFolder();
    const home = folder.path;
    const env = { emulator, home, env: { GEMINI_API_KEY: KEY } };
    const { plan } = await jsonOf<PlanReport>([...WORDS, '--ai', '--plan'], env);
    expect(modelCalls()).toBe(0);
    const { suggestions, source } = await jsonOf<StreakResult>([...WORDS, '--ai'], env);
    // The words of the emulator carry a number each, which is no reason to fail.
    expect(suggestions.every(({ evidence }) => evidence !== '')).toBe(true);
    expect(source.cost.modelCalls).toBe(modelCalls());
    expect(source.cost.usd).toBeGreaterThan(0);
    expect(source.cost.usd).toBeLessThanOrEqual(plan.atMost.usd ?? 0);
    const kept = await jsonOf<HistoryResult>(['history', 'suggestions'], { home });
    expect(kept.total).toBe(suggestions.some((each) => each.source === 'ai') ? 1 : 0);
    folder.remove();
  });

  it('asks no model unless told to', async () => {
    const { suggestions } = await jsonOf<StreakResult>(WORDS, { emulator, env: { GEMINI_API_KEY: KEY } });
    expect(suggestions.every((each) => each.source === 'rule')).toBe(true);
    expect(modelCalls()).toBe(0);
  });

  it('does with rules alone where there is no key, or offline, and says so', async () => {
    const without = await runInsight([...WORDS, '--ai'], { emulator });
    expect(without.code).toBe(0);
    expect(without.stderr).toContain('note: suggestions: from rules alone, because there is no GEMINI_API_KEY.');
  });

  it('asks before it spends', async () => {
    const env = { GEMINI_API_KEY: KEY, INSIGHT_ASK_ABOVE_USD: '0' };
    const { code, stderr } = await runInsight([...WORDS, '--ai'], { emulator, env });
    expect(code).toBe(2);
    expect(stderr).toContain('--yes');
    expect(modelCalls()).toBe(0);
  });
});

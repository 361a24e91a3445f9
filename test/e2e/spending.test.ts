import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { A_DAY_LATER, environment, jsonOf, runInsight } from './run-insight.js';
import { sharedEmulator } from './shared-emulator.js';

const KEY = 'AIzaSyCANARY-spent-00000000000000000-6f7a';

interface Plan {
  readonly plan: Readonly<
    Record<'atMost' | 'usual', { readonly requests: number | null; readonly units: number | null }>
  >;
}

interface Spent {
  readonly source: { readonly cost: { readonly units: number; readonly requests: number } };
}

const shared = sharedEmulator();
const withKey = () => ({ emulator: shared.emulator, env: { YOUTUBE_API_KEY: KEY } });

describe('what a look spends', () => {
  /** Plans a look, looks, and compares the plan, the program's own count and what reached the shared.emulator. */
  async function look(words: readonly string[], home: string, later = false) {
    const options = environment(home, {}).NODE_OPTIONS ?? '';
    const parts = {
      emulator: shared.emulator,
      home,
      env: { YOUTUBE_API_KEY: KEY, ...(later ? { NODE_OPTIONS: `${options} ${A_DAY_LATER}` } : {}) },
    };
    const { plan } = await jsonOf<Plan>([...words, '--plan'], parts);
    shared.emulator.reset();
    const found = await jsonOf<Spent | readonly Spent[]>(words, parts);
    const costs = (Array.isArray(found) ? (found as readonly Spent[]) : [found as Spent]).map(
      ({ source }) => source.cost,
    );
    const spent = shared.emulator.requests.length;
    const name = words.join(' ');
    expect([name, costs.reduce((sum, { units }) => sum + units, 0)]).toEqual([name, spent]);
    expect([name, costs.reduce((sum, { requests }) => sum + requests, 0)]).toEqual([name, spent]);
    expect(spent).toBeLessThanOrEqual(plan.atMost.units ?? -1);
    expect(spent).toBeLessThanOrEqual(plan.atMost.requests ?? -1);
    return { spent, usual: plan.usual.units };
  }

  // Two pages and their videos: 1 + 2·2 units, all of them known before, because the channel is as large as the limit.
  it.each([
    ['outliers', ['@made-up-51'], ['@made-up-3', '@MADE-UP-51']],
    ['streak', ['@made-up-51'], ['@made-up-3', '@MADE-UP-51']],
    ['videos', ['@made-up-51'], ['@made-up-3', '@MADE-UP-51']],
    ['hashtags', ['--channel', '@made-up-51'], null],
  ])(
    '%s: never more than planned, just that where the size is known, and nothing for what is kept',
    { timeout: 60_000 },
    async (command, one, more) => {
      const home = join(shared.folder, `spending-${command}`);
      const words = [command, ...one, '--limit', '51'];
      expect(await look(words, home)).toEqual({ spent: 5, usual: 5 });
      expect((await look(words, home)).spent).toBe(0);
      // The channel by its ETag, the first page, and the counts of 50 and of 1.
      expect((await look(words, home, true)).spent).toBe(4);
      expect(await look([...words, '--refresh'], home)).toEqual({ spent: 5, usual: 5 });
      expect(await look([...words, '--offline'], home)).toEqual({ spent: 0, usual: 0 });
      if (more === null) return;
      // 3 videos fill one page, and the limit would allow two.
      expect(await look([...words, ...more, '--refresh'], home)).toEqual({ spent: 5 + 3, usual: 5 + 5 });
    },
  );

  it('keys test: one unit each key, and three where every try fails', async () => {
    const home = join(shared.folder, 'spending-keys');
    expect(await look(['keys', 'test'], home)).toEqual({ spent: 1, usual: 1 });
    const parts = { ...withKey(), home };
    shared.emulator.reset();
    shared.emulator.fail({ path: '/youtube', kind: 'server-error' });
    expect((await runInsight(['keys', 'test'], parts)).code).toBe(5);
    expect(shared.emulator.requests).toHaveLength(3);
    const { keys } = await jsonOf<{ keys: readonly { buckets: readonly { bucket: string; spent: number }[] }[] }>(
      ['quota'],
      parts,
    );
    expect(JSON.stringify(keys)).toContain('"spent":4');
  });

  it('who is named twice is looked at once, and that is said', async () => {
    const words = ['videos', '@made-up-3', '@MADE-up-3', '--limit', '3'];
    const { stderr, code } = await runInsight(words, withKey());
    expect([code, shared.emulator.requests.length]).toEqual([0, 3]);
    expect(stderr).toContain('note: @MADE-up-3 is named more than once, and looked at once.');
  });

  it('of the feed is requests, and no unit', async () => {
    const { plan } = await jsonOf<Plan>(['videos', '@made-up-50', '--source', 'feed', '--plan'], {
      emulator: shared.emulator,
    });
    const { source } = await jsonOf<Spent>(['videos', '@made-up-50', '--source', 'feed'], {
      emulator: shared.emulator,
    });
    expect(source.cost).toMatchObject({ requests: shared.emulator.requests.length, units: 0 });
    expect(shared.emulator.requests.length).toBe(plan.usual.requests);
  });

  it('is booked in the ledger unit for unit, though units are booked ahead', async () => {
    const parts = { ...withKey(), home: join(shared.folder, 'booked') };
    await runInsight(['videos', '@made-up-500', '--limit', '500'], parts);
    expect(shared.emulator.requests).toHaveLength(21);
    expect((await runInsight(['quota', '--json'], parts)).stdout).toMatch(/"spent": ?21\b/);
  });
});

import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { environment, freshFolder, jsonOf, runInsight } from './run-insight.js';

const KEY = 'AIzaSyCANARY-spent-00000000000000000-6f7a';

/** Sets the program's clock ahead by 25 hours: whatever changes from day to day is then asked for anew. */
const A_DAY_LATER = '--import=data:text/javascript,const%20now=Date.now;Date.now=()=>now()+9e7';

interface Plan {
  readonly plan: Readonly<
    Record<'atMost' | 'usual', { readonly requests: number | null; readonly units: number | null }>
  >;
}

interface Spent {
  readonly source: { readonly cost: { readonly units: number; readonly requests: number } };
}

let emulator: Emulator;
const folder = freshFolder();
beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(() => {
  emulator.reset();
});
afterAll(async () => {
  await emulator.close();
  folder.remove();
});

const withKey = () => ({ emulator, env: { YOUTUBE_API_KEY: KEY } });

describe('what a look spends', () => {
  /** Plans a look, looks, and compares the plan, the program's own count and what reached the emulator. */
  async function look(words: readonly string[], home: string, later = false) {
    const options = environment(home, {}).NODE_OPTIONS ?? '';
    const parts = {
      emulator,
      home,
      env: { YOUTUBE_API_KEY: KEY, ...(later ? { NODE_OPTIONS: `${options} ${A_DAY_LATER}` } : {}) },
    };
    const { plan } = await jsonOf<Plan>([...words, '--plan'], parts);
    emulator.reset();
    const found = await jsonOf<Spent | readonly Spent[]>(words, parts);
    const costs = (Array.isArray(found) ? (found as readonly Spent[]) : [found as Spent]).map(
      ({ source }) => source.cost,
    );
    const spent = emulator.requests.length;
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
      const home = join(folder.path, `spending-${command}`);
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
    const home = join(folder.path, 'spending-keys');
    expect(await look(['keys', 'test'], home)).toEqual({ spent: 1, usual: 1 });
    const parts = { ...withKey(), home };
    emulator.reset();
    emulator.fail({ path: '/youtube', kind: 'server-error' });
    expect((await runInsight(['keys', 'test'], parts)).code).toBe(5);
    expect(emulator.requests).toHaveLength(3);
    const { keys } = await jsonOf<{ keys: readonly { buckets: readonly { bucket: string; spent: number }[] }[] }>(
      ['quota'],
      parts,
    );
    expect(JSON.stringify(keys)).toContain('"spent":4');
  });

  it('who is named twice is looked at once, and that is said', async () => {
    const words = ['videos', '@made-up-3', '@MADE-up-3', '--limit', '3'];
    const { stderr, code } = await runInsight(words, withKey());
    expect([code, emulator.requests.length]).toEqual([0, 3]);
    expect(stderr).toContain('note: @MADE-up-3 is named more than once, and looked at once.');
  });

  it('of the feed is requests, and no unit', async () => {
    const { plan } = await jsonOf<Plan>(['videos', '@made-up-50', '--source', 'feed', '--plan'], { emulator });
    const { source } = await jsonOf<Spent>(['videos', '@made-up-50', '--source', 'feed'], { emulator });
    expect(source.cost).toMatchObject({ requests: emulator.requests.length, units: 0 });
    expect(emulator.requests.length).toBe(plan.usual.requests);
  });

  it('is booked in the ledger unit for unit, though units are booked ahead', async () => {
    const parts = { ...withKey(), home: join(folder.path, 'booked') };
    await runInsight(['videos', '@made-up-500', '--limit', '500'], parts);
    expect(emulator.requests).toHaveLength(21);
    expect((await runInsight(['quota', '--json'], parts)).stdout).toMatch(/"spent": ?21\b/);
  });
});

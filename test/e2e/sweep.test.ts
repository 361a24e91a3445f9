import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { idOf, NICHE } from './made-up-niche.js';
import { freshFolder, jsonOf, runInsight, type Surroundings } from './run-insight.js';

const KEY = 'AIzaSyCANARY-sweep-0000000000000000-1c2d';

interface Sweep {
  readonly source: {
    readonly kind: string;
    readonly cost: { readonly units: number; readonly requests: number; readonly searches: number };
  };
  readonly channels: readonly {
    readonly handle: string | null;
    readonly id: string;
    readonly seed: boolean;
    readonly why: string | null;
  }[];
  readonly passedOver: readonly { readonly subject: string }[];
  readonly failed: readonly { readonly subject: string; readonly error: { readonly kind: string } }[];
  readonly more: number;
  readonly outliers: readonly { readonly title: string; readonly channel: { readonly title: string } }[];
  readonly topics: readonly { readonly topic: string; readonly proven: boolean; readonly channels: number }[];
}

interface Plan {
  readonly plan: Readonly<
    Record<'atMost' | 'usual', { readonly units: number; readonly requests: number; readonly searches: number }>
  >;
}

let emulator: Emulator;
const folder = freshFolder();
beforeAll(async () => {
  emulator = await startEmulator({ channels: NICHE, keys: [KEY] });
});
beforeEach(() => {
  emulator.reset();
});
afterAll(async () => {
  await emulator.close();
  folder.remove();
});

const withKey = (home?: string): Surroundings => ({
  emulator,
  env: { YOUTUBE_API_KEY: KEY },
  ...(home === undefined ? {} : { home: join(folder.path, home) }),
});
const units = () => emulator.requests.filter(({ path }) => path.startsWith('/youtube/v3/')).length;
const searches = () => emulator.requests.filter(({ path }) => path.endsWith('/search')).length;

describe('a sweep', () => {
  it('finds who appears with a seed and says why, at no more than five units a channel and no search', async () => {
    const { plan } = await jsonOf<Plan>(['sweep', '@alpha', '--plan'], withKey());
    expect(units()).toBe(0);
    const result = await jsonOf<Sweep>(['sweep', '@alpha'], withKey());
    expect(result.channels.map(({ handle, seed, why }) => [handle, seed, why])).toEqual([
      ['@alpha', true, null],
      ['@gamma', false, 'featured by @alpha'],
      ['@beta', false, 'mentioned in 2 videos of @alpha'],
    ]);
    expect(result.passedOver.map(({ subject }) => subject)).toEqual(['@nobody-at-all']);
    expect(result.topics[0]).toMatchObject({ topic: 'sourdough', proven: true, channels: 3 });
    expect(result.topics.filter(({ topic }) => topic === 'kiln')).toMatchObject([{ proven: false, channels: 2 }]);
    expect(result.outliers.map(({ title }) => title)).toContain('My sourdough');
    // Alpha by its handle, its page, its videos and what it shows: 4; two found ones at 3; one name in vain.
    expect([units(), searches()]).toEqual([4 + 3 + 3 + 1, 0]);
    expect(result.source.cost).toMatchObject({ units: units(), requests: units(), searches: 0 });
    expect(units()).toBeLessThanOrEqual(5 * result.channels.length);
    expect(units()).toBeLessThanOrEqual(plan.atMost.units);
    expect(plan.usual.units).toBe(4 + 9 * 3);
  });

  it('costs nothing again for what is kept, also offline, and shows the seeds of a cap alone', async () => {
    await jsonOf<Sweep>(['sweep', '@alpha'], withKey('kept'));
    emulator.reset();
    const offline = await jsonOf<Sweep>(['sweep', '@alpha', '--offline'], withKey('kept'));
    expect([offline.channels.length, emulator.requests.length, offline.source.cost.units]).toEqual([3, 0, 0]);
    const capped = await jsonOf<Sweep>(['sweep', '@alpha', '--channels', '2'], withKey('kept'));
    expect([capped.channels.map(({ handle }) => handle), capped.more]).toEqual([['@alpha', '@gamma'], 2]);
    expect(units()).toBe(0);
  });

  it('searches only when asked to, which the plan says', async () => {
    const words = ['sweep', '@alpha', '--search', 'kettle'];
    const { plan } = await jsonOf<Plan>([...words, '--plan'], withKey());
    expect([plan.usual.searches, plan.usual.units]).toEqual([1, 4 + 9 * 3 + 2]);
    const result = await jsonOf<Sweep>(words, withKey());
    expect(result.channels.find(({ id }) => id === idOf('@delta'))?.why).toBe('1 video in the search for "kettle"');
    expect([searches(), result.source.cost.searches]).toEqual([1, 1]);
    expect(units() - searches()).toBe(result.source.cost.units);
    expect(result.source.cost.units).toBeLessThanOrEqual(plan.atMost.units);
  });

  it('with a seed that fails prints the rest, and ends with 7', async () => {
    const { code, stdout, stderr } = await runInsight(['sweep', '@alpha', '@missing', '--json'], withKey());
    const result = JSON.parse(stdout) as Sweep;
    expect(code).toBe(7);
    expect(result.channels).toHaveLength(3);
    expect(result.failed).toMatchObject([{ subject: '@missing', error: { kind: 'not-found' } }]);
    expect(JSON.parse(stderr)).toMatchObject({ subject: '@missing' });
    expect((await runInsight(['sweep', '@missing', '@gone', '--json'], withKey())).code).toBe(3);
  });

  it('without a key reads the feeds, and says so', async () => {
    const { code, stdout, stderr } = await runInsight(['sweep', '@alpha', '--json'], { emulator });
    const result = JSON.parse(stdout) as Sweep;
    expect([code, result.source.kind, result.source.cost.units]).toEqual([0, 'feed', 0]);
    expect(result.channels.map(({ id }) => id)).toEqual([idOf('@alpha'), idOf('@beta')]);
    expect(result.source.cost.requests).toBe(emulator.requests.length);
    expect(stderr).toContain('the public feed');
  });

  it('stays within its plan where every second answer fails', async () => {
    const { plan } = await jsonOf<Plan>(['sweep', '@alpha', '@beta', '--plan'], withKey());
    for (let at = 0; at < 12; at += 1)
      emulator.fail({ path: '/youtube', kind: 'server-error', after: at * 2, times: 1 });
    const { stdout } = await runInsight(['sweep', '@alpha', '@beta', '--json'], withKey());
    expect(units()).toBeLessThanOrEqual(plan.atMost.units);
    if (stdout !== '') expect((JSON.parse(stdout) as Sweep).source.cost.units).toBe(units());
  });

  it.each([
    [['sweep', '@alpha', '--limit', '51'], '5 units'],
    [['sweep', '@alpha', '@beta', '--channels', '1'], 'fewer than the 2 seeds'],
    [['sweep', '--from', 'a.csv', '--search', 'x'], 'contradict'],
    [['sweep'], 'which channel'],
  ])('%j is refused before anything is spent', async (words, why) => {
    const { code, stderr } = await runInsight(words, withKey());
    expect([code, emulator.requests.length]).toEqual([2, 0]);
    expect(stderr).toContain(why);
  });

  it('is kept in the history, and shown again', async () => {
    await runInsight(['sweep', '@alpha'], withKey('history'));
    const { stdout } = await runInsight(['history', 'show', 'last'], withKey('history'));
    expect(stdout).toContain('"sourdough" (3 channels)');
    expect(stdout).toContain('featured by @alpha');
  });
});

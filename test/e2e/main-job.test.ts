import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { freshFolder, jsonOf, runInsight, type Surroundings } from './run-insight.js';

const KEY = 'AIzaCANARY-never-to-be-seen-0123456789';
const AS_OF = ['--as-of', '2026-11-21T00:00:00Z'];

interface Result {
  readonly schemaVersion: number;
  readonly source: {
    readonly kind: string;
    readonly cached: boolean;
    readonly cost: { readonly requests: number; readonly units: number; readonly searches: number };
  };
  readonly channel: { readonly id: string | null; readonly handle: string | null; readonly title: string | null };
  readonly sample: { readonly videos: number; readonly total: number | null };
  readonly videos: readonly { readonly id: string; readonly engagementRate: number | null }[];
  readonly subject?: string;
  readonly error?: { readonly kind: string; readonly message: string; readonly hint: string };
}

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ keys: [KEY] });
});
beforeEach(() => {
  emulator.reset();
});
afterAll(() => emulator.close());

const withKey = (): Surroundings => ({ emulator, env: { YOUTUBE_API_KEY: KEY } });
const keyless = (): Surroundings => ({ emulator });

function stored(handle: string) {
  const channel = emulator.channels.find((one) => one.handle === handle);
  if (channel === undefined) throw new Error(`no ${handle}`);
  return channel;
}

/** Every way to name `@made-up-50`. */
const NAMES: readonly (readonly [string, () => string])[] = [
  ['its id', () => stored('@made-up-50').id],
  ['its handle', () => '@made-up-50'],
  ['its URL', () => `https://www.youtube.com/channel/${stored('@made-up-50').id}/videos`],
  ['a watch URL', () => `https://www.youtube.com/watch?v=${stored('@made-up-50').videos[3]?.id ?? ''}&t=10s`],
  ['its legacy name', () => 'madeup50'],
];

describe('a channel, named by', () => {
  it.each(NAMES)('%s, through the API', async (_, name) => {
    const { channel, source, sample } = await jsonOf<Result>(['outliers', name(), ...AS_OF], withKey());
    expect([channel.handle, source.kind, sample]).toEqual([
      '@made-up-50',
      'api',
      expect.objectContaining({ videos: 50, total: 50 }),
    ]);
  });

  it.each(NAMES)('%s, through the feed', async (_, name) => {
    const { channel, source, sample } = await jsonOf<Result>(['outliers', name(), ...AS_OF], keyless());
    expect([channel.id, source.kind, sample.videos]).toEqual([stored('@made-up-50').id, 'feed', 15]);
    expect(emulator.requests.every(({ headers }) => headers['x-goog-api-key'] === undefined)).toBe(true);
  });
});

describe('each command of the main job', () => {
  it.each([
    ['outliers', 'videos'],
    ['streak', 'uploads'],
    ['hashtags', 'hashtags'],
    ['videos', 'videos'],
  ])('%s gives its part from the API and from the feed', async (command, part) => {
    const [api, feed] = await Promise.all([
      jsonOf<Record<string, unknown>>([command, '@made-up-120', ...AS_OF], withKey()),
      jsonOf<Record<string, unknown>>([command, '@made-up-120', ...AS_OF], keyless()),
    ]);
    for (const result of [api, feed]) expect(result).toHaveProperty(part);
    expect(api).toMatchObject({
      source: { kind: 'api' },
      sample: { videos: 50, total: 120 },
      asOf: '2026-11-21T00:00:00.000Z',
    });
    expect(feed).toMatchObject({ source: { kind: 'feed' }, sample: { videos: 15, total: null } });
  });

  it('knows no engagement from a feed, which has no comments', async () => {
    const { videos } = await jsonOf<Result>(['videos', '@made-up-120', ...AS_OF], keyless());
    expect(videos.map(({ engagementRate }) => engagementRate)).toEqual(videos.map(() => null));
  });
});

describe('the cost', () => {
  // 1 + 2·ceil(n / 50): one look-up, then a page of the playlist and its videos by fifties.
  it.each([
    ['@made-up-3', 50, 3],
    ['@made-up-50', 50, 3],
    ['@made-up-51', 51, 5],
    ['@made-up-120', 50, 3],
    ['@made-up-120', 120, 7],
    ['@made-up-500', 500, 21],
  ])(
    'of %s with --limit %i is %i requests, as the emulator counts them, and no search',
    async (name, limit, requests) => {
      const { source } = await jsonOf<Result>(['videos', name, '--limit', String(limit)], withKey());
      expect(emulator.requests).toHaveLength(requests);
      expect(emulator.requests.filter(({ path }) => path.includes('search'))).toEqual([]);
      expect(source.cost).toMatchObject({ requests, units: requests, searches: 0 });
    },
  );

  it('of a feed by its handle is a page and the feed, and no unit', async () => {
    const { source } = await jsonOf<Result>(['streak', '@made-up-50', ...AS_OF], keyless());
    expect(source.cost).toMatchObject({ requests: 2, units: 0, searches: 0 });
    expect(emulator.requests.map(({ path }) => path)).toEqual(['/@made-up-50', '/feeds/videos.xml']);
  });
});

describe('several channels', () => {
  const SEVERAL = ['outliers', '@made-up-50', '@nobody', '@made-up-120', ...AS_OF];

  it('are an array of JSON, the failed one in its place, and exit 7', async () => {
    const { code, stdout, stderr } = await runInsight([...SEVERAL, '--json'], withKey());
    const results = JSON.parse(stdout) as Result[];
    expect(code).toBe(7);
    expect(results.map(({ channel, subject }) => subject ?? channel.handle)).toEqual([
      '@made-up-50',
      '@nobody',
      '@made-up-120',
    ]);
    expect(results[1]).toEqual({
      subject: '@nobody',
      error: { kind: 'not-found', message: expect.any(String) as string, hint: expect.any(String) as string },
    });
    expect(JSON.parse(stderr)).toMatchObject({ subject: '@nobody', error: { kind: 'not-found' } });
  });

  it('fail in words where only the name of the file asks for JSON, as one alone does', async () => {
    for (const subjects of [['@nobody'], ['@nobody', '@made-up-50']]) {
      const { stderr } = await runInsight(['outliers', ...subjects, '--output', 'result.json'], withKey());
      expect(stderr).toContain('@nobody');
      expect(stderr).not.toContain('{"');
    }
  });

  it('are one object a line with ndjson', async () => {
    const { code, stdout } = await runInsight([...SEVERAL, '--format', 'ndjson'], withKey());
    const lines = stdout.trimEnd().split('\n');
    expect(code).toBe(7);
    expect(lines.map((line) => 'error' in (JSON.parse(line) as object))).toEqual([false, true, false]);
  });

  it('share one csv, whose rows name their channel', async () => {
    const { code, stdout } = await runInsight([...SEVERAL, '--format', 'csv'], withKey());
    const [header = '', ...rows] = stdout.trimEnd().split('\n');
    expect(code).toBe(7);
    expect(header).toMatch(/^channel\.id,channel\.title,/);
    expect(rows).toHaveLength(100);
    expect(rows.filter((row) => row.startsWith(stored('@made-up-50').id))).toHaveLength(50);
  });

  it('each have a screen, in the order given', async () => {
    const { code, stdout, stderr } = await runInsight(SEVERAL, withKey());
    expect(code).toBe(7);
    expect(stdout).toMatch(/^Made-up channel 50 · .*\n[^]*\n\nMade-up channel 120 · /);
    expect(stderr).toMatch(/^insight: @nobody: .+\nhint: .+\n$/);
  });

  it('are read from stdin, one a line', async () => {
    const stdin = '@made-up-3\r\n\n# a remark\n  @made-up-50  \n';
    const { code, stdout } = await runInsight(['streak', '-', ...AS_OF, '--json'], { ...withKey(), stdin });
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Result[]).map(({ channel }) => channel.handle)).toEqual([
      '@made-up-3',
      '@made-up-50',
    ]);
  });

  it('fail each for itself, and end as one alone would, when the key is refused', async () => {
    const env = { YOUTUBE_API_KEY: 'AIzaREFUSED' };
    const { code, stdout } = await runInsight([...SEVERAL, '--json'], { emulator, env });
    expect(code).toBe(4);
    expect((JSON.parse(stdout) as Result[]).map(({ error }) => error?.kind)).toEqual(['key', 'key', 'key']);
  });
});

describe('the source', () => {
  it('is the feed without a key, and a note says what a key would add', async () => {
    const { code, stderr } = await runInsight(['outliers', '@made-up-50', ...AS_OF], keyless());
    expect(code).toBe(0);
    expect(stderr).toMatch(/^note: .*public feed.*YOUTUBE_API_KEY.*\n$/);
  });

  it('is said nothing of when it was chosen', async () => {
    const words = ['outliers', '@made-up-50', '--source', 'feed', ...AS_OF];
    const { code, stderr } = await runInsight(words, withKey());
    expect([code, stderr]).toEqual([0, '']);
    expect(emulator.requests.map(({ path }) => path)).toEqual(['/@made-up-50', '/feeds/videos.xml']);
  });

  it('keeps the last good answer of the feed through a spell of 404', async () => {
    const folder = freshFolder();
    try {
      const surroundings = { ...keyless(), home: folder.path };
      const words = ['streak', stored('@made-up-50').id, ...AS_OF];
      const good = await jsonOf<Result>(words, surroundings);
      emulator.fail({ path: '/feeds', kind: 'not-found' });
      const kept = await runInsight([...words, '--refresh', '--json'], surroundings);
      expect([good.source.cached, kept.code]).toEqual([false, 0]);
      const { source, ...rest } = JSON.parse(kept.stdout) as Result;
      expect(source).toMatchObject({ kind: 'feed', cached: true });
      expect(rest).toEqual(expect.objectContaining({ sample: good.sample, channel: good.channel }));
      expect(kept.stderr).toContain('last good ones');
    } finally {
      folder.remove();
    }
  });
});

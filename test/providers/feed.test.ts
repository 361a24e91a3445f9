import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ageWords } from '../../src/domain/age-words.js';
import { channelIdOnPage } from '../../src/providers/feed/channel-page.js';
import { feedSource } from '../../src/providers/feed.js';
import type { AnswerCache, KeptAnswer, Reading } from '../../src/providers/ports.js';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import type { FaultKind } from '../emulator/faults.js';
import { failureOf, readOne } from './channel-of.js';
import { realHttp } from './http/real-http.js';

const HOUR = 3_600_000;

let emulator: Emulator;
let now: number;
let cache: AnswerCache;
beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(() => {
  emulator.reset();
  now = Date.parse('2026-11-21T00:00:00Z');
  cache = emptyCache();
});
afterAll(() => emulator.close());

function emptyCache(): AnswerCache {
  const kept = new Map<string, KeptAnswer>();
  return {
    get: (key) => kept.get(JSON.stringify(key)) ?? null,
    put: (key, answer) => kept.set(JSON.stringify(key), answer),
  };
}

const source = (timeoutMs = 5000, reading: Reading = 'normal') =>
  feedSource({ baseUrl: emulator.url, http: realHttp(timeoutMs), cache, reading, now: () => now });

function stored(handle: string) {
  const channel = emulator.channels.find((one) => one.handle === handle);
  if (channel === undefined) throw new Error(`no ${handle}`);
  return channel;
}

const asked = (): string[] => emulator.requests.map(({ path }) => path);

describe('a kept feed', () => {
  const name = 'UCmade-up-120___________';

  it('serves for the 15 minutes that YouTube allows, then its ETag is asked about', async () => {
    const first = await readOne(source(), name);
    now += 899_999;
    const second = await readOne(source(), name);
    expect([emulator.requests.length, second.source.cached, second.videos]).toEqual([1, true, first.videos]);
    expect(second.source).toMatchObject({ fetchedAt: first.source.fetchedAt, cost: { requests: 0 } });
    now += 1;
    const third = await readOne(source(), name);
    expect(emulator.requests.map(({ status }) => status)).toEqual([200, 304]);
    expect(third.videos).toEqual(first.videos);
    expect([third.source.cached, third.collectedAt]).toEqual([false, now]);
  });

  it('is not trusted with refresh, and is all there is offline', async () => {
    await readOne(source(), '@made-up-120');
    await readOne(source(5000, 'refresh'), '@made-up-120');
    expect(emulator.requests).toHaveLength(4);
    now += 90 * 86_400_000;
    const { videos, notes } = await readOne(source(5000, 'offline'), '@made-up-120');
    expect([videos.length, notes, emulator.requests.length]).toEqual([
      15,
      ['@made-up-120: the kept feed, 90 days old.'],
      4,
    ]);
    expect((await failureOf(readOne(source(5000, 'offline'), '@made-up-50'))).kind).toBe('not-found');
    expect(emulator.requests).toHaveLength(4);
  });
});

describe('a channel through the feed', () => {
  it('has its newest 15 videos, with likes and views, without comments', async () => {
    const expected = stored('@made-up-120');
    const { channel, videos, total, skipped, source: from, notes } = await readOne(source(), expected.id);
    expect(channel).toEqual({ id: expected.id, title: expected.title, handle: null, subscribers: null });
    expect(
      videos.map(({ id, title, views, likes, publishedAt }) => ({ id, title, views, likes, publishedAt })),
    ).toEqual(
      expected.videos
        .slice(0, 15)
        .map(({ id, title, views, likes, publishedAt }) => ({ id, title, views, likes, publishedAt })),
    );
    expect(videos.every(({ comments, durationSeconds }) => comments === null && durationSeconds === null)).toBe(true);
    expect(videos.map(({ shortLink }) => shortLink === true)).toEqual(
      expected.videos.slice(0, 15).map(({ short }) => short),
    );
    expect({ total, skipped, notes }).toEqual({
      total: null,
      skipped: { deleted: 0, private: 0, upcoming: 0 },
      notes: [],
    });
    expect(from).toEqual({
      kind: 'feed',
      fetchedAt: '2026-11-21T00:00:00.000Z',
      cached: false,
      cost: { requests: 1, units: 0, searches: 0, modelCalls: 0, usd: 0 },
    });
  });

  it.each([
    ['UCmade-up-3_____________', ['/feeds/videos.xml']],
    ['madeup3', ['/feeds/videos.xml']],
    ['@made-up-3', ['/@made-up-3', '/feeds/videos.xml']],
    ['youtube.com/c/made-up-3', ['/c/made-up-3', '/feeds/videos.xml']],
  ])('is found as %s', async (name, paths) => {
    expect((await readOne(source(), name)).channel.id).toBe('UCmade-up-3_____________');
    expect(asked()).toEqual(paths);
  });

  it('is found by one of its videos', async () => {
    const { id } = stored('@made-up-3').videos[1] ?? { id: '' };
    expect((await readOne(source(), `youtu.be/${id}`)).channel.id).toBe('UCmade-up-3_____________');
    expect(asked()).toEqual(['/oembed', '/@made-up-3', '/feeds/videos.xml']);
  });

  it('remembers the id of a handle for a month', async () => {
    await readOne(source(), '@made-up-3');
    now += 29 * 24 * HOUR;
    await readOne(source(), '@MADE-UP-3');
    expect(asked().filter((path) => path.startsWith('/@'))).toHaveLength(1);
    now += 2 * 24 * HOUR;
    await readOne(source(), '@made-up-3');
    expect(asked().filter((path) => path.startsWith('/@'))).toHaveLength(2);
  });

  it('keeps the limit and the time asked for', async () => {
    const all = stored('@made-up-120').videos;
    const [since, until] = [all[9]?.publishedAt ?? 0, all[2]?.publishedAt ?? 0];
    const { videos } = await readOne(source(), '@made-up-120', { since, until, limit: 4 });
    expect(videos.map(({ id }) => id)).toEqual(all.slice(3, 7).map(({ id }) => id));
  });

  it('may have no videos', async () => {
    expect((await readOne(source(), '@made-up-0')).videos).toEqual([]);
  });
});

describe('spells of the feed', () => {
  it.each<FaultKind>(['not-found', 'server-error', 'reset'])('%s twice is got over', async (kind) => {
    emulator.fail({ path: '/feeds', kind, times: 2 });
    const { videos, source: from } = await readOne(source(), 'UCmade-up-3_____________');
    expect([videos.length, from.cached, from.cost.requests]).toEqual([3, false, 3]);
  });

  it.each<[FaultKind, RegExp]>([
    ['not-found', /answers 404: it does so in spells, or there is no such channel\./],
    ['server-error', /did not answer \(HTTP 503\)\./],
    ['rate', /slow down/],
    ['reset', /connection was cut/],
    ['hang', /within 0\.5 s/],
    ['html', /not as it should be/],
    ['truncated', /not as it should be/],
    ['endless-body', /more than the 4 MB/],
  ])('%s: the last good answer is used, and said to be old', async (kind, message) => {
    const good = await readOne(source(), 'UCmade-up-50____________');
    emulator.fail({ path: '/feeds', kind });
    now += 3 * HOUR;
    const old = await readOne(source(500), 'UCmade-up-50____________');
    expect(old.videos).toEqual(good.videos);
    expect(old.collectedAt).toBe(now - 3 * HOUR);
    expect(old.source).toMatchObject({ kind: 'feed', cached: true, fetchedAt: '2026-11-21T00:00:00.000Z' });
    expect(old.notes).toHaveLength(1);
    expect(old.notes[0]).toMatch(message);
    expect(old.notes[0]).toMatch(/These figures are the last good ones, 3 hours old\.$/);
    expect(emulator.requests.length).toBeLessThanOrEqual(4);
  });

  it.each<[FaultKind, string]>([
    ['not-found', 'provider'],
    ['server-error', 'provider'],
    ['rate', 'quota'],
    ['html', 'provider'],
    ['truncated', 'provider'],
    ['slow-body', 'provider'],
    ['gzip-bomb', 'provider'],
  ])('%s without an earlier answer ends as %s', async (kind, expected) => {
    emulator.fail({ path: '/feeds', kind });
    const failure = await failureOf(readOne(source(500), 'UCmade-up-50____________'));
    expect(failure.kind).toBe(expected);
    expect(`${failure.message}${failure.hint}`).not.toMatch(/[\n\r]/);
    expect(emulator.requests.length).toBeLessThanOrEqual(3);
  });

  it('a channel that does not exist cannot be told from a spell, and the failure says so', async () => {
    const failure = await failureOf(readOne(source(), 'UC0000000000000000000000'));
    expect([failure.kind, failure.exitCode]).toEqual(['provider', 5]);
    expect(failure.message).toContain('404');
    expect(failure.hint).toContain('YOUTUBE_API_KEY');
    expect(emulator.requests).toHaveLength(3);
  });

  it('a bad answer never takes the place of a good one', async () => {
    await readOne(source(), 'UCmade-up-50____________');
    emulator.fail({ path: '/feeds', kind: 'html', times: 1 });
    await readOne(source(), 'UCmade-up-50____________');
    emulator.fail({ path: '/feeds', kind: 'not-found' });
    expect((await readOne(source(), 'UCmade-up-50____________')).videos).toHaveLength(15);
  });
});

describe('a handle whose page does not tell the id', () => {
  it.each<FaultKind>(['not-found', 'html', 'server-error', 'reset', 'hang', 'redirect'])(
    '%s ends as key',
    async (kind) => {
      emulator.fail({ path: '/@', kind });
      const failure = await failureOf(readOne(source(500), '@made-up-3'));
      expect([failure.kind, failure.exitCode]).toEqual(['key', 4]);
      expect(failure.hint).toMatch(/id.*YOUTUBE_API_KEY/);
    },
  );

  it('is read from what was remembered, however old', async () => {
    await readOne(source(), '@made-up-3');
    now += 400 * 24 * HOUR;
    emulator.fail({ path: '/@', kind: 'html' });
    expect((await readOne(source(), '@made-up-3')).videos).toHaveLength(3);
  });

  it('on a site that is down is not asked for its feed too: the last good one is given at once', async () => {
    await readOne(source(), '@made-up-3');
    now += 400 * 24 * HOUR;
    emulator.reset();
    emulator.fail({ path: '/', kind: 'hang' });
    const { videos, notes } = await readOne(source(300), '@made-up-3');
    expect([videos.length, asked()]).toEqual([3, ['/@made-up-3']]);
    expect(notes[0]).toMatch(/within 0\.3 s\. These figures are the last good ones/);
  });

  it('is given up after the first megabyte of an endless page', async () => {
    emulator.fail({ path: '/@', kind: 'endless-body' });
    expect((await failureOf(readOne(source(), '@made-up-3'))).kind).toBe('key');
    expect(emulator.requests).toHaveLength(1);
  });
});

it('a video that is not there names no channel', async () => {
  const failure = await failureOf(readOne(source(), 'youtu.be/00000000000'));
  expect(failure.kind).toBe('not-found');
});

it.each<[FaultKind, string]>([
  ['forbidden', 'not-found'],
  ['rate', 'quota'],
  ['server-error', 'provider'],
  ['html', 'provider'],
  ['wrong-type', 'provider'],
])('a video whose oEmbed has %s ends as %s', async (kind, expected) => {
  emulator.fail({ path: '/oembed', kind });
  expect((await failureOf(readOne(source(), 'youtu.be/00000000000'))).kind).toBe(expected);
});

describe('channelIdOnPage', () => {
  const id = 'UC_x5XG1OV2P6uZZ5FSM9Ttw';
  it.each([
    [
      `<link rel="alternate" type="application/rss+xml" title="RSS" href="https://www.youtube.com/feeds/videos.xml?channel_id=${id}">`,
      id,
    ],
    [`<link rel="canonical" href="https://www.youtube.com/channel/${id}">`, id],
    [`<a href="https://www.youtube.com/channel/${id}">another channel</a>`, null],
    [`<link href="/feeds/videos.xml?channel_id=${id}too-long">`, null],
    ['<title>Before you continue to YouTube</title>', null],
    ['', null],
  ])('finds the link of the page itself in %s', (html, expected) => {
    expect(channelIdOnPage(html)).toBe(expected);
  });
});

it.each([
  [0, 'less than a minute'],
  [60_000, '1 minute'],
  [59 * 60_000, '59 minutes'],
  [HOUR, '1 hour'],
  [47 * HOUR, '1 day'],
  [72 * HOUR, '3 days'],
])('%i ms are %s', (ms, words) => {
  expect(ageWords(ms)).toBe(words);
});

import { inspect } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHttp } from '../../src/providers/http/request.js';
import type { VideoSource } from '../../src/providers/ports.js';
import { apiSource } from '../../src/providers/youtube.js';
import { startEmulator, type Emulator, type LoggedRequest } from '../emulator/emulator.js';
import type { FaultKind } from '../emulator/faults.js';
import { NEWEST } from '../emulator/made-up-channels.js';
import { failureOf, readOne } from './channel-of.js';
import { realHttp } from './http/real-http.js';
import { MemoryCache, PLENTY } from './made-up-parts.js';

const KEY = 'AIzaCANARY-never-to-be-seen-0123456789';
const NOW = Date.parse('2026-11-21T00:00:00Z');
const DAY = 86_400_000;

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ keys: [KEY] });
});
beforeEach(() => {
  emulator.reset();
});
afterAll(() => emulator.close());

function source(more: Partial<Parameters<typeof apiSource>[0]> = {}): VideoSource {
  return apiSource({
    baseUrl: emulator.url,
    keys: [KEY],
    book: PLENTY,
    http: realHttp(),
    cache: new MemoryCache(),
    reading: 'normal',
    now: () => NOW,
    timeZone: () => 'Europe/Berlin',
    ...more,
  });
}

function stored(handle: string) {
  const channel = emulator.channels.find((one) => one.handle === handle);
  if (channel === undefined) throw new Error(`no ${handle}`);
  return channel;
}

const pathsAsked = (): string[] => emulator.requests.map(({ path }) => path.replace('/youtube/v3/', ''));

describe('a channel through the API', () => {
  it('has all its videos, newest first, as the emulator stores them', async () => {
    const { channel, videos, total, skipped, source: from, collectedAt } = await readOne(source(), '@made-up-120');
    const expected = stored('@made-up-120');
    expect(channel).toEqual({
      id: expected.id,
      title: expected.title,
      handle: expected.handle,
      subscribers: expected.subscribers,
    });
    expect(videos).toEqual(
      expected.videos.map(({ id, title, description, tags, publishedAt, durationSeconds, views, likes, comments }) => ({
        ...{ id, title, description, tags, publishedAt, durationSeconds, views, likes, comments },
        live: false,
        shortLink: null,
      })),
    );
    expect({ total, skipped, collectedAt }).toEqual({
      total: 120,
      skipped: { deleted: 0, private: 0, upcoming: 0 },
      collectedAt: NOW,
    });
    expect(from).toMatchObject({ kind: 'api', fetchedAt: '2026-11-21T00:00:00.000Z', cached: false });
  });

  it.each([
    ['UCmade-up-3_____________', 'channels'],
    ['@made-up-3', 'channels'],
    ['@MADE-UP-3', 'channels'],
    ['madeup3', 'channels'],
    ['https://www.youtube.com/user/madeup3', 'channels'],
    ['https://www.youtube.com/c/made-up-3', 'channels'],
    ['https://www.youtube.com/c/madeup3', 'channels,channels'],
  ])('is found as %s', async (name, lookUp) => {
    const { channel } = await readOne(source(), name);
    expect(channel.handle).toBe('@made-up-3');
    expect(pathsAsked().join()).toBe(`${lookUp},playlistItems,videos`);
  });

  it('is found by one of its videos', async () => {
    const id = stored('@made-up-3').videos[0]?.id ?? '';
    const { channel } = await readOne(source(), `https://youtu.be/${id}`);
    expect(channel.handle).toBe('@made-up-3');
    expect(pathsAsked()).toEqual(['videos', 'channels', 'playlistItems', 'videos']);
  });

  it.each(['@nobody', 'UC0000000000000000000000', 'nobody', 'youtube.com/c/nobody', 'youtu.be/00000000000'])(
    'is not found as %s',
    async (name) => {
      const failure = await failureOf(readOne(source(), name));
      expect(failure.kind).toBe('not-found');
      expect(pathsAsked()).not.toContain('search');
    },
  );

  it('leaves out and counts what is no public video, and keeps hidden numbers unknown', async () => {
    const { channel, videos, skipped } = await readOne(source(), '@made-up-mixed');
    expect(channel.subscribers).toBeNull();
    expect(skipped).toEqual({ deleted: 4, private: 3, upcoming: 2 });
    expect(videos).toHaveLength(51);
    const expected = stored('@made-up-mixed').videos.filter(({ id }) => videos.some((video) => video.id === id));
    expect(videos.map(({ likes, comments }) => [likes, comments])).toEqual(
      expected.map(({ likes, comments }) => [likes, comments]),
    );
    expect(videos.filter(({ likes }) => likes === null).length).toBeGreaterThan(0);
    expect(videos.filter(({ live }) => live === true)).toHaveLength(3);
    expect(videos[0]).toMatchObject({ live: true, durationSeconds: null }); // a stream that still runs
  });
});

describe('the cost of a channel', () => {
  // n = 0: the channel itself counts no public video, so its uploads are not asked for.
  it.each([0, 3, 50, 51, 120, 500])('of %i videos is 1 + 2·ceil(n/50) requests', async (n) => {
    const { videos, source: from } = await readOne(source(), `@made-up-${n}`);
    const expected = 1 + 2 * Math.ceil(n / 50);
    expect(videos).toHaveLength(n);
    expect(emulator.requests).toHaveLength(expected);
    expect(from.cost).toEqual({ requests: expected, units: expected, searches: 0, modelCalls: 0, usd: 0 });
  });

  it('is counted for refused tries too', async () => {
    emulator.fail({ path: '/youtube/v3/videos', kind: 'server-error', times: 1 });
    const { source: from } = await readOne(source(), '@made-up-3');
    expect(from.cost).toMatchObject({ requests: 4, units: 4 });
  });

  it('stops at the limit, and needs no page ahead of it', async () => {
    for (const [limit, requests] of [
      [1, 3],
      [50, 3],
      [51, 5],
      [100, 5],
      [500, 21],
    ] as const) {
      emulator.reset();
      const { videos } = await readOne(source(), '@made-up-500', { limit });
      expect([limit, videos.length, emulator.requests.length]).toEqual([limit, limit, requests]);
    }
  });

  it('reads on when dead uploads fill the limit, and counts only those before the last wanted one', async () => {
    const { videos, skipped } = await readOne(source(), '@made-up-mixed', { limit: 50 });
    const all = await readOne(source(), '@made-up-mixed');
    expect(videos).toEqual(all.videos.slice(0, 50));
    // The third private upload is the 59th; the 50th living one is the 58th.
    expect(skipped).toEqual({ deleted: 4, private: 2, upcoming: 2 });
    // 48 of the first page look alive in the playlist, 43 are: what the answers say decides.
    expect((await readOne(source(), '@made-up-mixed', { limit: 45 })).videos).toEqual(all.videos.slice(0, 45));
    const three = await readOne(source(), '@made-up-mixed', { limit: 3 });
    expect(three.skipped).toEqual({ deleted: 1, private: 1, upcoming: 2 });
    expect(three.videos).toEqual(all.videos.slice(0, 3));
  });

  it('of a channel whose uploads playlist is missing is two requests for an empty list', async () => {
    const http = realHttp();
    const lying = source({
      http: {
        request: async (request) => {
          const answer = await http.request(request);
          // As when the last video went a moment ago: the count is stale.
          return { ...answer, body: answer.body.replace('"videoCount": "0"', '"videoCount": "2"') };
        },
      },
    });
    const { videos } = await readOne(lying, '@made-up-0');
    expect(videos).toEqual([]);
    expect(pathsAsked()).toEqual(['channels', 'playlistItems']);
  });
});

describe('since and until', () => {
  it('keep what was published at or after, and before', async () => {
    const all = stored('@made-up-120').videos;
    const [since, until] = [all[70]?.publishedAt ?? 0, all[20]?.publishedAt ?? 0];
    const { videos } = await readOne(source(), '@made-up-120', { since, until });
    expect(videos.map(({ id }) => id)).toEqual(all.slice(21, 71).map(({ id }) => id));
  });

  it('stop at the first page that is wholly older', async () => {
    const { videos } = await readOne(source(), '@made-up-5000', { since: NEWEST - 30 * DAY });
    expect(videos.length).toBeGreaterThan(10);
    expect(videos.every(({ publishedAt }) => publishedAt !== null && publishedAt >= NEWEST - 30 * DAY)).toBe(true);
    const pages = Math.ceil(videos.length / 50);
    expect(emulator.requests.length).toBeLessThanOrEqual(1 + 2 * pages + 1);
  });

  it('hold for any span and limit, in any of the sizes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(3, 51, 120),
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 0, max: 400 }),
        fc.option(fc.integer({ min: 1, max: 130 })),
        async (size, from, to, limit) => {
          const [since, until] = [NEWEST - from * DAY, NEWEST - to * DAY];
          const { videos } = await readOne(source(), `@made-up-${size}`, { since, until, limit });
          const expected = stored(`@made-up-${size}`).videos.filter(
            ({ publishedAt }) => publishedAt >= since && publishedAt < until,
          );
          expect(videos.map(({ id }) => id)).toEqual(expected.slice(0, limit ?? undefined).map(({ id }) => id));
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('pages and videos', () => {
  it('are overlapped: a page is asked for while the videos of the page before are under way', async () => {
    const slow = await startEmulator({ latencyMs: 40 });
    try {
      await readOne(source({ baseUrl: slow.url }), '@made-up-500');
      const of = (name: string): LoggedRequest[] => slow.requests.filter(({ path }) => path.endsWith(name));
      const [pages, videos] = [of('/playlistItems'), of('/videos')];
      expect([pages.length, videos.length]).toEqual([10, 10]);
      for (let at = 0; at < 9; at++) {
        const [next, under] = [pages[at + 1], videos[at]];
        expect(next?.cameAt).toBeLessThan(under?.answeredAt ?? 0);
        expect(under?.cameAt).toBeLessThan(next?.answeredAt ?? 0);
      }
    } finally {
      await slow.close();
    }
  });
});

describe('the key', () => {
  it('travels in a header, never in a URL', async () => {
    await readOne(source(), '@made-up-3');
    for (const request of emulator.requests) {
      expect(request.headers['x-goog-api-key']).toBe(KEY);
      expect(JSON.stringify([request.path, request.query])).not.toContain(KEY);
    }
  });

  it('that cannot be sent is refused without being shown', async () => {
    const failure = await failureOf(readOne(source({ keys: [`${KEY}\n`] }), '@made-up-3'));
    expect([failure.kind, inspect(failure).includes(KEY)]).toEqual(['key', false]);
    expect(emulator.requests).toHaveLength(0);
  });

  it('goes to a gateway that has a path', async () => {
    const urls: string[] = [];
    const http = createHttp({
      fetch: (url) => {
        urls.push(url instanceof URL ? url.href : '');
        return Promise.resolve(new Response('{}', { status: 200 }));
      },
      now: () => NOW,
      random: () => 0,
      sleep: () => Promise.resolve(),
      timeoutMs: 1000,
    });
    await failureOf(readOne(source({ http, baseUrl: 'http://127.0.0.1:1/gateway/' }), '@nobody'));
    expect(urls[0]).toMatch(/^http:\/\/127\.0\.0\.1:1\/gateway\/youtube\/v3\/channels\?part=snippet&/);
  });
});

describe('every fault', () => {
  it.each<[FaultKind, string, number, RegExp]>([
    ['key-invalid', 'key', 1, /API_KEY_INVALID/],
    ['api-off', 'key', 1, /SERVICE_DISABLED/],
    ['quota', 'quota', 1, /daily quota/],
    ['search-per-day', 'quota', 1, /daily quota/],
    ['rate', 'quota', 3, /slow down/],
    ['rate-403', 'quota', 1, /slow down/],
    ['server-error', 'provider', 3, /failed \(backendError\)\.$/],
    ['server-late', 'provider', 1, /failed \(backendError\)\.$/],
    ['proxy-page', 'provider', 1, /refused the request \(HTTP 403\)/],
    ['not-found', 'provider', 1, /HTTP 404/],
    ['redirect', 'provider', 1, /HTTP 302/],
    ['reset', 'provider', 3, /connection was cut/],
    ['hang', 'provider', 1, /within 1 s/],
    ['slow-body', 'provider', 1, /within 1 s/],
    ['endless-body', 'provider', 1, /more than the 8 MB/],
    ['gzip-bomb', 'provider', 1, /more than the 8 MB/],
    ['truncated', 'provider', 1, /something that is no/],
    ['wrong-type', 'provider', 1, /something that is no/],
    ['html', 'provider', 1, /something that is no/],
  ])('%s ends as %s after %i tries', async (kind, failureKind, tries, message) => {
    for (const path of ['/youtube/v3/channels', '/youtube/v3/playlistItems', '/youtube/v3/videos']) {
      emulator.reset();
      emulator.fail({ path, kind });
      const started = performance.now();
      const failure = await failureOf(readOne(source({ http: realHttp(1000) }), '@made-up-51'));
      expect([path, failure.kind]).toEqual([path, failureKind]);
      expect(failure.message).toMatch(message);
      expect(`${failure.message}${failure.hint}`).not.toMatch(/[\n\r]/);
      expect(inspect(failure, { depth: 9, showHidden: true }) + (failure.stack ?? '')).not.toContain(KEY);
      const asked = emulator.requests.filter((request) => request.path === path).length;
      // The two halves of a channel's videos may both be under way when the first fails.
      expect(asked).toBeGreaterThanOrEqual(tries);
      expect(asked).toBeLessThanOrEqual(path.endsWith('/videos') ? 2 * tries : tries);
      expect(performance.now() - started).toBeLessThan(5000);
    }
  });

  it.each<[FaultKind, string]>([
    ['rate', 'a minute'],
    ['rate-late', '1 h'],
    ['rate-403', '2 min'],
    ['server-error', 'a few minutes'],
    ['server-late', '1 h'],
  ])('%s says to wait %s', async (kind, wait) => {
    emulator.fail({ path: '/youtube/v3/channels', kind });
    expect((await failureOf(readOne(source(), '@made-up-51'))).hint).toMatch(`Try again in ${wait}, or`);
  });

  it.each<FaultKind>(['server-error', 'reset', 'rate'])('%s once is got over', async (kind) => {
    emulator.fail({ path: '/youtube/v3/channels', kind, times: 1 });
    emulator.fail({ path: '/youtube/v3/playlistItems', kind, times: 1 });
    emulator.fail({ path: '/youtube/v3/videos', kind, times: 2 });
    expect((await readOne(source(), '@made-up-51')).videos).toHaveLength(51);
  });

  it('in the videos of a page stops the pages behind it', async () => {
    emulator.fail({ path: '/youtube/v3/videos', kind: 'quota' });
    expect((await failureOf(readOne(source(), '@made-up-500'))).kind).toBe('quota');
    expect(pathsAsked().filter((path) => path === 'playlistItems').length).toBeLessThanOrEqual(3);
  });

  it('stops everything when it is interrupted', async () => {
    const stop = new AbortController();
    emulator.fail({ path: '/youtube/v3/videos', kind: 'hang' });
    const reading = readOne(source(), '@made-up-500', {
      signal: stop.signal,
      onProgress: () =>
        setTimeout(() => {
          stop.abort();
        }, 100),
    });
    expect((await failureOf(reading)).kind).toBe('interrupted');
  });

  it('pages that go round in a circle end as a failure', async () => {
    const http = realHttp();
    const circle = source({
      http: {
        request: async (request) => {
          const answer = await http.request(request);
          return { ...answer, body: answer.body.replace(/"nextPageToken": "[^"]*"/, '"nextPageToken": "YXQ6NTA"') };
        },
      },
    });
    expect((await failureOf(readOne(circle, '@made-up-500'))).message).toContain('circle');
  });
});

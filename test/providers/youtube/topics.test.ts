import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Reading, TopicRequest } from '../../../src/providers/ports.js';
import type { ApiParts } from '../../../src/providers/youtube.js';
import { topicSource } from '../../../src/providers/youtube/topics.js';
import { startEmulator, type Emulator } from '../../emulator/emulator.js';
import { NEWEST } from '../../emulator/made-up-channels.js';
import { failureOf } from '../channel-of.js';
import { realHttp } from '../http/real-http.js';
import { MemoryCache, PLENTY } from '../made-up-parts.js';

const NO_REFUSALS = { refuse: () => undefined, accept: () => undefined, isRefused: () => false };
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(() => {
  emulator.reset();
});
afterAll(() => emulator.close());

let clock = NEWEST + DAY;
const source = (cache = new MemoryCache(), reading: Reading = 'normal', more: Partial<ApiParts> = {}) =>
  topicSource({
    baseUrl: emulator.url,
    keys: ['k'],
    book: PLENTY,
    http: realHttp(),
    cache,
    reading,
    now: () => clock,
    timeZone: () => 'UTC',
    ...more,
  });

const request = (query: string, more: Partial<TopicRequest> = {}): TopicRequest => ({
  query,
  limit: 50,
  order: 'relevance',
  since: null,
  duration: 'any',
  region: null,
  language: null,
  ...more,
});

const paths = () => emulator.requests.map(({ path }) => path.replace('/youtube/v3/', ''));

describe('a search for a topic', () => {
  it('costs one search, a unit for the figures and one for the channels, and tells them all', async () => {
    const { videos, source: told, collectedAt } = await source().search(request('lighthouse'));
    expect(paths()).toEqual(['search', 'videos', 'channels']);
    expect(told).toEqual({
      kind: 'api',
      fetchedAt: new Date(clock).toISOString(),
      cached: false,
      cost: { requests: 3, units: 2, searches: 1, modelCalls: 0, usd: 0 },
    });
    expect(collectedAt).toBe(clock);
    expect(videos).toHaveLength(50);
    for (const { video, channel, thumbnailUrl } of videos) {
      expect(video.title).toMatch(/lighthouse/i);
      const stored = emulator.channels.find(({ id }) => id === channel.id);
      const kept = stored?.videos.find(({ id }) => id === video.id);
      expect([video.views, video.likes, video.tags, channel.subscribers, channel.handle]).toEqual([
        kept?.views,
        kept?.likes,
        kept?.tags,
        stored?.subscribers,
        stored?.handle,
      ]);
      expect(thumbnailUrl).toBe(`https://i.ytimg.com/vi/${video.id ?? ''}/sddefault.jpg`);
    }
  });

  it('takes a search call for each 50, and no more than were planned when fewer come', async () => {
    const { videos, source: told } = await source().search(request('lighthouse', { limit: 120 }));
    expect([videos.length, told.cost.searches, told.cost.units]).toEqual([120, 3, 3 + 1]);
    expect(new Set(videos.map(({ video }) => video.id)).size).toBe(120);
    emulator.reset();
    const none = await source().search(request('no such thing anywhere', { limit: 500 }));
    expect([none.videos, paths()]).toEqual([[], ['search']]);
  });

  it('keeps the search for a day, figures for an hour, channels for a day', async () => {
    const cache = new MemoryCache();
    const begun = clock;
    await source(cache).search(request('sundial'));
    clock = begun + HOUR / 2;
    expect((await source(cache).search(request('sundial', { limit: 50 }))).source).toMatchObject({ cached: true });
    expect(paths()).toHaveLength(3);
    clock = begun + 2 * HOUR;
    await source(cache).search(request('sundial'));
    expect(paths().slice(3)).toEqual(['videos']);
    clock = begun + 25 * HOUR;
    const { source: told } = await source(cache).search(request('sundial'));
    expect([told.cost.searches, told.cost.units]).toEqual([1, 2]);
    await source(cache, 'refresh').search(request('sundial'));
    expect(paths()).toHaveLength(3 + 1 + 3 + 3);
    emulator.reset();
    const kept = await source(cache, 'offline').search(request('sundial'));
    expect([kept.source.cached, kept.notes, paths()]).toEqual([true, [expect.stringContaining('kept answers')], []]);
    expect((await failureOf(source(cache, 'offline').search(request('canoe')))).kind).toBe('not-found');
    clock = begun;
  });

  it('hands on order, date, duration, region and language, the date by whole days so that it can be kept', async () => {
    const since = NEWEST - 100 * DAY + 5 * HOUR;
    const { videos } = await source().search(
      request('kiln', { since, order: 'views', duration: 'medium', region: 'DE', language: 'de' }),
    );
    const [{ query } = { query: {} }] = emulator.requests;
    expect(query).toMatchObject({
      type: ['video'],
      order: ['viewCount'],
      publishedAfter: [new Date(Math.floor(since / DAY) * DAY).toISOString()],
      videoDuration: ['medium'],
      regionCode: ['DE'],
      relevanceLanguage: ['de'],
    });
    const views = videos.map(({ video }) => video.views ?? 0);
    expect(views).toEqual(views.toSorted((a, b) => b - a));
    expect(videos.length).toBeGreaterThan(0);
    for (const { video } of videos) expect(video.publishedAt).toBeGreaterThanOrEqual(since);
  });

  it('does not repeat a search when the day is over, uses the next key, and says when it returns', async () => {
    emulator.fail({ path: '/youtube/v3/search', kind: 'search-per-day', times: 1 });
    const exhausted: string[] = [];
    const book = () =>
      Promise.resolve({
        reserve: () => true,
        exhaust: (_: string, bucket: string) => {
          exhausted.push(bucket);
        },
        returnsAt: () => clock + 5 * HOUR,
        ...NO_REFUSALS,
      });
    const { source: told } = await source(new MemoryCache(), 'normal', { keys: ['k', 'l'], book }).search(
      request('kiln'),
    );
    expect([exhausted, told.cost.searches]).toEqual([['search'], 2]);
    emulator.reset();
    emulator.fail({ path: '/youtube/v3/search', kind: 'search-per-day' });
    const failure = await failureOf(source(new MemoryCache(), 'normal', { book }).search(request('kiln')));
    expect([failure.kind, emulator.requests.length]).toEqual(['quota', 1]);
    expect(failure.message).toMatch(/in 5 h/);
    expect(failure.hint).not.toMatch('feed');
  });

  it('sends nothing when the book has no search left', async () => {
    const book = () =>
      Promise.resolve({
        reserve: (_: string, bucket: string) => bucket !== 'search',
        exhaust: () => undefined,
        returnsAt: () => clock + HOUR,
        ...NO_REFUSALS,
      });
    const failure = await failureOf(source(new MemoryCache(), 'normal', { book }).search(request('kiln')));
    expect([failure.kind, emulator.requests]).toEqual(['quota', []]);
  });

  it.each(['key-invalid', 'server-error', 'html', 'truncated', 'wrong-type', 'api-off'] as const)(
    'fails of %s without advice to read the feed, which knows no topics',
    async (kind) => {
      for (const path of ['search', 'videos', 'channels']) {
        emulator.reset();
        emulator.fail({ path: `/youtube/v3/${path}`, kind });
        const failure = await failureOf(source().search(request('kiln')));
        expect(['key', 'provider']).toContain(failure.kind);
        expect(failure.hint).not.toMatch('feed');
        expect(failure.hint).toMatch(/\.$/);
      }
    },
  );
});

describe('the popular chart', () => {
  it('costs a unit for each 50 and one for the channels', async () => {
    const { videos, source: told } = await source().popular({ region: 'DE', limit: 60 });
    expect(paths().filter((path) => path === 'search')).toEqual([]);
    expect([videos.length, told.cost.units, told.cost.searches]).toEqual([60, 3, 0]);
    expect(emulator.requests[0]?.query).toMatchObject({ chart: ['mostPopular'], regionCode: ['DE'] });
  });
});

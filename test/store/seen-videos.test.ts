import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { searchWords } from '../../src/domain/search-words.js';
import type { MetVideo, SeenQuery } from '../../src/domain/seen-video.js';
import type { Database } from '../../src/store/database.js';
import { openInsight } from '../../src/store/insight-db.js';
import { SeenVideos } from '../../src/store/seen-videos.js';
import { freshDir } from './processes.js';

const NOON = Date.parse('2026-11-20T12:00:00Z');
const DAY = 86_400_000;

const met = (videoId: string, title: string, more: Partial<MetVideo> = {}): MetVideo => ({
  videoId,
  title,
  channelId: 'UC1',
  channelTitle: 'Coast Watch',
  handle: '@coast',
  thumbnailUrl: `https://i.ytimg.com/vi/${videoId}/hqdefault.jpg`,
  tags: [],
  publishedAt: NOON - 10 * DAY,
  views: 1000,
  likes: 10,
  comments: 1,
  durationSeconds: 600,
  seenAt: NOON,
  ...more,
});

let database: Database;
let seen: SeenVideos;
beforeEach(async () => {
  ({ database } = await openInsight({ dir: freshDir(), now: () => NOON, random: Math.random }));
  seen = new SeenVideos(database);
});
afterEach(() => {
  database.close();
});

const found = (query: string, more: Partial<SeenQuery> = {}) =>
  seen
    .search({ query, limit: 50, order: 'relevance', since: null, duration: 'any', minViews: null, ...more })
    .map(({ videoId }) => videoId);

describe('the index of videos seen before', () => {
  it('finds by every word of the query, in title, channel and tags, in any case and with or without accents', () => {
    seen.remember([
      met('a', 'The Café at the Lighthouse'),
      met('b', 'A harbour', { tags: ['lighthouse keepers'] }),
      met('c', 'Nothing of it', { channelTitle: 'Lighthouses', handle: null }),
    ]);
    expect(found('LIGHTHOUSE').sort()).toEqual(['a', 'b', 'c']);
    expect(found('cafe lighthouse')).toEqual(['a']);
    expect(found('lighthouse café')).toEqual(['a']);
    expect(found('@coast harbour')).toEqual(['b']);
    expect(found('lighthouse submarine')).toEqual([]);
    expect(found('  ')).toEqual([]);
  });

  it('finds words of one and two characters, in scripts without spaces too', () => {
    seen.remember([met('a', '灯台の一日'), met('b', 'AI in 5 min'), met('c', '등대 이야기'), met('d', 'मौसम')]);
    expect(['灯台', '灯', 'ai 5', '등대', 'मौ', 'ai minutes'].map((query) => found(query))).toEqual([
      ['a'],
      ['a'],
      ['b'],
      ['c'],
      ['d'],
      [],
    ]);
  });

  it('takes signs of LIKE and of the query language as they are', () => {
    seen.remember([met('a', '100% real'), met('b', '1000 real'), met('c', 'a_b or "quoted" NOT')]);
    expect([
      found('0%'),
      found('100%'),
      found('_b'),
      found('"quoted"'),
      found('real NOT'),
      found('words:real'),
    ]).toEqual([['a'], ['a'], ['c'], ['c'], [], []]);
  });

  it('filters and orders before it cuts', () => {
    seen.remember([
      met('old', 'tower one', { publishedAt: NOON - 400 * DAY, views: 9, likes: 9 }),
      met('short', 'tower two', { durationSeconds: 239, views: 500 }),
      met('long', 'tower three', { durationSeconds: 1201, views: 700 }),
      met('unknown', 'tower four', { durationSeconds: null, views: null, publishedAt: null, likes: null }),
    ]);
    expect(found('tower', { since: NOON - 30 * DAY, order: 'views' })).toEqual(['long', 'short']);
    expect(found('tower', { duration: 'short' })).toEqual(['short']);
    expect(found('tower', { duration: 'medium' })).toEqual(['old']);
    expect(found('tower', { duration: 'long' })).toEqual(['long']);
    expect(found('tower', { minViews: 500, order: 'views' })).toEqual(['long', 'short']);
    expect(found('tower', { order: 'rating' })).toEqual(['old', 'short', 'long', 'unknown']);
    expect(found('tower', { order: 'date', limit: 3 })).toEqual(['short', 'long', 'old']);
    expect(found('to', { order: 'views', limit: 1 })).toEqual(['long']);
  });

  it('keeps the figures of the latest look, and the facts that a later look did not tell', () => {
    seen.remember([met('a', 'one tower', { durationSeconds: 60 })]);
    seen.remember([met('a', 'two towers', { seenAt: NOON + 1, views: 2000, likes: null, durationSeconds: null })]);
    seen.remember([met('a', 'three towers', { seenAt: NOON - 1, views: 1 })]);
    expect(seen.byIds(['b', 'a'])).toMatchObject([
      { title: 'two towers', views: 2000, likes: null, durationSeconds: 60, seenAt: NOON + 1 },
    ]);
    expect([found('one'), found('three'), found('two')]).toEqual([[], [], ['a']]);
    expect(seen.count()).toEqual({ videos: 1, pictures: 0 });
  });

  it('keeps the words and the picture of a search when the feed, which tells neither, comes after or before', () => {
    const wide = 'https://i.ytimg.com/vi/a/maxresdefault.jpg';
    const searched = met('a', 'one tower', { tags: ['keepers', 'Coast'], thumbnailUrl: wide });
    const fed = met('a', 'two towers', { seenAt: NOON + 1, handle: null, channelTitle: null, thumbnailUrl: null });
    for (const looks of [
      [searched, fed],
      [fed, searched],
    ]) {
      seen.remember(looks);
      expect(['keepers', '@coast', 'watch towers', 'one'].map((query) => found(query))).toEqual([
        ['a'],
        ['a'],
        ['a'],
        [],
      ]);
      expect(seen.byIds(['a'])).toMatchObject([{ title: 'two towers', thumbnailUrl: wide, seenAt: NOON + 1 }]);
      database.write((connection) => connection.exec('DELETE FROM seenVideo'));
    }
    seen.remember([fed]);
    expect(seen.byIds(['a'])[0]?.thumbnailUrl).toBe('https://i.ytimg.com/vi/a/hqdefault.jpg');
    expect(seen.withoutPicture(9)).toEqual(['a']);
  });

  it('keeps the traits of a picture, and that a video has none', () => {
    seen.remember([met('a', 'x'), met('b', 'y'), met('c', 'z', { seenAt: NOON + 1 })]);
    expect(seen.withoutPicture(9)).toEqual(['c', 'a', 'b']);
    seen.learnPicture('a', { dhash: new Uint8Array(8).fill(7), histogram: new Uint8Array(64) });
    seen.learnPicture('nobody', { dhash: new Uint8Array(8), histogram: new Uint8Array(64) });
    seen.learnPicture('b', null);
    seen.remember([met('a', 'x2', { seenAt: NOON + 2 }), met('b', 'y2', { seenAt: NOON + 2 })]);
    expect(seen.pictures().map(({ videoId, dhash }) => [videoId, dhash[0]])).toEqual([['a', 7]]);
    expect(seen.withoutPicture(9)).toEqual(['c']);
    expect(seen.count()).toEqual({ videos: 3, pictures: 1 });
  });

  it('has no query that breaks it, and finds every video by its own title', { timeout: 60_000 }, () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({
        unit: fc.constantFrom(
          '"',
          "'",
          '*',
          '(',
          ')',
          ':',
          '^',
          '-',
          'NEAR(',
          ' OR ',
          ' NOT ',
          '{',
          '\0',
          '%',
          '_',
          '\\',
          ' ',
          'a',
        ),
      }),
      fc.string({ unit: 'grapheme', minLength: 100, maxLength: 300 }),
    );
    seen.remember([met('a', 'a "quoted" NEAR title (with) signs* ^ 灯台')]);
    fc.assert(
      fc.property(nasty, (query) => {
        found(query);
      }),
      { numRuns: 10_000 },
    );
    fc.assert(
      fc.property(nasty, (title) => {
        seen.remember([met('t', title, { channelTitle: null, handle: null })]);
        expect(found(title)).toEqual(searchWords(title).length === 0 ? [] : expect.arrayContaining(['t']));
      }),
      { numRuns: 1000 },
    );
  });

  it('would fail on a hostile query that is not quoted', () => {
    expect(() =>
      database.read((connection) => connection.prepare("SELECT 1 FROM seenText WHERE seenText MATCH 'a\" ('").all()),
    ).toThrow('SQLITE_ERROR');
  });

  it('stays whole through changes: the index agrees with the table', () => {
    seen.remember([met('a', 'one'), met('b', 'two')]);
    seen.remember([met('a', 'three', { seenAt: NOON + 1 })]);
    expect(() =>
      database.write((c) => c.exec("INSERT INTO seenText (seenText, rank) VALUES ('integrity-check', 1)")),
    ).not.toThrow();
  });
});

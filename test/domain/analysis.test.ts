import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS } from '../../src/domain/age.js';
import type { AnalysedVideo } from '../../src/domain/analysis.js';
import { analysed } from './analysed.js';
import { anyVideo, AS_OF, video } from './made-up-video.js';

const aged = (id: string, days: number, views: number | null) =>
  video({ id, publishedAt: AS_OF - days * DAY_MS, views, durationSeconds: 600 });

test('every field of one video, worked out by hand', () => {
  const { videos } = analysed(
    [
      video({
        id: 'dQw4w9WgXcQ',
        title: 'One',
        publishedAt: AS_OF - 10 * DAY_MS,
        durationSeconds: 600,
        views: 1000,
        likes: 38,
        comments: 3,
      }),
    ],
    AS_OF,
  );
  expect(videos).toEqual([
    {
      id: 'dQw4w9WgXcQ',
      title: 'One',
      url: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
      publishedAt: '2026-11-10T12:00:00.000Z',
      ageDays: 10,
      format: 'long',
      formatBasis: 'duration',
      durationSeconds: 600,
      views: 1000,
      likes: 38,
      comments: 3,
      viewsPerDay: 100,
      engagementRate: 0.041,
      smartScore: 1,
      multiple: null,
      outlier: null,
    },
  ]);
});

test('a row without date, views or id is kept, with what is unknown as null', () => {
  const { videos, summary } = analysed([video({ views: 5 }), aged('b', 3, null)], AS_OF);
  expect(videos.map(({ id, url, smartScore, ageDays }) => ({ id, url, smartScore, ageDays }))).toEqual([
    { id: null, url: null, smartScore: null, ageDays: null },
    { id: 'b', url: 'https://www.youtube.com/watch?v=b', smartScore: null, ageDays: 3 },
  ]);
  expect(summary).toMatchObject({ videos: 2, high: 0, low: 0, q1: null, tooFew: true });
});

test('videos newer than the day asked about are left out, undated ones are not', () => {
  const { videos } = analysed([aged('future', -0.001, 9e9), aged('now', 0, 10), video({ id: 'undated' })], AS_OF);
  expect(videos.map(({ id }) => id)).toEqual(['now', 'undated']);
});

test('best score first, equal scores by views, then as they came, without a score last', () => {
  const { videos } = analysed(
    [video({ id: 'u' }), video({ id: 'v', views: 1 }), aged('x', 5, 10), aged('y', 5, 500), aged('z', 5, 10)],
    AS_OF,
  );
  expect(videos.map(({ id }) => id)).toEqual(['y', 'x', 'z', 'v', 'u']);
});

test('a giant stands out, and the summary counts it', () => {
  const { videos, summary } = analysed(
    [aged('giant', 10, 1e6), ...[10, 11, 12, 13, 14].map((views) => aged(`v${views}`, 10, views * 1000))],
    AS_OF,
  );
  expect(videos.filter(({ outlier }) => outlier === 'high').map(({ id }) => id)).toEqual(['giant']);
  expect(summary).toMatchObject({ videos: 6, high: 1, low: 0, tooFew: false });
});

test('too few is counted over scores, not over rows', () => {
  const three = [aged('a', 1, 1), aged('b', 1, 2), aged('c', 1, 900)];
  expect(analysed([...three, video({}), video({})], AS_OF).summary).toMatchObject({
    videos: 5,
    tooFew: true,
    q1: null,
  });
});

const sets = fc.array(anyVideo, { maxLength: 40 });

test('scores fall, high ones lie above low ones, nothing is lost, the JSON has no NaN', () => {
  fc.assert(
    fc.property(sets, (set) => {
      const { videos, summary } = analysed(set, AS_OF);
      expect(videos).toHaveLength(set.length);
      const scores = videos.flatMap(({ smartScore }) => (smartScore === null ? [] : [smartScore]));
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      expect(videos.slice(scores.length).every(({ smartScore }) => smartScore === null)).toBe(true);
      expect(videos.slice(0, summary.high).every(({ outlier }) => outlier === 'high')).toBe(true);
      expect(videos.filter(({ outlier }) => outlier === 'low')).toHaveLength(summary.low);
      // JSON turns NaN and Infinity into null: what comes back must be what went in.
      expect(JSON.parse(JSON.stringify(videos))).toEqual(videos);
    }),
  );
});

test('the order of the rows changes no figure', () => {
  fc.assert(
    fc.property(sets, (set) => {
      const figures = (videos: readonly AnalysedVideo[]) =>
        videos.map(({ views, smartScore, multiple }) => [views, smartScore, multiple].join()).sort();
      const there = analysed(set, AS_OF);
      const back = analysed(set.toReversed(), AS_OF);
      expect(back.summary).toEqual(there.summary);
      expect(figures(back.videos)).toEqual(figures(there.videos));
    }),
  );
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../src/domain/age.js';
import { hashtagReport as stepsOf } from '../../src/domain/hashtag-report.js';
import { finish, STEP } from '../../src/domain/steps.js';
import type { Video } from '../../src/domain/video.js';
import { AS_OF, video } from './made-up-video.js';

const hashtagReport = (videos: readonly Video[], asOf: number) => finish(stepsOf(videos, asOf));

const TEN_DAYS_AGO = AS_OF - 10 * DAY_MS;

const tagged = (title: string, views: number | null = null, facts = {}) =>
  video({ title, views, publishedAt: TEN_DAYS_AGO, ...facts });

test('a table worked out by hand', () => {
  const report = hashtagReport(
    [
      tagged('#a', 100, { likes: 1, comments: 0 }),
      tagged('#a #b', 200, { likes: 2, comments: 2 }),
      tagged('#A', 600, { likes: null }),
      tagged('none', 50),
      tagged('none', 100),
      tagged('none', 300),
    ],
    AS_OF,
  );
  expect(report).toEqual({
    videos: 6,
    afterAsOf: 0,
    tagged: 3,
    spamMarked: 0,
    hashtags: [
      // Velocities with it 10 20 60, without 5 10 30.
      {
        tag: '#a',
        source: 'videos',
        videos: 3,
        share: 0.5,
        medianViews: 200,
        medianViewsPerDay: 20,
        engagementRate: 0.015,
        lift: 2,
      },
      {
        tag: '#b',
        source: 'videos',
        videos: 1,
        share: 1 / 6,
        medianViews: 200,
        medianViewsPerDay: 20,
        engagementRate: 0.02,
        lift: null,
      },
    ],
  });
});

test('title and description are read apart, each hashtag once per video', () => {
  const { hashtags } = hashtagReport([video({ title: '#x #X one', description: '#x\n#y' })], AS_OF);
  expect(hashtags.map(({ tag, videos }) => [tag, videos])).toEqual([
    ['#X', 1],
    ['#y', 1],
  ]);
});

test('rows of one id are one video, and the last row counts', () => {
  const report = hashtagReport(
    [tagged('#old', 1, { id: 'same' }), tagged('#new', 5, { id: 'same' }), tagged('#new'), tagged('#new')],
    AS_OF,
  );
  expect(report.videos).toBe(3);
  expect(report.hashtags.map(({ tag, videos, medianViews }) => [tag, videos, medianViews])).toEqual([['#new', 3, 5]]);
});

test('the commonest spelling is shown', () => {
  const { hashtags } = hashtagReport(
    [tagged('#iPhone'), tagged('#IPHONE'), tagged('#iPhone'), tagged('#iphone')],
    AS_OF,
  );
  expect(hashtags.map(({ tag, videos }) => [tag, videos])).toEqual([['#iPhone', 4]]);
});

test('a video with more than 60 hashtags is marked, and counted', () => {
  const row = (times: number) => tagged(Array.from({ length: times }, (_, index) => `#t${index}`).join(' '));
  const report = hashtagReport([row(60), row(61)], AS_OF);
  expect(report).toMatchObject({ videos: 2, tagged: 2, spamMarked: 1 });
  expect(report.hashtags).toHaveLength(61);
});

test('videos from after the day asked about are left out', () => {
  const later = tagged('#x', 5, { publishedAt: AS_OF + 1 });
  expect(hashtagReport([later], AS_OF)).toEqual({ videos: 0, afterAsOf: 1, tagged: 0, spamMarked: 0, hashtags: [] });
});

describe('lift', () => {
  const lift = (withTag: (number | null)[], without: (number | null)[]) =>
    hashtagReport(
      [...withTag.map((views) => tagged('#x', views)), ...without.map((views) => tagged('none', views))],
      AS_OF,
    ).hashtags[0]?.lift;

  test('needs three videos of known velocity on both sides', () => {
    expect(lift([30, 30, 30], [10, 10, 10])).toBe(3);
    expect(lift([30, 30], [10, 10, 10])).toBeNull();
    expect(lift([30, 30, 30], [10, 10])).toBeNull();
    expect(lift([30, 30, null], [10, 10, 10])).toBeNull();
    expect(lift([30, 30, 30], [10, 10, null])).toBeNull();
  });

  test('is unknown when the others have no views', () => {
    expect(lift([30, 30, 30], [0, 0, 0])).toBeNull();
  });
});

test('the order of the videos does not matter', () => {
  const videos = fc.array(
    fc.record({
      title: fc.string({ unit: fc.constantFrom('#', 'a', 'A', 'b', ' '), maxLength: 20 }),
      views: fc.option(fc.integer({ min: 0, max: 100 }), { nil: null }),
      publishedAt: fc.constantFrom(null, TEN_DAYS_AGO, AS_OF - 3 * DAY_MS),
    }),
    { maxLength: 25 },
  );
  fc.assert(
    fc.property(videos, (rows) => {
      const some = rows.map(video);
      expect(hashtagReport(some.toReversed(), AS_OF)).toEqual(hashtagReport(some, AS_OF));
    }),
  );
});

test('fifty thousand videos with as many hashtags are counted in seconds', () => {
  const many = Array.from({ length: 50_000 }, (_, index) => tagged(`#all #own${index} #third${index % 3}`, index));
  const started = performance.now();
  expect(hashtagReport(many, AS_OF).hashtags).toHaveLength(50_004);
  expect(performance.now() - started).toBeLessThan(10_000);
});

test('many videos, and many hashtags, pause now and then', () => {
  const many = Array.from({ length: 2 * STEP }, (_, index) => tagged(`#own${index >> 1}`, index));
  expect([...stepsOf(many, AS_OF)].length).toBeGreaterThan(3);
});

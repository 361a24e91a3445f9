import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as library from '../../src/index.js';
import { countHashtags, findOutliers, forecastViews, formatOf, measureStreak, scoreTitle } from '../../src/index.js';
import { analyseRobustly } from '../../src/domain/robust/robust-analysis.js';
import { hashtagReport } from '../../src/domain/hashtag-report.js';
import { finish } from '../../src/domain/steps.js';
import { analysed } from '../domain/analysed.js';
import { anyVideo, AS_OF } from '../domain/made-up-video.js';

const DAY_MS = 86_400_000;
const newestFirst = (a: { publishedAt: number | null }, b: { publishedAt: number | null }) =>
  (b.publishedAt ?? -Infinity) - (a.publishedAt ?? -Infinity) || 0;

/** Twelve videos of a steady channel, one of which had nine times the views. */
const MINE = Array.from({ length: 12 }, (_, at) => ({
  title: `Video ${at} #bread`,
  publishedAt: AS_OF - (at + 3) * 14 * DAY_MS,
  durationSeconds: 600,
  views: at === 4 ? 9000 : 1000 + at,
}));

it('the library promises these names; one less breaks whoever imports it', () => {
  expect(Object.keys(library).sort()).toEqual([
    'WebhookRefused',
    'countHashtags',
    'findOutliers',
    'forecastViews',
    'formatOf',
    'hashtagsIn',
    'measureStreak',
    'parseDuration',
    'scoreTitle',
    'seenIds',
    'verifyWebhook',
  ]);
});

describe('the library comes to what the commands come to', () => {
  it('for any videos, known in full or hardly', () => {
    fc.assert(
      fc.property(fc.array(anyVideo, { maxLength: 40 }), (videos) => {
        const sorted = videos.toSorted(newestFirst);
        expect(findOutliers(videos, { asOf: AS_OF })).toEqual(analysed(sorted, AS_OF));
        const robust = finish(analyseRobustly(sorted, AS_OF));
        expect(findOutliers(videos, { asOf: AS_OF, method: 'robust' })).toEqual({
          ...robust,
          videos: [...robust.videos],
        });
        expect(countHashtags(videos, { asOf: AS_OF })).toEqual(finish(hashtagReport(videos, AS_OF)));
      }),
      { numRuns: 50 },
    );
  });

  it('the one that stands out is found by both methods', () => {
    const [best] = findOutliers(MINE, { asOf: AS_OF }).videos;
    expect(best).toMatchObject({ title: 'Video 4 #bread', outlier: 'high', url: null });
    const [surest] = findOutliers(MINE, { asOf: AS_OF, method: 'robust' }).videos;
    expect(surest).toMatchObject({ title: 'Video 4 #bread', outlier: 'high', tier: 'strong' });
  });

  it('a channel that uploads every fourteenth day is as steady as can be', () => {
    const videos = MINE.map((video, at) => ({ ...video, publishedAt: AS_OF - at * 14 * DAY_MS }));
    expect(measureStreak(videos, { asOf: AS_OF })).toMatchObject({
      parts: { consistency: 100 },
      uploads: { videos: 12, long: 12, medianGapDays: 14, daysSinceLast: 0 },
      streak: { period: 'week', current: 1, longest: 1 },
    });
    expect(measureStreak(videos, { asOf: AS_OF, period: 'month' })?.streak.current).toBe(6);
    expect(measureStreak([], { asOf: AS_OF })).toBeNull();
  });

  it('the next upload is expected to do as the last ones did', () => {
    const [long] = forecastViews(MINE, { asOf: AS_OF });
    expect(long).toMatchObject({ format: 'long', n: 12 });
    expect(long?.expected.map(({ afterDays }) => afterDays)).toEqual([7, 30, 90]);
    for (const { views, low, high } of long?.expected ?? []) {
      expect(views).toBeGreaterThan(500);
      expect(views).toBeLessThan(1500);
      expect(low).toBeLessThan(views);
      expect(high).toBeGreaterThan(views);
    }
    expect(forecastViews([], { asOf: AS_OF })).toEqual([]);
  });

  it('what is left out of a title is not judged', () => {
    const { parts } = scoreTitle({ title: 'How I Restored a Lighthouse Lens', keyword: 'lighthouse' });
    expect(parts.filter(({ points }) => points === null).map(({ name }) => name)).toContain('tagFit');
    expect(parts.find(({ name }) => name === 'keyword')?.points).toBeGreaterThan(0);
  });
});

describe('a time is given', () => {
  const SHORT = { durationSeconds: 170 };
  it.each([
    [Date.UTC(2024, 9, 15), 'short'],
    [new Date('2024-10-15T00:00:00Z'), 'short'],
    ['2024-10-15', 'short'],
    ['2024-10-15T01:59:00+02:00', 'long'],
    ['2024-10-14T23:59:59.999Z', 'long'],
  ])('as %s', (publishedAt, format) => {
    expect(formatOf({ ...SHORT, publishedAt })).toEqual({ format, formatBasis: 'duration' });
  });
});

describe('what is no video is refused in a sentence', () => {
  // As a program in JavaScript may call it.
  const find = findOutliers as (videos: unknown, options: unknown) => unknown;
  const at = { asOf: AS_OF };
  it.each<[string, () => unknown]>([
    ['videos is "all": give an array of videos', () => find('all', at)],
    ['videos[1] is null: give an object', () => find([{}, null], at)],
    ['videos[0].views is "1,200": give a number, 0 or more', () => find([{ views: '1,200' }], at)],
    ['videos[0].likes is -1: give a number, 0 or more', () => find([{ likes: -1 }], at)],
    ['videos[0].comments is NaN: give a number', () => find([{ comments: NaN }], at)],
    ['videos[0].title is 7: give a string', () => find([{ title: 7 }], at)],
    ['videos[0].tags is an array: give an array of strings', () => find([{ tags: [1] }], at)],
    ['videos[0].live is "no": give true, false', () => find([{ live: 'no' }], at)],
    ['videos[0].publishedAt is 1700000000, before there was', () => find([{ publishedAt: 1_700_000_000 }], at)],
    ['videos[0].publishedAt is "yesterday"', () => find([{ publishedAt: 'yesterday' }], at)],
    ['videos[0].publishedAt is an invalid Date', () => find([{ publishedAt: new Date(NaN) }], at)],
    ['asOf is "2026-11-21T10:00": give', () => find([], { asOf: '2026-11-21T10:00' })],
    ['asOf is undefined: give', () => find([], {})],
    ['asOf is null: give', () => find([], { asOf: null })],
    ['asOf is true: give', () => find([], { asOf: true })],
    ['asOf is []: give', () => find([], { asOf: [] })],
    ['asOf is "2026-02-31": give', () => find([], { asOf: '2026-02-31' })],
    ['asOf is "2025-02-29T12:00:00+02:00": give', () => find([], { asOf: '2025-02-29T12:00:00+02:00' })],
    ['method is "best": give smartscore or robust', () => find([], { ...at, method: 'best' })],
    ['period is "year": give day', () => measureStreak([], { asOf: AS_OF, period: 'year' as 'day' })],
    ['title is missing', () => scoreTitle({ title: null as unknown as string })],
    ['lastTitles is "a": give an array', () => scoreTitle({ title: 'a', lastTitles: 'a' as unknown as string[] })],
    ['video is 5: give an object', () => formatOf(5 as unknown as { views: number })],
  ])('%s', (message, call) => {
    expect(call).toThrow(TypeError);
    expect(call).toThrow(message);
  });

  it('and the zone that there is none of, by its name', () => {
    expect(() => measureStreak(MINE, { asOf: AS_OF, timeZone: 'Mars/Olympus' })).toThrow(/Mars\/Olympus/);
  });
});

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS } from '../../../src/domain/age.js';
import { analyseRobustly, type RobustSummary, type RobustVideo } from '../../../src/domain/robust/robust-analysis.js';
import { finish } from '../../../src/domain/steps.js';
import type { Video } from '../../../src/domain/video.js';
import { anyVideo, AS_OF, video } from '../made-up-video.js';

function robust(videos: readonly Video[]): { videos: readonly RobustVideo[]; summary: RobustSummary } {
  const { videos: listed, summary } = finish(analyseRobustly(videos, AS_OF));
  return { videos: [...listed], summary };
}

const aged = (id: string, days: number, views: number, durationSeconds = 600) =>
  video({ id, publishedAt: AS_OF - days * DAY_MS, views, durationSeconds });

/** Old long videos with 800 to 1,200 views. */
const usual = (count: number) =>
  Array.from({ length: count }, (_, at) => aged(`u${at}`, 400 + 7 * at, 800 + ((at * 7) % 41) * 10));

const byId = (videos: readonly RobustVideo[], id: string) => {
  const found = videos.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no video ${id}`);
  return found;
};

test('what has many times the usual views stands out, what has few falls below, and the rest is usual', () => {
  const { videos, summary } = robust([...usual(40), aged('giant', 500, 20_000), aged('dud', 520, 40)]);
  expect(videos[0]).toMatchObject({ id: 'giant', outlier: 'high', tier: 'strong', provisional: false });
  expect(videos.at(-1)).toMatchObject({ id: 'dud', outlier: 'low', tier: 'strong' });
  expect(videos[0]?.multiple).toBeCloseTo(20, -1);
  expect(summary).toMatchObject({ videos: 42, high: 1, low: 1, strong: 2, provisional: 0, tooFew: false });
  expect(summary.formats).toEqual([
    { format: 'long', videos: 42, tooFew: false, spread: expect.any(Number) as number },
  ]);
});

test('one giant does not hide the next: SmartScore has one scale, this has none', () => {
  const { summary } = robust([...usual(40), aged('a', 500, 1e9), aged('b', 510, 20_000), aged('c', 520, 15_000)]);
  expect(summary.high).toBe(3);
});

test('a video of a day is compared with what a day usually brings, and called provisional', () => {
  const { videos } = robust([...usual(40), aged('fresh', 1, 300), aged('early', 2, 8_000)]);
  expect(byId(videos, 'fresh')).toMatchObject({ outlier: null, tier: null, provisional: true });
  expect(byId(videos, 'early')).toMatchObject({ outlier: 'high', provisional: true });
  const { usual: expected, multiple, views } = byId(videos, 'early');
  expect((views ?? 0) / (expected.views ?? 1)).toBeCloseTo(multiple ?? NaN, 1);
  expect(expected.p25).toBeLessThan(expected.views ?? 0);
  expect(expected.p75).toBeGreaterThan(expected.views ?? 0);
  expect(expected.n).toBe(21);
});

test('formats are judged apart, and one with fewer than eight not at all', () => {
  const shorts = (count: number) => Array.from({ length: count }, (_, at) => aged(`s${at}`, 450 + at, 50_000 + at, 30));
  const many = robust([...usual(20), ...shorts(8)]);
  expect(many.summary).toMatchObject({ high: 0, low: 0, tooFew: false });
  const few = robust([...usual(20), ...shorts(7)]);
  expect(few.summary.formats).toMatchObject([
    { format: 'long', tooFew: false },
    { format: 'short', videos: 7, tooFew: true, spread: null },
  ]);
  expect(byId(few.videos, 's3')).toMatchObject({ z: null, multiple: null, outlier: null, provisional: null });
  expect(robust(usual(7)).summary.tooFew).toBe(true);
});

test('without date or views, or some minutes old, a video is listed last and not judged', () => {
  const { videos, summary } = robust([
    video({ id: 'undated', views: 1e9 }),
    aged('now', 0.01, 5),
    ...usual(10),
    aged('later', -1, 9),
  ]);
  expect(videos.slice(-2).map(({ id }) => id)).toEqual(['undated', 'now']);
  expect(videos.slice(-2).every(({ z, usual: { n } }) => z === null && n === null)).toBe(true);
  expect(summary).toMatchObject({ videos: 12, high: 0 });
});

test('steady views are no reason to call a little more a wonder', () => {
  const steady = Array.from({ length: 30 }, (_, at) => aged(`u${at}`, 400 + at, 1000));
  expect(robust([...steady, aged('more', 405, 2_000)]).summary).toMatchObject({ high: 0, low: 0 });
});

test('high ones first, then the usual by z, low ones behind them; the counts are those of the rows', () => {
  fc.assert(
    fc.property(fc.array(anyVideo, { maxLength: 60 }), (some) => {
      const { videos, summary } = robust(some);
      const side = (one: RobustVideo) =>
        one.z === null ? 3 : one.outlier === 'high' ? 0 : one.outlier === null ? 1 : 2;
      const sides = videos.map(side);
      expect(sides).toEqual(sides.toSorted());
      for (const [at, one] of videos.entries()) {
        const next = videos[at + 1];
        if (one.z !== null && next !== undefined && side(next) === side(one)) {
          expect(one.z).toBeGreaterThanOrEqual(next.z ?? -Infinity);
        }
        if (one.outlier !== null) expect((one.outlier === 'high') === (one.multiple ?? 0) > 1).toBe(true);
        expect(one.tier === null).toBe(one.outlier === null);
      }
      const count = (fits: (one: RobustVideo) => boolean) => videos.filter(fits).length;
      expect(summary.high).toBe(count(({ outlier }) => outlier === 'high'));
      expect(summary.low).toBe(count(({ outlier }) => outlier === 'low'));
      expect(summary.strong).toBe(count(({ tier }) => tier === 'strong'));
      expect(summary.provisional).toBe(count(({ outlier, provisional }) => outlier !== null && provisional === true));
    }),
  );
});

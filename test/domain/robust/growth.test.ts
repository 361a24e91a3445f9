import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fitGrowth, type GrowthPair } from '../../../src/domain/robust/fit-growth.js';
import { growthCurveOf, logShare, type GrowthCurve } from '../../../src/domain/robust/growth-curve.js';
import { growthPairs } from '../../../src/domain/robust/growth-pairs.js';
import { AS_OF, video } from '../made-up-video.js';
import { CHANNELS } from '../real-channels.js';
import { twoLooks } from './two-looks.js';

const DAY_MS = 86_400_000;

const exactPairs = (curve: GrowthCurve): GrowthPair[] =>
  Array.from({ length: 60 }, (_, at) => {
    const age = 0.1 * 1.16 ** at;
    return { age, laterAge: age + 7, growth: logShare(curve, age + 7) - logShare(curve, age) };
  });

describe('the growth curve', () => {
  test('is found again from what grew along it, though one in six went viral', () => {
    const curve = { scale: 0.9, exponent: 0.7, offset: 0.2 };
    const pairs = exactPairs(curve).map((pair, at) => (at % 6 === 5 ? { ...pair, growth: pair.growth + 2 } : pair));
    const found = fitGrowth(pairs)?.curve;
    for (const name of ['scale', 'exponent', 'offset'] as const) expect(found?.[name]).toBeCloseTo(curve[name], 2);
  });

  test('is the same for the same pairs, from wherever the search begins', () => {
    const pairs = exactPairs({ scale: 1.2, exponent: 0.4, offset: 0.1 });
    const found = fitGrowth(pairs);
    expect(fitGrowth(pairs)).toEqual(found);
    expect(fitGrowth(pairs, { scale: 1, exponent: 0.5, offset: 0.05 })?.error).toBeCloseTo(found?.error ?? NaN, 3);
  });

  test('cannot be told from nothing, nor from what did not grow', () => {
    expect(fitGrowth([])).toBeNull();
    expect(fitGrowth([{ age: 1, laterAge: 8, growth: 0 }])).toBeNull();
  });

  test('rises with age, and ends at the whole', () => {
    for (const format of ['long', 'short', 'live', null] as const) {
      const shares = [0.1, 1, 7, 30, 365, 1e9].map((age) => Math.exp(logShare(growthCurveOf(format), age)));
      expect(shares).toEqual(shares.toSorted((a, b) => a - b));
      expect(shares.at(-1)).toBeCloseTo(1, 3);
    }
  });
});

test('two looks tell of growth only where both know views, date and id', () => {
  const old = { publishedAt: AS_OF - 10 * DAY_MS, durationSeconds: 600 };
  const earlier = {
    at: AS_OF,
    videos: [
      video({ ...old, id: 'grown', views: 99 }),
      video({ ...old, id: 'unwatched', views: 0 }),
      video({ ...old, id: 'hidden' }),
      video({ ...old, views: 5 }),
      video({ ...old, id: 'new', views: 5, publishedAt: AS_OF - 60_000 }),
    ],
  };
  const videos = earlier.videos.map((one) => ({ ...one, views: one.views === null ? 7 : 2 * one.views + 1 }));
  expect(growthPairs(earlier, { at: AS_OF + 7 * DAY_MS, videos })).toEqual([
    { age: 10, laterAge: 17, growth: Math.log(2), format: 'long' },
  ]);
});

describe.skipIf(!existsSync(CHANNELS))('on real videos seen twice (skipped when the files are not there)', () => {
  test('the curves in use are those that fit, and better than none', async () => {
    const pairs = (await twoLooks()).flatMap(({ earlier, later }) => growthPairs(earlier, later));
    for (const [format, errors] of [
      ['long', { none: 0.0716, curve: 0.0443 }],
      ['short', { none: 0.071, curve: 0.0395 }],
    ] as const) {
      const own = pairs.filter((pair) => pair.format === format);
      const found = fitGrowth(own);
      const inUse = growthCurveOf(format);
      for (const name of ['scale', 'exponent', 'offset'] as const) {
        expect(found?.curve[name], `${format} ${name}`).toBeCloseTo(inUse[name], 3);
      }
      expect(found?.error).toBeCloseTo(errors.curve, 4);
      expect(own.reduce((sum, { growth }) => sum + growth, 0) / own.length).toBeCloseTo(errors.none, 4);
    }
  });
});

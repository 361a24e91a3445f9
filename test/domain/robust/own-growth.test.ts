import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logShare, PUBLISHED_GROWTH, type GrowthCurve } from '../../../src/domain/robust/growth-curve.js';
import type { SeenTwice } from '../../../src/domain/robust/growth-pairs.js';
import { ENOUGH, evenly, ownGrowth, YOUNG_DAYS } from '../../../src/domain/robust/own-growth.js';
import { analyseRobustly } from '../../../src/domain/robust/robust-analysis.js';
import { finish } from '../../../src/domain/steps.js';
import { AS_OF, video } from '../made-up-video.js';

const DAY_MS = 86_400_000;

/** So many videos of ages up to a year that grow along a curve for a week; one in six went viral. */
function along(curve: GrowthCurve, format: 'long' | 'short', n: number, youngest = 0.2): SeenTwice[] {
  return Array.from({ length: n }, (_, at) => {
    const age = youngest * (365 / youngest) ** (at / n);
    const growth = logShare(curve, age + 7) - logShare(curve, age) + (at % 6 === 5 ? 1 : 0);
    return { age, laterAge: age + 7, growth, format };
  });
}

const anyCurve = fc.record({
  scale: fc.double({ min: 0.5, max: 1.6, noNaN: true }),
  exponent: fc.double({ min: 0.3, max: 1, noNaN: true }),
  offset: fc.double({ min: 0, max: 0.3, noNaN: true }),
});
const OTHER: GrowthCurve = { scale: 0.9, exponent: 0.7, offset: 0.2 };

describe('the growth of own snapshots', () => {
  test('is the curve that the videos grew along, for each format with enough of them', () => {
    fc.assert(
      fc.property(anyCurve, fc.constantFrom('long', 'short'), (curve, format) => {
        const { curves, basis } = ownGrowth(along(curve, format, ENOUGH[format].pairs));
        const other = format === 'long' ? 'short' : 'long';
        expect(basis[format]).toEqual({ basis: 'own', pairs: ENOUGH[format].pairs });
        expect(basis[other]).toEqual({ basis: 'published', pairs: 0 });
        expect(curves[other]).toBe(PUBLISHED_GROWTH.curves[other]);
        for (const age of [1, 7, 30]) {
          const rise = (one: GrowthCurve) => logShare(one, age + 7) - logShare(one, age);
          expect(rise(curves[format])).toBeCloseTo(rise(curve), 2);
        }
      }),
      { numRuns: 12 },
    );
  });

  test('is the published one with one video too few, and where too few of them are young', () => {
    for (const format of ['long', 'short'] as const) {
      const { pairs, young } = ENOUGH[format];
      for (const few of [[], along(OTHER, format, pairs - 1), along(OTHER, format, 2 * pairs, YOUNG_DAYS)]) {
        const { curves, basis } = ownGrowth(few);
        expect(curves).toEqual(PUBLISHED_GROWTH.curves);
        expect(basis[format].basis).toBe('published');
      }
      const old = along(OTHER, format, pairs, YOUNG_DAYS);
      const fresh = along(OTHER, format, 10 * pairs).filter(({ age }) => age < YOUNG_DAYS);
      expect(ownGrowth([...old, ...fresh.slice(0, young - 1)]).basis[format].basis).toBe('published');
      expect(ownGrowth([...old, ...fresh.slice(0, young)]).basis[format].basis).toBe('own');
    }
  });

  test('is what verdicts and the usual views go by', () => {
    // All reach 10,000 views in the end, along another curve than the published one.
    const videos = Array.from({ length: 30 }, (_, at) => {
      const days = 1 + at * 3;
      const views = Math.round(10_000 * Math.exp(logShare(OTHER, days))) - 1;
      return video({ publishedAt: AS_OF - days * DAY_MS, durationSeconds: 600, views });
    });
    const multiples = (curve: GrowthCurve) =>
      [...finish(analyseRobustly(videos, AS_OF, { long: curve, short: curve })).videos].map((one) => one.multiple ?? 0);
    for (const multiple of multiples(OTHER)) expect(multiple).toBeCloseTo(1, 2);
    expect(Math.max(...multiples(PUBLISHED_GROWTH.curves.long))).toBeGreaterThan(1.2);
  });
});

test('a part of a list is taken from all over it, in its order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(), { maxLength: 200 }), fc.integer({ min: 1, max: 60 }), (all, most) => {
      const some = evenly(all, most);
      expect(some).toHaveLength(Math.min(most, all.length));
      expect(all.filter((one) => some.includes(one))).toEqual(some);
      expect(some[0]).toBe(all[0]);
    }),
  );
  expect(evenly([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 3)).toEqual([0, 4, 7]);
});

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ScoreScale, type ScoredFigures } from '../../src/domain/smart-score.js';

function smartScores(set: readonly ScoredFigures[]): (number | null)[] {
  const scale = new ScoreScale();
  for (const one of set) scale.add(one);
  return set.map((one) => scale.scoreOf(one));
}

// By hand from the formula: maxima 1000 views, 100 a day, engagement 0.1.
test('known scores', () => {
  const scores = smartScores([
    { views: 1000, viewsPerDay: 50, engagementRate: 0.1 }, // 0.5 + 0.15 + 0.2
    { views: 500, viewsPerDay: 100, engagementRate: 0.05 }, // 0.25 + 0.3 + 0.1
    { views: 0, viewsPerDay: 0, engagementRate: 0 },
  ]);
  expect(scores[0]).toBeCloseTo(0.85, 12);
  expect(scores[1]).toBeCloseTo(0.65, 12);
  expect(scores[2]).toBe(0);
});

test('unknown engagement gives its weight to the other two, for that video only', () => {
  const scores = smartScores([
    { views: 1000, viewsPerDay: 100, engagementRate: null }, // (0.5 + 0.3) / 0.8
    { views: 500, viewsPerDay: 20, engagementRate: null }, // (0.25 + 0.06) / 0.8
    { views: 500, viewsPerDay: 20, engagementRate: 0.02 }, // 0.25 + 0.06 + 0.2
  ]);
  expect(scores[0]).toBeCloseTo(1, 12);
  expect(scores[1]).toBeCloseTo(0.3875, 12);
  expect(scores[2]).toBeCloseTo(0.51, 12);
});

test('without views or velocity there is no score', () => {
  expect(
    smartScores([
      { views: null, viewsPerDay: null, engagementRate: null },
      { views: 10, viewsPerDay: null, engagementRate: 0.1 },
    ]),
  ).toEqual([null, null]);
  expect(smartScores([])).toEqual([]);
});

test('a set without views or engagement scores 0, not NaN', () => {
  expect(smartScores([{ views: 0, viewsPerDay: 0, engagementRate: 0 }])).toEqual([0]);
});

test('a set larger than a call may have arguments', () => {
  const many = Array.from({ length: 300_000 }, () => ({ views: 1, viewsPerDay: 1, engagementRate: 1 }));
  expect(smartScores(many)).toHaveLength(300_000);
});

const figures = fc.record({
  views: fc.option(fc.integer({ min: 0, max: 1e10 }), { nil: null, freq: 8 }),
  viewsPerDay: fc.option(fc.double({ min: 0, max: 1e8, noNaN: true }), { nil: null, freq: 8 }),
  engagementRate: fc.option(fc.double({ min: 0, max: 2, noNaN: true }), { nil: null, freq: 8 }),
});
const sets = fc.array(figures, { minLength: 1, maxLength: 40 });

test('a score lies in [0, 1]', () => {
  fc.assert(
    fc.property(sets, (set) => {
      for (const score of smartScores(set)) {
        if (score === null) continue;
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('the size of the channel does not matter: all views doubled, the same scores', () => {
  fc.assert(
    fc.property(sets, (set) => {
      const doubled = set.map((one) => ({
        ...one,
        views: one.views === null ? null : one.views * 2,
        viewsPerDay: one.viewsPerDay === null ? null : one.viewsPerDay * 2,
      }));
      expect(smartScores(doubled)).toEqual(smartScores(set));
    }),
  );
});

test('a duplicate scores as its twin does and changes nobody else', () => {
  fc.assert(
    fc.property(sets, (set) => {
      const before = smartScores(set);
      expect(smartScores([...set, ...set.slice(0, 1)])).toEqual([...before, ...before.slice(0, 1)]);
    }),
  );
});

test('the order of the videos does not matter', () => {
  fc.assert(
    fc.property(sets, (set) => {
      expect(smartScores(set.toReversed())).toEqual(smartScores(set).toReversed());
    }),
  );
});

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS } from '../../src/domain/age.js';
import { algorithmScore, scoreParts } from '../../src/domain/algorithm-score.js';
import { uploadRhythm } from '../../src/domain/upload-rhythm.js';

/** The parts of a channel that uploaded on the given days and is asked about on day `asked`. */
function parts(days: readonly number[], asked: number, engaged: number | null = null) {
  const rhythm = uploadRhythm(Float64Array.from(days, (day) => day * DAY_MS).sort(), asked * DAY_MS);
  if (rhythm === null) throw new Error('the case needs an upload');
  return scoreParts(rhythm, engaged);
}

const every = (gap: number, times: number) => Array.from({ length: times }, (_, index) => index * gap);

test('a perfectly regular channel is 100 consistent', () => {
  expect(parts(every(7, 50), 343 + 3).consistency).toBe(100);
});

test('a silence longer than the median gap counts as one more gap', () => {
  // By hand: gaps 1 1, then a silence of 4: mean 2, population variance 2, CV² = 1/2, 100 / 1.5.
  expect(parts([0, 1, 2], 6).consistency).toBeCloseTo(100 / 1.5, 9);
  expect(parts([0, 1, 2], 3).consistency).toBe(100);
});

// METHODS names monthly about 13, weekly about 43, twice a week about 68, four a week 100.
test.each([
  [30, 13],
  [7, 43],
  [3.5, 68],
  [1.75, 100],
  [1, 100],
])('one upload every %s days has a frequency of about %s', (gap, expected) => {
  expect(Math.round(parts(every(gap, 400), gap * 400).frequency ?? -1)).toBe(expected);
});

test('silence lowers the frequency', () => {
  const busy = parts(every(7, 50), 350).frequency ?? 0;
  const silent = parts(every(7, 50), 700).frequency ?? 0;
  expect(silent).toBeLessThan(busy);
});

test('engagement is full at a median of 10 %, and unknown where nobody knows it', () => {
  expect(parts([0, 7], 14, 0.04).engagement).toBeCloseTo(40, 9);
  expect(parts([0, 7], 14, 0.5).engagement).toBe(100);
  expect(parts([0, 7], 14, null).engagement).toBeNull();
});

test('one upload, or all in the very instant asked about, shows no part', () => {
  const none = { consistency: null, frequency: null, engagement: null };
  expect(parts([3], 5, 0.1)).toEqual(none);
  expect(parts([5, 5], 5, 0.1)).toEqual(none);
});

test('the score weighs 40, 30 and 30, and without engagement 4/7 and 3/7', () => {
  expect(algorithmScore({ consistency: 72, frequency: 43, engagement: 64 })).toBe(61); // 28.8 + 12.9 + 19.2 = 60.9
  expect(algorithmScore({ consistency: 72, frequency: 43, engagement: null })).toBe(60); // 41.7 / 0.7 = 59.57
  expect(algorithmScore({ consistency: 100, frequency: 100, engagement: 100 })).toBe(100);
  expect(algorithmScore({ consistency: 100, frequency: 100, engagement: null })).toBe(100);
  expect(algorithmScore({ consistency: 100, frequency: null, engagement: 100 })).toBeNull();
  expect(algorithmScore({ consistency: null, frequency: 100, engagement: 100 })).toBeNull();
});

test('gaps without any rhythm come out near 50', () => {
  // Exponential gaps have CV 1. These are their quantiles, so there is no luck in it.
  const gaps = Array.from({ length: 2000 }, (_, index) => -Math.log(1 - (index + 0.5) / 2000));
  let day = 0;
  const days = [0, ...gaps.map((gap) => (day += gap))];
  expect(parts(days, day).consistency).toBeCloseTo(50, 0);
});

test('every part and the score lie between 0 and 100', () => {
  const days = fc.array(fc.double({ min: 0, max: 3000, noNaN: true }), { minLength: 1, maxLength: 40 });
  const rates = fc.option(fc.double({ min: 0, max: 3, noNaN: true }), { nil: null });
  fc.assert(
    fc.property(days, rates, (some, engagement) => {
      const found = parts(some, 3000, engagement);
      for (const part of [found.consistency, found.frequency, found.engagement, algorithmScore(found)]) {
        expect(part ?? 0).toBeGreaterThanOrEqual(0);
        expect(part ?? 0).toBeLessThanOrEqual(100);
      }
      expect(Number.isInteger(algorithmScore(found) ?? 0)).toBe(true);
    }),
  );
});

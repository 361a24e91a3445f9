import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { NumberList } from '../../src/domain/number-list.js';
import { fencesOf, outlierOf, type Fences } from '../../src/domain/outliers.js';

function fencesAmong(scores: readonly number[]): Fences {
  const list = new NumberList();
  for (const score of scores) list.add(score);
  return fencesOf(list);
}

// By hand, type 7 over 1 2 3 4 5: Q1 2, Q3 4, IQR 2, fences 2 - 3 and 4 + 3.
test('known fences', () => {
  expect(fencesAmong([5, 3, 1, 4, 2])).toEqual({
    q1: 2,
    q3: 4,
    iqr: 2,
    lowerFence: -1,
    upperFence: 7,
    tooFew: false,
  });
});

test('on a fence is inside it', () => {
  const fences = fencesAmong([1, 2, 3, 4, 5]);
  expect(outlierOf(7, fences)).toBeNull();
  expect(outlierOf(7.000001, fences)).toBe('high');
  expect(outlierOf(-1, fences)).toBeNull();
  expect(outlierOf(-1.000001, fences)).toBe('low');
  expect(outlierOf(null, fences)).toBeNull();
});

test('three scores say nothing, four do', () => {
  const few = fencesAmong([0.1, 0.2, 0.9]);
  expect(few).toEqual({ q1: null, q3: null, iqr: null, lowerFence: null, upperFence: null, tooFew: true });
  expect(outlierOf(0.9, few)).toBeNull();
  expect(fencesAmong([0.1, 0.2, 0.3, 0.9]).tooFew).toBe(false);
});

test('among equal scores none stands out', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 4, max: 30 }), (score, times) => {
      expect(outlierOf(score, fencesAmong(Array.from({ length: times }, () => score)))).toBeNull();
    }),
  );
});

test('the middle half is always inside', () => {
  const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 50 });
  fc.assert(
    fc.property(scores, (some) => {
      const fences = fencesAmong(some);
      for (const score of some)
        if (score >= (fences.q1 ?? 1) && score <= (fences.q3 ?? 0)) expect(outlierOf(score, fences)).toBeNull();
    }),
  );
});

import * as fc from 'fast-check';
import { quantileSorted } from 'simple-statistics';
import { expect, test } from 'vitest';
import { medianOfSorted, quantileOfSorted, quartilesOfSorted } from '../../src/domain/quantile.js';

const sorted = (values: readonly number[]) => Float64Array.from(values).sort();
const quartiles = (values: readonly number[]) => quartilesOfSorted(sorted(values));
const median = (values: readonly number[]) => medianOfSorted(sorted(values));

// By hand from Hyndman & Fan (1996), type 7: the place (n - 1) * p counted from 0, straight lines in between.
test.each([
  [[1, 2, 3, 4], 0.25, 1.75], // place 0.75
  [[1, 2, 3, 4], 0.75, 3.25], // place 2.25
  [[1, 2, 3, 4, 5], 0.25, 2], // place 1
  [[6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49], 0.25, 25.5], // place 2.5
  [[6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49], 0.75, 42.5], // place 7.5
  [[7, 15, 36, 39, 40, 41], 0.25, 20.25], // place 1.25
  [[10, 20], 0.1, 11], // place 0.1
  [[5], 0.9, 5],
])('the quantile of %o at %d', (values, share, expected) => {
  expect(quantileOfSorted(sorted(values), share)).toBeCloseTo(expected, 12);
});

test('nothing has no quantile', () => {
  expect(quantileOfSorted(sorted([]), 0.5)).toBeNull();
  expect(median([])).toBeNull();
  expect(quartiles([])).toBeNull();
});

/** Adding 0 turns −0, which no count is and which sorts before 0 here but not there, into 0. */
const figure = fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((value) => value + 0);
const values = fc.array(figure, { minLength: 1, maxLength: 60 });

test('quartiles are in order and inside the range', () => {
  fc.assert(
    fc.property(values, (some) => {
      const found = quartiles(some);
      const middle = median(some) ?? Number.NaN;
      const inOrder = [Math.min(...some), found?.q1, middle, found?.q3, Math.max(...some)];
      expect(inOrder).toEqual(inOrder.toSorted((a, b) => Number(a) - Number(b)));
    }),
  );
});

test('the order of the values does not matter', () => {
  fc.assert(
    fc.property(values, (some) => {
      expect(quartiles(some.toReversed())).toEqual(quartiles(some));
    }),
  );
});

test('odd medians agree with simple-statistics, whose other quantiles are of another type', () => {
  fc.assert(
    fc.property(values, (some) => {
      fc.pre(some.length % 2 === 1);
      expect(median(some)).toBe(
        quantileSorted(
          some.toSorted((a, b) => a - b),
          0.5,
        ),
      );
    }),
  );
});

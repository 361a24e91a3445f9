import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { medianWithout } from '../../src/domain/median-without.js';
import { medianOfSorted } from '../../src/domain/quantile.js';

test('known values', () => {
  expect(medianWithout([1, 2, 3, 4, 5], [5])).toBe(2.5);
  expect(medianWithout([1, 2, 3, 4, 5], [1, 2])).toBe(4);
  expect(medianWithout([1], [1])).toBeNull();
  expect(medianWithout([], [])).toBeNull();
});

test('the same as the median of what is left', () => {
  const values = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.boolean()), { maxLength: 40 });
  fc.assert(
    fc.property(values, (some) => {
      const sorted = some.toSorted(([a], [b]) => a - b);
      const gone = sorted.flatMap(([value, leftOut]) => (leftOut ? [value] : []));
      const rest = sorted.flatMap(([value, leftOut]) => (leftOut ? [] : [value]));
      const numbers = sorted.map(([value]) => value);
      expect(medianWithout(numbers, gone)).toBe(medianOfSorted(Float64Array.from(rest)));
    }),
  );
});

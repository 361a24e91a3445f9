import fc from 'fast-check';
import { expect, it } from 'vitest';
import { binCounts } from '../../../src/domain/charts/bins.js';

it('a value on a border belongs above it, one beyond an end to that end', () => {
  expect(binCounts([-5, 0, 0.25, 0.5, 0.99, 1, 7], 0, 1, 4)).toEqual([2, 1, 1, 3]);
});

it('counts every value once', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })),
      fc.integer({ min: 1, max: 50 }),
      (values, bins) => {
        const counts = binCounts(values, -1, 1, bins);
        expect(counts).toHaveLength(bins);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
      },
    ),
  );
});

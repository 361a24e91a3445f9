import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { median, quantileOfSorted } from '../../../src/domain/quantile.js';
import { localResiduals, quartilesAround } from '../../../src/domain/robust/local-baseline.js';
import { finish } from '../../../src/domain/steps.js';

/** The 21 nearest by counting alone, those before first; at the ends what there is. */
function nearest(values: readonly number[], place: number): number[] {
  const start = Math.min(Math.max(place - 10, 0), Math.max(0, values.length - 22));
  return values.filter((_, at) => at !== place && at >= start && at < start + 22);
}

test('each value is measured against the median of its 21 nearest, itself left out', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 2, maxLength: 80 }), (values) => {
      const found = [...finish(localResiduals(Float64Array.from(values)))];
      const expected = values.map((value, place) => value - (median(nearest(values, place)) ?? NaN));
      expect(found.map((residual) => residual + 0)).toEqual(expected.map((residual) => residual + 0));
    }),
  );
});

test('the quartiles around a value are those of the same ones', () => {
  const values = Array.from({ length: 60 }, (_, at) => (at * 37) % 61);
  for (const place of [0, 5, 30, 59]) {
    const others = Float64Array.from(nearest(values, place)).sort();
    expect(quartilesAround(Float64Array.from(values), place)).toEqual({
      q1: quantileOfSorted(others, 0.25),
      q3: quantileOfSorted(others, 0.75),
      n: 21,
    });
  }
});

test('a channel that grows tenfold over the years has no residuals for it', () => {
  const rising = Float64Array.from({ length: 500 }, (_, at) => (at / 500) * Math.log(10));
  const inside = finish(localResiduals(rising)).slice(11, -11);
  expect(Math.max(...inside.map(Math.abs))).toBeLessThan(0.01);
});

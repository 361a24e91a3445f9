import { expect, test } from 'vitest';
import { spreadOf } from '../../../src/domain/robust/robust-scale.js';

test('many residuals have the spread they have: 1 for a normal distribution', () => {
  // Quantiles of the logistic distribution: median absolute deviation ln 3.
  const residuals = Float64Array.from({ length: 100_001 }, (_, at) => Math.log((at + 0.5) / (100_000.5 - at)));
  const { middle, scale } = spreadOf(residuals);
  expect(middle).toBeCloseTo(0, 9);
  expect(scale).toBeCloseTo(Math.log(3) / 0.6745, 2);
});

test('few are drawn towards what channels usually have', () => {
  const spread = (size: number) =>
    spreadOf(Float64Array.from({ length: size }, (_, at) => (at % 2 === 0 ? 2 : -2))).scale;
  const own = 2 / 0.6745;
  expect(spread(50)).toBeCloseTo(Math.sqrt(own * 0.83), 2);
  expect(spread(10)).toBeLessThan(spread(50));
  expect(spread(5000)).toBeGreaterThan(0.98 * own);
});

test('where more than half are alike the mean deviation stands in, and nothing is divided by nothing', () => {
  const mostlyAlike = spreadOf(Float64Array.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 8]));
  const own = 1.2533 * 0.8;
  expect(mostlyAlike.scale).toBeCloseTo(Math.exp((10 * Math.log(own) + 50 * Math.log(0.83)) / 60), 9);
  expect(spreadOf(new Float64Array(1000)).scale).toBeGreaterThan(0.05);
});

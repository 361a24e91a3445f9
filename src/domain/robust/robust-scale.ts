import { medianOfSorted } from '../quantile.js';

/** What is usual for residuals: where they centre, and how far they spread. */
export interface Spread {
  readonly middle: number;
  /** Comparable to a standard deviation. */
  readonly scale: number;
}

/** What 124 French channels have on average (geometric mean of their scales, `npm run bench:outliers`). */
const USUAL_SCALE = 0.83;
/**
 * How many videos that average weighs. The scale of a few dozen residuals jumps (a tenth of the channels by 19 % in a
 * week), and with it the verdicts.
 */
const USUAL_WEIGHT = 50;
/** Less than any channel has: views that are all alike are no reason to call 3 % more a wonder. */
const LEAST_SCALE = 0.05;
/** The standard deviation of a normal distribution over its median, and over its mean, absolute deviation. */
const OVER_MEDIAN = 1 / 0.6745;
const OVER_MEAN = 1.2533;

/**
 * The spread of residuals by their median absolute deviation (the mean one where that is 0), drawn towards what channels
 * usually have: the fewer videos, the more.
 * @param residuals at least one
 */
export function spreadOf(residuals: Float64Array): Spread {
  const { middle, scale } = ownSpreadOf(residuals);
  const n = residuals.length;
  const log = n * Math.log(Math.max(scale, LEAST_SCALE)) + USUAL_WEIGHT * Math.log(USUAL_SCALE);
  return { middle, scale: Math.exp(log / (n + USUAL_WEIGHT)) };
}

/** The spread of residuals as it is, drawn to nothing; its scale is 0 where all are alike. */
export function ownSpreadOf(residuals: Float64Array): Spread {
  const middle = medianOfSorted(residuals.toSorted()) ?? 0;
  const off = residuals.map((residual) => Math.abs(residual - middle)).sort();
  const mean = off.reduce((sum, value) => sum + value, 0) / off.length;
  return { middle, scale: OVER_MEDIAN * (medianOfSorted(off) ?? 0) || OVER_MEAN * mean };
}

import { DAY_MS } from './age.js';
import { medianOfSorted } from './quantile.js';

/** How regularly uploads came, over the closed gaps between them. */
export interface UploadRhythm {
  /** Days between each upload and the next, oldest first; one fewer than there are uploads. */
  readonly gapsDays: Float64Array;
  /** 7 / mean gap; null without a gap, or when all came in one instant. */
  readonly perWeek: number | null;
  readonly medianGapDays: number | null;
  /** Standard deviation of the gaps / their mean; null like `perWeek`. */
  readonly gapCv: number | null;
  readonly daysSinceLast: number;
  /** Days from the first upload to `asOf`. */
  readonly spanDays: number;
}

/** Population standard deviation / mean: 0 for equal values, about 1 for none of a rhythm; null when the mean is not positive. */
export function coefficientOfVariation(values: Float64Array): number | null {
  const middle = mean(values);
  if (!(middle > 0)) return null;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length) / middle;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The rhythm of a channel's uploads.
 * @param inOrder milliseconds of each upload, ascending, none after `asOf`
 * @returns null when there is no upload
 */
export function uploadRhythm(inOrder: Float64Array, asOf: number): UploadRhythm | null {
  const first = inOrder[0];
  const last = inOrder.at(-1);
  if (first === undefined || last === undefined) return null;
  const gapsDays = inOrder.slice(1).map((instant, index) => (instant - (inOrder[index] ?? instant)) / DAY_MS);
  return {
    gapsDays,
    perWeek: last > first ? 7 / mean(gapsDays) : null,
    medianGapDays: medianOfSorted(gapsDays.toSorted()),
    gapCv: coefficientOfVariation(gapsDays),
    daysSinceLast: (asOf - last) / DAY_MS,
    spanDays: (asOf - first) / DAY_MS,
  };
}

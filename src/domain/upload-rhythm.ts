import { DAY_MS } from './age.js';
import { median } from './quantile.js';

/** How regularly uploads came, over the closed gaps between them. */
export interface UploadRhythm {
  /** Days between each upload and the next, oldest first; one fewer than there are uploads. */
  readonly gapsDays: readonly number[];
  /** 7 / mean gap; null without a gap, or when all came in one instant. */
  readonly perWeek: number | null;
  readonly medianGapDays: number | null;
  /** Standard deviation of the gaps / their mean; null like `perWeek`. */
  readonly gapCv: number | null;
  readonly daysSinceLast: number;
  /** Days from the first upload to `asOf`. */
  readonly spanDays: number;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Population standard deviation / mean: 0 for equal values, about 1 for none of a rhythm; null when the mean is not positive. */
export function coefficientOfVariation(values: readonly number[]): number | null {
  const middle = mean(values);
  if (!(middle > 0)) return null;
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2))) / middle;
}

/**
 * The rhythm of a channel's uploads.
 * @param publishedAt milliseconds of each upload, in any order, none after `asOf`
 * @returns null when there is no upload
 */
export function uploadRhythm(publishedAt: readonly number[], asOf: number): UploadRhythm | null {
  const inOrder = [...publishedAt].sort((a, b) => a - b);
  const first = inOrder[0];
  const last = inOrder.at(-1);
  if (first === undefined || last === undefined) return null;
  const gapsDays = inOrder.slice(1).map((instant, index) => (instant - (inOrder[index] ?? instant)) / DAY_MS);
  return {
    gapsDays,
    perWeek: last > first ? 7 / mean(gapsDays) : null,
    medianGapDays: median(gapsDays),
    gapCv: coefficientOfVariation(gapsDays),
    daysSinceLast: (asOf - last) / DAY_MS,
    spanDays: (asOf - first) / DAY_MS,
  };
}

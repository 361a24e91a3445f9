import type { NumberList } from './number-list.js';
import { quartilesOfSorted } from './quantile.js';

/** Fewer scores than this say nothing about what is usual. */
export const FEWEST_SCORES = 4;

export type Outlier = 'high' | 'low';

/** The range of what is usual; all null when there are too few scores to tell. */
export interface Fences {
  /** First quartile of the scores. */
  readonly q1: number | null;
  /** Third quartile. */
  readonly q3: number | null;
  /** Between the two. */
  readonly iqr: number | null;
  /** What scores below this is a low outlier. */
  readonly lowerFence: number | null;
  /** What scores above this is a high one. */
  readonly upperFence: number | null;
  /** Too few scores to tell. */
  readonly tooFew: boolean;
}

/** Tukey's fences: one and a half interquartile ranges below the first quartile and above the third (type 7). */
export function fencesOf(scores: NumberList): Fences {
  const found = scores.length < FEWEST_SCORES ? null : quartilesOfSorted(scores.sorted());
  if (found === null) return { q1: null, q3: null, iqr: null, lowerFence: null, upperFence: null, tooFew: true };
  const { q1, q3 } = found;
  const iqr = q3 - q1;
  return { q1, q3, iqr, lowerFence: q1 - 1.5 * iqr, upperFence: q3 + 1.5 * iqr, tooFew: false };
}

/** Strictly outside the fences, or null: inside, on a fence, without a score, or with too few scores for fences. */
export function outlierOf(score: number | null, { lowerFence, upperFence }: Fences): Outlier | null {
  if (score === null || lowerFence === null || upperFence === null) return null;
  if (score > upperFence) return 'high';
  return score < lowerFence ? 'low' : null;
}

import type { Outlier } from '../outliers.js';

/** Fewer videos of a format than this say nothing about what is usual. */
export const FEWEST_OF_FORMAT = 8;
/** Younger videos (days) may still change sides. */
export const SETTLED_DAYS = 14;
export const LIKELY_Z = 2;
export const STRONG_Z = 3;
/** What stands out by less is not worth a word, however steady the channel. */
export const LEAST_MULTIPLE = 2.5;

/** How sure it is that a video stands out. */
export type Tier = 'likely' | 'strong';

export interface RobustVerdict {
  readonly outlier: Outlier | null;
  readonly tier: Tier | null;
}

const USUAL: RobustVerdict = { outlier: null, tier: null };

/**
 * Whether a video stands out.
 * @param z how many usual spreads its views lie above the usual, as logarithms
 * @param residual ln of how many times the usual views it has
 */
export function robustVerdict(z: number, residual: number): RobustVerdict {
  if (Math.abs(z) < LIKELY_Z || Math.abs(residual) < Math.log(LEAST_MULTIPLE) || z * residual < 0) return USUAL;
  return { outlier: residual > 0 ? 'high' : 'low', tier: Math.abs(z) >= STRONG_Z ? 'strong' : 'likely' };
}

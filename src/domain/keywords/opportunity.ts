import type { Competition } from './competition.js';
import type { Demand } from './demand.js';

/** A hundred thousand views a day are as much demand as counts. */
const FULL_DEMAND_LOG10 = 5;
/** A median of fewer videos is an anecdote. */
const FEWEST_VIDEOS = 3;

/**
 * How worthwhile a keyword looks, 0…100: 100 · log10(1 + views per day) / 5, at most 1, · (1 − competition / 100). Null
 * unless demand (of at least three videos) and competition are both known.
 */
export function opportunityOf({ viewsPerDay, videos }: Demand, { score }: Competition): number | null {
  if (viewsPerDay === null || videos === null || videos < FEWEST_VIDEOS || score === null) return null;
  return 100 * Math.min(1, Math.log10(1 + viewsPerDay) / FULL_DEMAND_LOG10) * (1 - score / 100);
}

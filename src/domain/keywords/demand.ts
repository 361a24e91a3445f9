import { medianVelocity, type EvidenceVideo } from './keyword-evidence.js';

/** How much videos on a keyword are watched. No search volume: nobody outside YouTube knows that. */
export interface Demand {
  /** The median of the videos' mean views per day; null without evidence. */
  readonly viewsPerDay: number | null;
  /** How many videos that is the median of; null when none were looked at. */
  readonly videos: number | null;
}

export const UNKNOWN_DEMAND: Demand = { viewsPerDay: null, videos: null };

/** @param videos those that carry the keyword, or that a search for it returned */
export function demandOf(videos: readonly EvidenceVideo[]): Demand {
  const known = videos.filter((video) => video.viewsPerDay !== null);
  return { viewsPerDay: medianVelocity(known), videos: known.length };
}

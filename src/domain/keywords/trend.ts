import { channelsOf, medianVelocity, type EvidenceVideo } from './keyword-evidence.js';

/** What happened on a keyword of late; null where there is no evidence. */
export interface Recent {
  /** Videos of the last 30 days that carry it. */
  readonly videos: number | null;
  /** Their median views per day. */
  readonly viewsPerDay: number | null;
}

export const UNKNOWN_RECENT: Recent = { videos: null, viewsPerDay: null };

const RECENT_DAYS = 30;
const FEWEST = 2;

/** @param on the videos that carry the keyword */
export function recentOf(on: readonly EvidenceVideo[]): Recent {
  const young = on.filter(isRecent);
  return { videos: young.length, viewsPerDay: medianVelocity(young) };
}

/**
 * Whether a keyword is trending: at least two videos of at least two channels within 30 days carry it, and by the median
 * they get more views a day than the older ones that do; without older ones it is new, and counts.
 */
export function isTrending(on: readonly EvidenceVideo[]): boolean {
  const young = on.filter(isRecent);
  if (young.length < FEWEST || channelsOf(young) < FEWEST) return false;
  const now = medianVelocity(young);
  const before = medianVelocity(on.filter((video) => !isRecent(video)));
  return now !== null && (before === null || now > before);
}

function isRecent({ ageDays }: EvidenceVideo): boolean {
  return ageDays !== null && ageDays <= RECENT_DAYS;
}

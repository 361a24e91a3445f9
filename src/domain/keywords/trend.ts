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
const TIMES_AS_COMMON = 2;

/** @param on the videos that carry the keyword */
export function recentOf(on: readonly EvidenceVideo[]): Recent {
  const young = on.filter(isRecent);
  return { videos: young.length, viewsPerDay: medianVelocity(young) };
}

/**
 * Whether a keyword is trending: at least two channels published on it within 30 days, and among the videos that carry it
 * recent ones are at least twice as common as among all that were looked at. Views are left out on purpose: a young video
 * always gets more of them a day than an old one.
 */
export function isTrending(on: readonly EvidenceVideo[], looked: readonly EvidenceVideo[]): boolean {
  const young = on.filter(isRecent);
  if (young.length < FEWEST || channelsOf(young) < FEWEST) return false;
  return young.length / on.length >= TIMES_AS_COMMON * (looked.filter(isRecent).length / looked.length);
}

function isRecent({ ageDays }: EvidenceVideo): boolean {
  return ageDays !== null && ageDays <= RECENT_DAYS;
}

import { median } from '../quantile.js';
import type { EvidenceVideo } from './keyword-evidence.js';
import { holds } from './tokens.js';

/** How hard a keyword is to be found for, and the parts that says it by; null where there is no evidence. */
export interface Competition {
  /** 0 (nobody) to 100. */
  readonly score: number | null;
  /** Of all videos looked at, those with the keyword in the title; a fraction. */
  readonly inTitles: number | null;
  /** Of the channels of the videos on it; null when all hide them. */
  readonly medianSubscribers: number | null;
  /** Of the videos on it; a fraction. */
  readonly youngerThan90Days: number | null;
}

export const UNKNOWN_COMPETITION: Competition = {
  score: null,
  inTitles: null,
  medianSubscribers: null,
  youngerThan90Days: null,
};

const WEIGHTS = { inTitles: 0.4, subscribers: 0.4, young: 0.2 } as const;
/** Ten million subscribers are as strong as it gets. */
const FULL_STRENGTH_LOG10 = 7;
const YOUNG_DAYS = 90;

/**
 * Competition = 100 · (0.4 · share with the keyword in the title + 0.4 · log10(1 + median subscribers) / 7, at most 1, +
 * 0.2 · share younger than 90 days). What is unknown for all videos is left out, and the other weights are rescaled.
 * @param looked all videos looked at
 * @param on those of them that are about the keyword
 */
export function competitionOf(
  looked: readonly EvidenceVideo[],
  on: readonly EvidenceVideo[],
  words: readonly string[],
): Competition {
  if (on.length === 0) return UNKNOWN_COMPETITION;
  const inTitles = looked.filter(({ title }) => holds(title, words)).length / looked.length;
  const medianSubscribers = median(on.map(({ subscribers }) => subscribers).filter((count) => count !== null));
  const ages = on.map(({ ageDays }) => ageDays).filter((days) => days !== null);
  const young = ages.length === 0 ? null : ages.filter((days) => days < YOUNG_DAYS).length / ages.length;
  const strength =
    medianSubscribers === null ? null : Math.min(1, Math.log10(1 + medianSubscribers) / FULL_STRENGTH_LOG10);
  const parts = [
    [inTitles, WEIGHTS.inTitles],
    [strength, WEIGHTS.subscribers],
    [young, WEIGHTS.young],
  ] as const;
  const known = parts.filter((part): part is readonly [number, (typeof part)[1]] => part[0] !== null);
  const weight = known.reduce((sum, [, each]) => sum + each, 0);
  const score = (100 * known.reduce((sum, [value, each]) => sum + value * each, 0)) / weight;
  return { score, inTitles, medianSubscribers, youngerThan90Days: young };
}

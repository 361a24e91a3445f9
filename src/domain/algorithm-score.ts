import { coefficientOfVariation } from './upload-rhythm.js';
import type { UploadRhythm } from './upload-rhythm.js';

/** The parts of the algorithm score, each 0 to 100; null when the videos cannot tell. */
export interface ScoreParts {
  readonly consistency: number | null;
  readonly frequency: number | null;
  readonly engagement: number | null;
}

const WEIGHTS = { consistency: 0.4, frequency: 0.3, engagement: 0.3 } as const;
const FULL_ENGAGEMENT = 0.1;
const NO_PARTS: ScoreParts = { consistency: null, frequency: null, engagement: null };

/** 100 for equal gaps, 50 for no rhythm at all, less for bursts. */
function consistency({ gapsDays, medianGapDays, daysSinceLast }: UploadRhythm): number | null {
  // A channel that has fallen silent is not consistent, however regular it once was.
  const overdue = medianGapDays !== null && daysSinceLast > medianGapDays;
  const variation = coefficientOfVariation(overdue ? withOneMore(gapsDays, daysSinceLast) : gapsDays);
  return variation === null ? null : 100 / (1 + variation ** 2);
}

function withOneMore(values: Float64Array, value: number): Float64Array {
  const more = new Float64Array(values.length + 1);
  more.set(values);
  more[values.length] = value;
  return more;
}

/** 100 for four a week and more; up to `asOf`, so that silence lowers it. */
function frequency({ gapsDays, spanDays }: UploadRhythm): number {
  const perWeek = (gapsDays.length + 1) / (spanDays / 7);
  return 100 * Math.min(1, Math.log(1 + perWeek) / Math.log(5));
}

/**
 * The parts of the algorithm score from a channel's rhythm and its engagement.
 * @param engaged the median engagement rate of its uploads, a fraction; null where unknown
 * @returns all parts null under two uploads, or when all of them happened in the very instant that is asked about
 */
export function scoreParts(rhythm: UploadRhythm, engaged: number | null): ScoreParts {
  if (rhythm.gapsDays.length === 0 || rhythm.spanDays <= 0) return NO_PARTS;
  return {
    consistency: consistency(rhythm),
    frequency: frequency(rhythm),
    engagement: engaged === null ? null : 100 * Math.min(1, engaged / FULL_ENGAGEMENT),
  };
}

/**
 * The algorithm score: 0.4 · consistency + 0.3 · frequency + 0.3 · engagement; without engagement the other two weigh
 * 0.4/0.7 and 0.3/0.7.
 * @returns an integer from 0 to 100; null when consistency or frequency are unknown
 */
export function algorithmScore(parts: ScoreParts): number | null {
  if (parts.consistency === null || parts.frequency === null) return null;
  const rhythm = WEIGHTS.consistency * parts.consistency + WEIGHTS.frequency * parts.frequency;
  if (parts.engagement === null) return Math.round(rhythm / (WEIGHTS.consistency + WEIGHTS.frequency));
  return Math.round(rhythm + WEIGHTS.engagement * parts.engagement);
}

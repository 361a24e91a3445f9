import { algorithmScore, scoreParts } from './algorithm-score.js';
import type { ScoreParts } from './algorithm-score.js';
import { periodNumber, periodNumbers } from './calendar-period.js';
import type { Period } from './calendar-period.js';
import { daysOnly } from './days-only.js';
import { engagementRate } from './engagement.js';
import { formatOf } from './format.js';
import { NumberList } from './number-list.js';
import { medianOfSorted } from './quantile.js';
import { STEP, type Steps } from './steps.js';
import { runsOf } from './streak.js';
import type { Runs } from './streak.js';
import { uploadRhythm } from './upload-rhythm.js';
import type { Video } from './video.js';

/** The uploads of a channel by number, format and rhythm; rhythm is null where one upload cannot show it. */
export interface Uploads {
  /** Uploads looked at. */
  readonly videos: number;
  /** Of them Shorts. */
  readonly shorts: number;
  /** Of them long videos. */
  readonly long: number;
  /** Of them streams and premieres. */
  readonly live: number;
  /** Of them of unknown format. */
  readonly unknownFormat: number;
  /** Uploads a week: 7 / mean gap in days. */
  readonly perWeek: number | null;
  /** Median days between uploads. */
  readonly medianGapDays: number | null;
  /** Standard deviation / mean of the gaps. */
  readonly gapCv: number | null;
  /** Days since the newest upload. */
  readonly daysSinceLast: number;
}

/** How steadily a channel uploads. */
export interface StreakReport {
  readonly algorithmScore: number | null;
  readonly parts: ScoreParts;
  readonly uploads: Uploads;
  readonly streak: Runs & { readonly period: Period };
  /** Videos that do not count: those from after the instant asked about, and those without a date. */
  readonly leftOut: { readonly afterAsOf: number; readonly undated: number };
  /** When the uploads came, milliseconds, ascending. */
  readonly instants: Float64Array;
}

/**
 * Judges how steadily a channel uploads. Videos without a date, or from after `asOf`, do not count as uploads.
 * @param question `asOf` in milliseconds, an IANA time zone, and the period that a streak is counted in
 * @returns null when there is no upload
 * @throws RangeError when the time zone is unknown
 */
export function* streakReport(
  videos: Iterable<Video>,
  question: { readonly asOf: number; readonly timeZone: string; readonly period: Period },
): Steps<StreakReport | null> {
  const { asOf, period } = question;
  const instants = new NumberList();
  const engaged = new NumberList();
  const formats = { short: 0, long: 0, live: 0, unknown: 0 };
  const leftOut = { afterAsOf: 0, undated: 0 };
  let looked = 0;
  for (const video of videos) {
    looked += 1;
    if (looked % STEP === 0) yield;
    const { publishedAt } = video;
    if (publishedAt === null) leftOut.undated += 1;
    else if (publishedAt > asOf) leftOut.afterAsOf += 1;
    if (publishedAt === null || publishedAt > asOf) continue;
    instants.add(publishedAt);
    formats[formatOf(video).format ?? 'unknown'] += 1;
    const rate = engagementRate(video);
    if (rate !== null) engaged.add(rate);
  }
  const inOrder = instants.sorted();
  yield;
  const rhythm = uploadRhythm(inOrder, asOf);
  if (rhythm === null) return null;
  yield;
  const parts = scoreParts(rhythm, medianOfSorted(engaged.sorted()));
  yield;
  // A day without an hour is that day everywhere.
  const timeZone = daysOnly(inOrder) ? 'UTC' : question.timeZone;
  const periods = periodNumbers(inOrder, period, timeZone);
  return {
    algorithmScore: algorithmScore(parts),
    parts,
    uploads: {
      videos: inOrder.length,
      shorts: formats.short,
      long: formats.long,
      live: formats.live,
      unknownFormat: formats.unknown,
      perWeek: rhythm.perWeek,
      medianGapDays: rhythm.medianGapDays,
      gapCv: rhythm.gapCv,
      daysSinceLast: rhythm.daysSinceLast,
    },
    streak: { period, ...runsOf(periods, periodNumber(asOf, period, timeZone)) },
    leftOut,
    instants: inOrder,
  };
}

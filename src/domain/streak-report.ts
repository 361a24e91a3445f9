import { algorithmScore, scoreParts } from './algorithm-score.js';
import type { ScoreParts } from './algorithm-score.js';
import { periodNumber } from './calendar-period.js';
import type { Period } from './calendar-period.js';
import { engagementRate } from './engagement.js';
import { formatOf } from './format.js';
import type { Format } from './format.js';
import { runsOf } from './streak.js';
import type { Runs } from './streak.js';
import { uploadRhythm } from './upload-rhythm.js';
import type { Video } from './video.js';

/** The uploads of a channel by number, format and rhythm; rhythm is null where one upload cannot show it. */
export interface Uploads {
  readonly videos: number;
  readonly shorts: number;
  readonly long: number;
  readonly live: number;
  readonly unknownFormat: number;
  readonly perWeek: number | null;
  readonly medianGapDays: number | null;
  readonly gapCv: number | null;
  readonly daysSinceLast: number;
}

/** How steadily a channel uploads, as the JSON of `streak` carries it. */
export interface StreakReport {
  readonly algorithmScore: number | null;
  readonly parts: ScoreParts;
  readonly uploads: Uploads;
  readonly streak: Runs & { readonly period: Period };
}

/**
 * Judges how steadily a channel uploads. Videos without a date, or from after `asOf`, do not count as uploads.
 * @param question `asOf` in milliseconds, an IANA time zone, and the period that a streak is counted in
 * @returns null when there is no upload
 * @throws RangeError when the time zone is unknown
 */
export function streakReport(
  videos: Iterable<Video>,
  question: { readonly asOf: number; readonly timeZone: string; readonly period: Period },
): StreakReport | null {
  const { asOf, timeZone, period } = question;
  const uploads: Video[] = [];
  const instants: number[] = [];
  for (const video of videos) {
    if (video.publishedAt === null || video.publishedAt > asOf) continue;
    uploads.push(video);
    instants.push(video.publishedAt);
  }
  const rhythm = uploadRhythm(instants, asOf);
  if (rhythm === null) return null;
  const formats = uploads.map((video) => formatOf(video).format);
  const count = (which: Format | null) => formats.filter((format) => format === which).length;
  const parts = scoreParts(rhythm, uploads.map(engagementRate));
  const periods = instants.map((instant) => periodNumber(instant, period, timeZone));
  return {
    algorithmScore: algorithmScore(parts),
    parts,
    uploads: {
      videos: uploads.length,
      shorts: count('short'),
      long: count('long'),
      live: count('live'),
      unknownFormat: count(null),
      perWeek: rhythm.perWeek,
      medianGapDays: rhythm.medianGapDays,
      gapCv: rhythm.gapCv,
      daysSinceLast: rhythm.daysSinceLast,
    },
    streak: { period, ...runsOf(periods, periodNumber(asOf, period, timeZone)) },
  };
}

import type { Period } from '../domain/calendar-period.js';
import { finish } from '../domain/steps.js';
import { streakReport, type StreakReport } from '../domain/streak-report.js';
import { instantFrom, type Instant } from './instant.js';
import { shown, videosFrom, type VideoInput } from './video-input.js';

const PERIODS: readonly Period[] = ['day', 'week', 'month'];

/** How steadily a channel uploads. */
export type Streak = Omit<StreakReport, 'instants'>;

/**
 * Measures how steadily a channel uploads, as `insight streak` does: the algorithm score (0 to 100) with its parts, the
 * rhythm, and the run of periods with an upload.
 * @param videos those of one channel, in any order
 * @param options `asOf`: the instant that is looked back from; `timeZone`: an IANA name, whose days count (`UTC`);
 *   `period`: what a streak counts (`week`)
 * @returns null when no video has a date
 * @throws TypeError for what is no video or no instant; RangeError for an unknown time zone
 * @example
 * const streak = measureStreak(mine, { asOf: new Date(), timeZone: 'Europe/Berlin' });
 * console.log(streak?.algorithmScore, streak?.streak.current);
 */
export function measureStreak(
  videos: readonly VideoInput[],
  {
    asOf,
    timeZone = 'UTC',
    period = 'week',
  }: { readonly asOf: Instant; readonly timeZone?: string; readonly period?: Period },
): Streak | null {
  if (!PERIODS.includes(period)) throw new TypeError(`period is ${shown(period)}: give day, week or month`);
  const question = { asOf: instantFrom(asOf, 'asOf'), timeZone, period };
  const report = finish(streakReport(videosFrom(videos), question));
  if (report === null) return null;
  const { algorithmScore, parts, uploads, streak, leftOut } = report;
  return { algorithmScore, parts, uploads, streak, leftOut };
}

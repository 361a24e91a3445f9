import type { Period } from '../domain/calendar-period.js';
import type { UploadsChart } from '../domain/charts/chart.js';
import { uploadsChart } from '../domain/charts/uploads-chart.js';
import { PUBLISHED_GROWTH, type GrowthBasis } from '../domain/robust/growth-curve.js';
import { outlookOf, type Outlook } from '../domain/robust/outlook.js';
import type { Steps } from '../domain/steps.js';
import { streakReport, type StreakReport } from '../domain/streak-report.js';
import { streakSuggestions, type Suggestion } from '../domain/streak-suggestions.js';
import { Failure } from '../errors.js';
import type { ChannelVideos } from '../providers/ports.js';
import { resultHead, type ResultHead } from './result.js';

/** Under a symbol, so that it goes with a result but into no JSON: only pictures need the times. */
export const UPLOADS_PICTURE = Symbol('uploads picture');

export interface StreakResult extends ResultHead, Outlook, Omit<StreakReport, 'leftOut' | 'instants'> {
  readonly timeZone: string;
  /** What the predictions and the schedule go by. */
  readonly growth: GrowthBasis;
  /** From rules first, then from a model where one was asked. */
  readonly suggestions: readonly Suggestion[];
  /** When the uploads came; not in a result that was kept. @hidden */
  readonly [UPLOADS_PICTURE]?: () => UploadsChart;
}

/**
 * How steadily one channel uploads.
 * @param question `asOf` in milliseconds, an IANA time zone, the period that a streak is counted in
 * @throws Failure `too-little-data` when there is no upload with a date
 */
export function* measureStreak(
  channel: ChannelVideos,
  question: { readonly asOf: number; readonly timeZone: string; readonly period: Period },
  growth = PUBLISHED_GROWTH,
): Steps<StreakResult> {
  const report = yield* streakReport(channel.videos, question);
  if (report === null) {
    throw new Failure(
      'too-little-data',
      channel.videos.length === 0 ? 'there is no upload to look at' : 'no upload has a date that can be counted',
      'a streak needs videos with dates: try another source, or a longer time',
    );
  }
  const outlook = yield* outlookOf(channel.videos, question.asOf, question.timeZone, growth.curves);
  const { algorithmScore, parts, uploads, streak, leftOut, instants } = report;
  return {
    ...resultHead(channel, question.asOf, uploads.videos, leftOut),
    timeZone: question.timeZone,
    algorithmScore,
    parts,
    uploads,
    streak,
    growth: growth.basis,
    ...outlook,
    suggestions: streakSuggestions(report, outlook.schedule),
    [UPLOADS_PICTURE]: () => uploadsChart(instants, question.asOf, question.timeZone),
  };
}

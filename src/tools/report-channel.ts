import type { Period } from '../domain/calendar-period.js';
import { scoresChart, viewsChart } from '../domain/charts/outliers-charts.js';
import { uploadsChart } from '../domain/charts/uploads-chart.js';
import type { AnalysedVideo } from '../domain/analysis.js';
import type { Growth } from '../domain/robust/growth-curve.js';
import { outlookOf } from '../domain/robust/outlook.js';
import type { Listed } from '../domain/listed.js';
import type { Report } from '../domain/report.js';
import type { Steps } from '../domain/steps.js';
import { streakSuggestions, type Suggestion } from '../domain/streak-suggestions.js';
import type { ChannelVideos } from '../providers/ports.js';
import { profileChannel, type ChannelProfile } from './channel-profile.js';

/** Videos that a report names: a page, not a list. */
const NAMED = 8;

/** What only pages need; under a symbol, so that no JSON carries it. */
export const REPORT_CHARTS = Symbol('report charts');

/** Where a report went; likewise. */
export const REPORT_FILES = Symbol('report files');

/** A file that was written, and how large it is. */
export interface WrittenFile {
  readonly path: string;
  readonly bytes: number;
}

/** One channel of a report. */
export interface ReportedProfile extends ChannelProfile {
  /** The videos that stand out, the best first; where none does, those with the highest multiples. */
  readonly standing: readonly AnalysedVideo[];
  readonly suggestions: readonly Suggestion[];
  /** The files that the report of all channels together went into. @hidden */
  readonly [REPORT_FILES]?: readonly WrittenFile[];
  /** @hidden */
  readonly [REPORT_CHARTS]: () => Report['channels'][number]['charts'];
}

/** Everything that a report tells of one channel. Parameters as of `profileChannel`. */
export function* reportChannel(
  channel: ChannelVideos,
  question: { readonly asOf: number; readonly timeZone: string; readonly period: Period },
  { curves }: Growth,
): Steps<ReportedProfile> {
  const { profile, analysis, streak } = yield* profileChannel(channel, question);
  const { videos, summary } = analysis;
  const { schedule } = yield* outlookOf(channel.videos, question.asOf, question.timeZone, curves);
  return {
    ...profile,
    standing: summary.high > 0 ? [...videos.slice(0, Math.min(NAMED, summary.high))] : highestMultiples(videos),
    suggestions: streak === null ? [] : streakSuggestions(streak, schedule),
    [REPORT_CHARTS]: () => ({
      views: viewsChart(videos),
      scores: scoresChart(videos, summary),
      uploads: streak === null ? null : uploadsChart(streak.instants, question.asOf, question.timeZone),
    }),
  };
}

function highestMultiples(videos: Listed<AnalysedVideo>): readonly AnalysedVideo[] {
  const known = videos.filter(({ multiple }) => multiple !== null);
  return known.sort((a, b) => (b.multiple ?? 0) - (a.multiple ?? 0)).slice(0, NAMED);
}

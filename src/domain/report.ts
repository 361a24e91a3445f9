import type { AnalysedVideo, AnalysisSummary } from './analysis.js';
import type { ScoresChart, UploadsChart, ViewsChart } from './charts/chart.js';
import type { Compared } from './channel-metrics.js';
import type { Source } from './source.js';
import type { Suggestion } from './streak-suggestions.js';
import type { Channel } from './video.js';

/** One channel as a report tells of it. */
export interface ReportedChannel extends Compared {
  readonly best: Pick<AnalysedVideo, 'multiple' | 'format'>;
  readonly channel: Channel;
  readonly source: Source;
  /** ISO 8601 UTC. */
  readonly asOf: string;
  readonly timeZone: string;
  readonly outliers: AnalysisSummary & { readonly method: string };
  readonly uploads: Compared['uploads'] & { readonly videos: number | null };
  /** The videos that stand out, the best first; where none does, those with the highest multiples. */
  readonly standing: readonly AnalysedVideo[];
  readonly suggestions: readonly Suggestion[];
}

/** The pictures of a reported channel; null where there is nothing to draw. */
export interface ReportCharts {
  readonly views: ViewsChart | null;
  readonly scores: ScoresChart | null;
  readonly uploads: UploadsChart | null;
}

/** A report before it is laid out. */
export interface Report {
  readonly channels: readonly { readonly channel: ReportedChannel; readonly charts: ReportCharts }[];
  /** Channels that were asked for and could not be looked at, with why. */
  readonly missing: readonly { readonly subject: string; readonly message: string }[];
  /** Pictures of videos by their id, as `data:` addresses; null where they are to be linked. */
  readonly pictures: ReadonlyMap<string, string> | null;
}

/** What a channel is called. */
export function channelName({ title, handle, id }: Channel): string {
  return title ?? handle ?? id ?? 'unnamed channel';
}

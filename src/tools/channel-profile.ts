import { analyse, type Analysis, type AnalysedVideo, type AnalysisSummary } from '../domain/analysis.js';
import type { ScoreParts } from '../domain/algorithm-score.js';
import type { Period } from '../domain/calendar-period.js';
import { channelFigures, type ChannelFigures } from '../domain/channel-figures.js';
import type { Steps } from '../domain/steps.js';
import { streakReport, type StreakReport, type Uploads } from '../domain/streak-report.js';
import type { ChannelVideos } from '../providers/ports.js';
import { resultHead, type ResultHead } from './result.js';

type OrUnknown<T> = { readonly [K in keyof T]: T[K] | null };

/** One channel in figures, as `compare` and `report` give it; null is what its videos cannot tell. */
export interface ChannelProfile extends ResultHead, Omit<ChannelFigures, 'best'> {
  readonly timeZone: string;
  readonly best: Pick<AnalysedVideo, 'id' | 'title' | 'url' | 'publishedAt' | 'format' | 'views' | 'multiple'>;
  readonly outliers: AnalysisSummary & { readonly method: 'smartscore' };
  readonly algorithmScore: number | null;
  readonly parts: ScoreParts;
  readonly uploads: OrUnknown<Uploads>;
  readonly streak: OrUnknown<StreakReport['streak']>;
}

/** A profile with what it was worked out from. */
export interface Profiled {
  readonly profile: ChannelProfile;
  readonly analysis: Analysis;
  readonly streak: StreakReport | null;
}

/**
 * One channel in figures: what it is looked at for side by side with others.
 * @param question `asOf` in milliseconds, an IANA time zone, the period that a streak is counted in
 */
export function* profileChannel(
  channel: ChannelVideos,
  question: { readonly asOf: number; readonly timeZone: string; readonly period: Period },
): Steps<Profiled> {
  const analysis = yield* analyse(channel.videos, question.asOf);
  const { best, ...figures } = yield* channelFigures(analysis.videos);
  const streak = yield* streakReport(channel.videos, question);
  const looked = analysis.videos.length;
  return {
    analysis,
    streak,
    profile: {
      ...resultHead(channel, question.asOf, looked, { afterAsOf: channel.videos.length - looked }),
      timeZone: question.timeZone,
      ...figures,
      best: best === null ? NO_BEST : short(best),
      outliers: { method: 'smartscore', ...analysis.summary },
      algorithmScore: streak?.algorithmScore ?? null,
      parts: streak?.parts ?? { consistency: null, frequency: null, engagement: null },
      uploads: streak?.uploads ?? NO_UPLOADS,
      streak: streak?.streak ?? { period: question.period, current: null, longest: null },
    },
  };
}

const NO_BEST: ChannelProfile['best'] = {
  id: null,
  title: null,
  url: null,
  publishedAt: null,
  format: null,
  views: null,
  multiple: null,
};

const NO_UPLOADS: ChannelProfile['uploads'] = {
  videos: 0,
  shorts: 0,
  long: 0,
  live: 0,
  unknownFormat: 0,
  perWeek: null,
  medianGapDays: null,
  gapCv: null,
  daysSinceLast: null,
};

function short({ id, title, url, publishedAt, format, views, multiple }: AnalysedVideo): ChannelProfile['best'] {
  return { id, title, url, publishedAt, format, views, multiple };
}

import { ageDays, viewsPerDay } from './age.js';
import { engagementRate } from './engagement.js';
import { formatOf } from './format.js';
import type { Format, FormatBasis } from './format.js';
import { multiplesOfTypical } from './multiple.js';
import { fencesOf, outlierOf } from './outliers.js';
import type { Fences, Outlier } from './outliers.js';
import { smartScores } from './smart-score.js';
import type { Video } from './video.js';
import { publishedBy } from './published-by.js';

/** One video with everything that is worked out about it, as the JSON of `outliers` carries it. */
export interface AnalysedVideo {
  readonly id: string | null;
  readonly title: string | null;
  readonly url: string | null;
  /** ISO 8601, UTC. */
  readonly publishedAt: string | null;
  readonly ageDays: number | null;
  readonly format: Format | null;
  readonly formatBasis: FormatBasis | null;
  readonly durationSeconds: number | null;
  readonly views: number | null;
  readonly likes: number | null;
  readonly comments: number | null;
  readonly viewsPerDay: number | null;
  /** A fraction: 0.041 is 4.1 %. */
  readonly engagementRate: number | null;
  readonly smartScore: number | null;
  readonly multiple: number | null;
  readonly outlier: Outlier | null;
}

/** What a set of videos comes to: how many were looked at, how many stand out, and what counts as usual. */
export interface AnalysisSummary extends Fences {
  readonly videos: number;
  readonly high: number;
  readonly low: number;
}

export interface Analysis {
  /** Best score first; equal scores by views, then as they came; videos without a score last. */
  readonly videos: readonly AnalysedVideo[];
  readonly summary: AnalysisSummary;
}

/** Largest first, unknown last. */
function descending(a: number | null, b: number | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  return b === null ? -1 : b - a;
}

/**
 * Scores the videos of one subject against each other and finds those that stand out.
 * Videos published after `asOf` are left out; one without date or views is kept, with null for what cannot be told.
 * @param asOf milliseconds that ages are counted to
 */
export function analyse(videos: readonly Video[], asOf: number): Analysis {
  const measured = publishedBy(videos, asOf).map((video) => {
    const days = ageDays(video.publishedAt, asOf);
    return {
      id: video.id,
      title: video.title,
      url: video.id === null ? null : `https://www.youtube.com/watch?v=${video.id}`,
      publishedAt: video.publishedAt === null ? null : new Date(video.publishedAt).toISOString(),
      ageDays: days,
      ...formatOf(video),
      durationSeconds: video.durationSeconds,
      views: video.views,
      likes: video.likes,
      comments: video.comments,
      viewsPerDay: viewsPerDay(video.views, days),
      engagementRate: engagementRate(video),
    };
  });
  const scores = smartScores(measured);
  const multiples = multiplesOfTypical(measured);
  const fences = fencesOf(scores.filter((score) => score !== null));
  const analysed = measured.map((video, index): AnalysedVideo => {
    const smartScore = scores[index] ?? null;
    return { ...video, smartScore, multiple: multiples[index] ?? null, outlier: outlierOf(smartScore, fences) };
  });
  analysed.sort((a, b) => descending(a.smartScore, b.smartScore) || descending(a.views, b.views));
  const count = (which: Outlier) => analysed.filter(({ outlier }) => outlier === which).length;
  return { videos: analysed, summary: { videos: analysed.length, high: count('high'), low: count('low'), ...fences } };
}

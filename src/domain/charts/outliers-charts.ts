import type { AnalysedVideo } from '../analysis.js';
import type { Listed } from '../listed.js';
import type { Fences } from '../outliers.js';
import type { RobustVideo } from '../robust/robust-analysis.js';
import { LEAST_MULTIPLE, LIKELY_Z } from '../robust/robust-verdict.js';
import type { ScoresChart, ViewsChart } from './chart.js';

/** The fewest points that make a picture. */
const FEWEST = 4;

/** The views of each video with a date over time; null where that is no picture. */
export function viewsChart(videos: Listed<AnalysedVideo>): ViewsChart | null {
  const dated: { at: number; views: number; outlier: AnalysedVideo['outlier'] }[] = [];
  for (const { publishedAt, views, outlier } of videos) {
    if (publishedAt !== null && views !== null) dated.push({ at: Date.parse(publishedAt), views, outlier });
  }
  if (dated.length < FEWEST) return null;
  return { form: 'views', uploads: dated.sort((a, b) => a.at - b.at) };
}

/** How the SmartScores of some videos lie around their fences; null where that is no picture. */
export function scoresChart(videos: Listed<AnalysedVideo>, { lowerFence, upperFence }: Fences): ScoresChart | null {
  const values: number[] = [];
  for (const { smartScore } of videos) if (smartScore !== null) values.push(smartScore);
  if (values.length < FEWEST) return null;
  return { form: 'scores', name: 'SmartScore', values, from: 0, to: 1, lowerFence, upperFence, also: null };
}

/** The ends of the scale of z: far enough that both tiers have room on it. */
const WIDEST_Z = 6;

/** How the z of some videos lie around where an outlier begins; null where that is no picture. */
export function zChart(videos: Listed<RobustVideo>): ScoresChart | null {
  const values: number[] = [];
  for (const { z } of videos) if (z !== null) values.push(z);
  if (values.length < FEWEST) return null;
  return {
    form: 'scores',
    name: 'z',
    values,
    from: -WIDEST_Z,
    to: WIDEST_Z,
    lowerFence: -LIKELY_Z,
    upperFence: LIKELY_Z,
    also: `and at least ${LEAST_MULTIPLE}×`,
  };
}

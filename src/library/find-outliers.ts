import { analyse, type AnalysedVideo, type AnalysisSummary } from '../domain/analysis.js';
import { analyseRobustly, type RobustSummary, type RobustVideo } from '../domain/robust/robust-analysis.js';
import { finish } from '../domain/steps.js';
import { instantFrom, type Instant } from './instant.js';
import { videosFrom, type VideoInput } from './video-input.js';

/** Which videos stand out by their SmartScore. */
export interface Outliers {
  /** Best score first; videos without a score last. */
  readonly videos: readonly AnalysedVideo[];
  readonly summary: AnalysisSummary;
}

/** Which videos stand out from the uploads around them. */
export interface RobustOutliers {
  /** High outliers first, low ones behind the usual, each by z; last what has no verdict. */
  readonly videos: readonly RobustVideo[];
  readonly summary: RobustSummary;
}

/**
 * Finds the videos of one channel that stand out, as `insight outliers` does.
 * `smartscore` scores each by views, views per day and engagement against the others and names those outside the
 * interquartile fences; it takes four videos with views and a date. `robust` compares each with the 21 uploads of its
 * format around it, at the views that videos of its age usually have (by the published growth, whatever snapshots there
 * are), and says how sure it is; it takes eight of a format.
 * With fewer, `summary.tooFew` is true and nobody stands out.
 * @param videos those of one channel, in any order; videos from after `asOf` are left out
 * @param options `asOf`: the instant that ages are counted to
 * @throws TypeError for what is no video, or no instant
 * @example
 * const { videos, summary } = findOutliers(mine, { asOf: new Date() });
 * const best = videos.filter(({ outlier }) => outlier === 'high');
 */
export function findOutliers(
  videos: readonly VideoInput[],
  options: { readonly asOf: Instant; readonly method?: 'smartscore' },
): Outliers;
export function findOutliers(
  videos: readonly VideoInput[],
  options: { readonly asOf: Instant; readonly method: 'robust' },
): RobustOutliers;
export function findOutliers(
  videos: readonly VideoInput[],
  { asOf, method = 'smartscore' }: { readonly asOf: Instant; readonly method?: 'smartscore' | 'robust' },
): Outliers | RobustOutliers {
  const instant = instantFrom(asOf, 'asOf');
  // Undated ones last, the newest first: what the robust method means by the uploads around one.
  const known = videosFrom(videos).toSorted((a, b) => (b.publishedAt ?? -Infinity) - (a.publishedAt ?? -Infinity) || 0);
  // Who calls it from JavaScript may have written anything.
  const wanted: string = method;
  if (wanted === 'robust') {
    const { videos: judged, summary } = finish(analyseRobustly(known, instant));
    return { videos: [...judged], summary };
  }
  if (wanted !== 'smartscore') throw new TypeError(`method is "${wanted}": give smartscore or robust`);
  const { videos: judged, summary } = finish(analyse(known, instant));
  return { videos: [...judged], summary };
}

import { analyse, type AnalysedVideo, type Analysis } from '../domain/analysis.js';
import type { Listed } from '../domain/listed.js';
import { FEWEST_SCORES } from '../domain/outliers.js';
import { PUBLISHED_GROWTH, type GrowthBasis } from '../domain/robust/growth-curve.js';
import { analyseRobustly, type RobustAnalysis } from '../domain/robust/robust-analysis.js';
import { FEWEST_OF_FORMAT } from '../domain/robust/robust-verdict.js';
import type { SourceKind } from '../domain/source.js';
import type { Steps } from '../domain/steps.js';
import { Failure } from '../errors.js';
import type { ChannelVideos } from '../providers/ports.js';
import { resultHead, type ResultHead } from './result.js';

export interface OutliersResult extends ResultHead, Analysis {
  readonly method: 'smartscore';
}

export interface RobustResult extends ResultHead, RobustAnalysis {
  readonly method: 'robust';
  /** What the views of an age are compared by. */
  readonly growth: GrowthBasis;
}

/**
 * Which videos of one channel stand out.
 * @param asOf milliseconds that ages are counted to
 */
export function* findOutliers(channel: ChannelVideos, asOf: number): Steps<OutliersResult> {
  const { summary, videos } = yield* analyse(channel.videos, asOf);
  const head = resultHead(channel, asOf, videos.length, { afterAsOf: channel.videos.length - videos.length });
  return { ...head, method: 'smartscore', summary, videos };
}

/**
 * Which videos of one channel stand out from the uploads around them.
 * @param asOf milliseconds that ages are counted to
 */
export function* findRobustOutliers(
  channel: ChannelVideos,
  asOf: number,
  growth = PUBLISHED_GROWTH,
): Steps<RobustResult> {
  const { summary, videos } = yield* analyseRobustly(channel.videos, asOf, growth.curves);
  const head = resultHead(channel, asOf, videos.length, { afterAsOf: channel.videos.length - videos.length });
  return { ...head, method: 'robust', growth: growth.basis, summary, videos };
}

/** Where more videos may come from, by where these came from. */
const MORE: Readonly<Partial<Record<SourceKind, string>>> = {
  api: 'a larger --limit or an earlier --since may give more',
  feed: 'an earlier --since or the API (--source api) may give more',
  file: 'an earlier --since or another file may give more',
  demo: 'the demo has no more',
};

/**
 * The result of a single subject, which must have enough videos to say something.
 * @throws Failure `too-little-data`
 */
export function enoughToSay<R extends OutliersResult | RobustResult>(result: R): R {
  if (!result.summary.tooFew) return result;
  const rows: Listed<AnalysedVideo> = result.videos;
  const scored = rows.filter(({ smartScore }) => smartScore !== null).length;
  const { videos, total } = result.sample;
  const takes = result.method === 'robust' ? `${FEWEST_OF_FORMAT} of one format` : FEWEST_SCORES;
  throw new Failure(
    'too-little-data',
    videos === scored
      ? `too few videos to say which stand out: ${videos}, and it takes ${takes}`
      : `too few videos to say which stand out: of ${videos} only ${scored} have a date and views, and it takes ${takes}`,
    videos === scored
      ? `insight videos lists what there is; ${total !== null && total <= videos ? 'the channel has no more' : (MORE[result.source.kind] ?? 'another source may give more')}`
      : 'this source does not tell them: take another one, such as a Studio export, the feed or the API',
  );
}

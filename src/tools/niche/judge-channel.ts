import type { AnalysedVideo } from '../../domain/analysis.js';
import type { NicheVideo } from '../../domain/niche/niche-video.js';
import type { RobustVideo } from '../../domain/robust/robust-analysis.js';
import type { Steps } from '../../domain/steps.js';
import type { ChannelVideos } from '../../providers/ports.js';
import { findOutliers, findRobustOutliers } from '../outliers.js';

export type Method = 'robust' | 'smartscore';

/** A judged video as a sweep prints it. */
export interface JudgedVideo
  extends
    Pick<
      AnalysedVideo,
      'id' | 'title' | 'url' | 'publishedAt' | 'ageDays' | 'format' | 'views' | 'viewsPerDay' | 'smartScore'
    >,
    Pick<RobustVideo, 'z' | 'tier' | 'provisional'>,
    NicheVideo {
  readonly method: Method;
  readonly channel: { readonly id: string | null; readonly title: string | null; readonly handle: string | null };
}

/** One channel judged by itself. */
export interface JudgedChannel {
  /** Null with too few videos for any method: then it says nothing. */
  readonly method: Method | null;
  /** Videos looked at. */
  readonly looked: number;
  /** Those with a verdict. */
  readonly videos: readonly JudgedVideo[];
}

/**
 * Judges the videos of a channel against each other: by the robust method where there are enough of a format, else by
 * SmartScore.
 * @param wanted one method alone; null for the better one that is possible
 * @param asOf milliseconds that ages are counted to
 */
export function* judgeChannel(channel: ChannelVideos, asOf: number, wanted: Method | null): Steps<JudgedChannel> {
  const { id, title, handle } = channel.channel;
  const whose = { channel: { id, title, handle } };
  if (wanted !== 'smartscore') {
    const { summary, videos } = yield* findRobustOutliers(channel, asOf);
    if (!summary.tooFew || wanted === 'robust') {
      const judged = videos.filter(({ z }) => z !== null);
      return {
        method: summary.tooFew ? null : 'robust',
        looked: videos.length,
        videos: judged.map((video) => ({ ...shown(video), ...whose, method: 'robust', ...sure(video) })),
      };
    }
  }
  const { summary, videos } = yield* findOutliers(channel, asOf);
  const judged = summary.tooFew ? [] : videos.filter(({ smartScore }) => smartScore !== null);
  return {
    method: summary.tooFew ? null : 'smartscore',
    looked: videos.length,
    videos: judged.map((video) => ({
      ...shown(video),
      ...whose,
      method: 'smartscore',
      z: null,
      tier: null,
      provisional: null,
    })),
  };
}

function shown(video: AnalysedVideo) {
  const { id, title, url, publishedAt, ageDays, format, views, viewsPerDay, smartScore, multiple, outlier } = video;
  const facts = { id, title, url, publishedAt, ageDays, format, views, viewsPerDay, smartScore };
  return { ...facts, multiple, high: outlier === 'high' };
}

function sure({ z, tier, provisional }: RobustVideo): Pick<RobustVideo, 'z' | 'tier' | 'provisional'> {
  return { z, tier, provisional };
}

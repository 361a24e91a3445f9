import { analyse, type AnalysedVideo } from '../domain/analysis.js';
import type { Format } from '../domain/format.js';
import type { ChannelVideos } from '../providers/ports.js';
import { resultHead, type ResultHead } from './result.js';

export const VIDEO_ORDERS = [
  'newest',
  'oldest',
  'views',
  'velocity',
  'engagement',
  'likes',
  'comments',
  'duration',
  'score',
] as const;
export type VideoOrder = (typeof VIDEO_ORDERS)[number];

export interface VideoFilter {
  readonly order: VideoOrder;
  /** Part of the title, in any case. */
  readonly match: string | null;
  readonly format: Format | null;
  readonly minViews: number | null;
}

export interface VideosResult extends ResultHead {
  readonly order: VideoOrder;
  readonly videos: readonly AnalysedVideo[];
}

const instant = ({ publishedAt }: AnalysedVideo) => (publishedAt === null ? null : Date.parse(publishedAt));

/** What each order goes by, largest first; unknown values come last in every order. */
const BY: Readonly<Record<VideoOrder, (video: AnalysedVideo) => number | null>> = {
  newest: instant,
  oldest: (video) => {
    const at = instant(video);
    return at === null ? null : -at;
  },
  views: ({ views }) => views,
  velocity: ({ viewsPerDay }) => viewsPerDay,
  engagement: ({ engagementRate }) => engagementRate,
  likes: ({ likes }) => likes,
  comments: ({ comments }) => comments,
  duration: ({ durationSeconds }) => durationSeconds,
  score: ({ smartScore }) => smartScore,
};

/**
 * Lists the videos of one channel, filtered and ordered. Scores and multiples are those among all videos looked at,
 * not among those left by the filter.
 * @param asOf milliseconds that ages are counted to
 */
export function listVideos(channel: ChannelVideos, filter: VideoFilter, asOf: number): VideosResult {
  const { videos } = analyse(channel.videos, asOf);
  const words = filter.match?.normalize('NFKC').toLowerCase() ?? null;
  const by = BY[filter.order];
  const kept = videos
    .filter(({ title }) => words === null || (title ?? '').normalize('NFKC').toLowerCase().includes(words))
    .filter(({ format }) => filter.format === null || format === filter.format)
    .filter(({ views }) => filter.minViews === null || (views !== null && views >= filter.minViews))
    .map((video) => ({ video, key: by(video) ?? -Infinity }))
    .sort((a, b) => b.key - a.key || 0)
    .map(({ video }) => video);
  return { ...resultHead(channel, asOf, videos.length), order: filter.order, videos: kept };
}

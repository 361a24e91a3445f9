import { judge, type AnalysedVideo } from '../domain/analysis.js';
import type { Format } from '../domain/format.js';
import type { Listed } from '../domain/listed.js';
import type { MeasuredVideo } from '../domain/measured.js';
import { sortInSteps } from '../domain/sort-in-steps.js';
import { STEP, type Steps } from '../domain/steps.js';
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
  readonly videos: Listed<AnalysedVideo>;
}

/** What each order goes by, largest first; unknown values come last in every order. */
const BY: Readonly<Record<Exclude<VideoOrder, 'score'>, (measured: MeasuredVideo) => number | null>> = {
  newest: ({ video }) => video.publishedAt,
  oldest: ({ video }) => (video.publishedAt === null ? null : 0 - video.publishedAt),
  views: ({ views }) => views,
  velocity: ({ viewsPerDay }) => viewsPerDay,
  engagement: ({ engagementRate }) => engagementRate,
  likes: ({ video }) => video.likes,
  comments: ({ video }) => video.comments,
  duration: ({ video }) => video.durationSeconds,
};

/**
 * Lists the videos of one channel, filtered and ordered, equal ones by score. Scores and multiples are those among all
 * videos looked at, not among those left by the filter.
 * @param asOf milliseconds that ages are counted to
 */
export function* listVideos(channel: ChannelVideos, filter: VideoFilter, asOf: number): Steps<VideosResult> {
  const judged = yield* judge(channel.videos, asOf);
  const fits = fitting(filter);
  const keys = new Float64Array(channel.videos.length);
  let kept = 0;
  const places = new Uint32Array(judged.places.length);
  for (const [count, place] of judged.places.entries()) {
    const measured = judged.measured(place);
    if (fits(measured)) {
      places[kept] = place;
      kept += 1;
      keys[place] = (filter.order === 'score' ? null : BY[filter.order](measured)) ?? -Infinity;
    }
    if (count % STEP === 0) yield;
  }
  const order = yield* sortInSteps(places.subarray(0, kept), keys, ...judged.byScore);
  const looked = judged.places.length;
  const head = resultHead(channel, asOf, looked, { afterAsOf: channel.videos.length - looked });
  return { ...head, order: filter.order, videos: judged.described(order) };
}

function fitting({ match, format, minViews }: VideoFilter): (measured: MeasuredVideo) => boolean {
  const words = match?.normalize('NFKC').toLowerCase() ?? null;
  return ({ video, views, format: found }) =>
    (words === null || (video.title ?? '').normalize('NFKC').toLowerCase().includes(words)) &&
    (format === null || found === format) &&
    (minViews === null || (views !== null && views >= minViews));
}

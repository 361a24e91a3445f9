import type { MetVideo } from '../domain/seen-video.js';
import type { ChannelVideos, FoundVideo, SeenVideos } from '../providers/ports.js';
import { resultHead, type ResultHead } from './result.js';

export interface IndexResult extends ResultHead {
  /** Videos of this channel that went into the index. */
  readonly indexed: number;
  /** What the index holds now. */
  readonly index: { readonly videos: number; readonly pictures: number };
}

/** Puts the videos of a channel into the index. @param asOf milliseconds */
export function indexChannel(seen: SeenVideos, set: ChannelVideos, asOf: number): IndexResult {
  const seenAt = set.source.fetchedAt === null ? asOf : Date.parse(set.source.fetchedAt);
  const met = metVideos(
    Array.from(set.videos, (video) => ({ video, channel: set.channel, thumbnailUrl: null })),
    seenAt,
  );
  seen.remember(met);
  return { ...resultHead(set, asOf, set.videos.length, { afterAsOf: 0 }), indexed: met.length, index: seen.count() };
}

/** Videos of a search as they are kept; one without an id cannot be found again. @param seenAt milliseconds */
export function metVideos(found: readonly FoundVideo[], seenAt: number): readonly MetVideo[] {
  return found.flatMap(({ video, channel, thumbnailUrl }) => {
    const { id: videoId, title, tags, publishedAt, views, likes, comments, durationSeconds } = video;
    if (videoId === null) return [];
    const facts = { title, tags, publishedAt, views, likes, comments, durationSeconds, seenAt };
    const { id: channelId, title: channelTitle, handle } = channel;
    return [{ videoId, ...facts, channelId, channelTitle, handle, thumbnailUrl }];
  });
}

import { parseDuration } from '../../domain/duration.js';
import type { Channel, Video } from '../../domain/video.js';
import { noSuchShape } from './failures.js';
import { Shape } from './shape.js';

/** A channel as `channels.list` tells it. */
export interface FoundChannel {
  readonly channel: Channel;
  /** Null when the channel has none. */
  readonly uploads: string | null;
  /** Public videos, as the channel itself counts them. */
  readonly total: number | null;
}

/** One line of the uploads playlist. */
export interface Upload {
  readonly videoId: string;
  /** Null for what is no longer there, or never was public. */
  readonly publishedAt: number | null;
  readonly private: boolean;
}

/** One page of the uploads playlist. */
export interface UploadsPage {
  readonly uploads: readonly Upload[];
  readonly next: string | null;
}

// Only what is read below is asked for. Kept beside the readers, so that the two change together.
export const CHANNEL_FIELDS =
  'items(id,snippet(title,customUrl),statistics(subscriberCount,hiddenSubscriberCount,videoCount),contentDetails/relatedPlaylists/uploads)';
export const UPLOADS_FIELDS = 'nextPageToken,items(contentDetails(videoId,videoPublishedAt),status/privacyStatus)';
export const VIDEO_FIELDS =
  'items(id,snippet(publishedAt,title,description,tags,liveBroadcastContent),contentDetails/duration,statistics(viewCount,likeCount,commentCount),liveStreamingDetails/actualStartTime)';

export const COUNT_FIELDS = 'items(id,contentDetails/duration,statistics(viewCount,likeCount,commentCount))';

/** What changes of a video while it is up. */
export type Counts = Pick<Video, 'durationSeconds' | 'views' | 'likes' | 'comments'>;

/** The first channel of a `channels.list` answer; null when there is none. @throws Failure `provider` */
export function readChannel(answer: unknown): FoundChannel | null {
  const [first] = Shape.of(answer, 'list of channels').list('items');
  if (first === undefined) return null;
  const item = Shape.of(first, 'channel');
  const snippet = item.part('snippet');
  const statistics = item.part('statistics');
  const customUrl = snippet.text('customUrl');
  return {
    channel: {
      id: item.text('id'),
      title: snippet.text('title'),
      handle: customUrl?.startsWith('@') === true ? customUrl : null,
      subscribers: statistics.flag('hiddenSubscriberCount') === true ? null : statistics.count('subscriberCount'),
    },
    uploads: item.part('contentDetails').part('relatedPlaylists').text('uploads'),
    total: statistics.count('videoCount'),
  };
}

/** The channel that a video of a `videos.list` answer belongs to; null when there is no such video. @throws Failure `provider` */
export function readOwner(answer: unknown): string | null {
  const [first] = Shape.of(answer, 'list of videos').list('items');
  return first === undefined ? null : Shape.of(first, 'video').part('snippet').text('channelId');
}

/** A page of `playlistItems.list`. @throws Failure `provider` */
export function readUploads(answer: unknown): UploadsPage {
  const page = Shape.of(answer, 'list of uploads');
  return {
    uploads: page.list('items').map((value) => {
      const item = Shape.of(value, 'upload');
      const details = item.part('contentDetails');
      const videoId = details.text('videoId');
      if (videoId === null) throw noSuchShape('upload');
      const privacy = item.part('status').text('privacyStatus');
      return {
        videoId,
        publishedAt: details.instant('videoPublishedAt'),
        private: privacy === 'private' || privacy === 'unlisted',
      };
    }),
    next: page.text('nextPageToken'),
  };
}

/** The videos of a `videos.list` answer by id; an announced stream or premiere is `upcoming`. @throws Failure `provider` */
export function readVideos(answer: unknown): ReadonlyMap<string, Video | 'upcoming'> {
  return new Map(
    Shape.of(answer, 'list of videos')
      .list('items')
      .map((value) => {
        const item = Shape.of(value, 'video');
        const id = item.text('id');
        if (id === null) throw noSuchShape('video');
        const announced = item.part('snippet').text('liveBroadcastContent') === 'upcoming';
        return [id, announced ? 'upcoming' : readVideo(id, item)];
      }),
  );
}

/** The counts of a `videos.batchGetStats` answer by id; videos that are gone are left out. @throws Failure `provider` */
export function readCounts(answer: unknown): ReadonlyMap<string, Counts> {
  return new Map(
    Shape.of(answer, 'list of counts')
      .list('items')
      .map((value) => {
        const item = Shape.of(value, 'count');
        const id = item.text('id');
        if (id === null) throw noSuchShape('count');
        return [id, countsOf(item)];
      }),
  );
}

function countsOf(item: Shape): Counts {
  const statistics = item.part('statistics');
  return {
    durationSeconds: seconds(item.part('contentDetails').text('duration')),
    // Hidden counts are left out of the answer, and so stay unknown.
    views: statistics.count('viewCount'),
    likes: statistics.count('likeCount'),
    comments: statistics.count('commentCount'),
  };
}

function readVideo(id: string, item: Shape): Video {
  const snippet = item.part('snippet');
  return {
    id,
    title: snippet.text('title'),
    description: snippet.text('description'),
    tags: snippet.texts('tags'),
    publishedAt: snippet.instant('publishedAt'),
    ...countsOf(item),
    live: item.part('liveStreamingDetails').text('actualStartTime') !== null,
    shortLink: null,
  };
}

/** Seconds of an ISO 8601 duration; null for `P0D`, which stands for a stream that still runs. */
function seconds(duration: string | null): number | null {
  if (duration === null) return null;
  const length = parseDuration(duration);
  if (length === null) throw noSuchShape('video');
  return length === 0 ? null : length;
}

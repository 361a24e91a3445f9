import type { Channel, Video } from '../../domain/video.js';
import { readVideos } from './answers.js';
import { noSuchShape } from './failures.js';
import { Shape } from './shape.js';

// Only what is read below is asked for. Kept beside the readers, so that the two change together.
export const SEARCH_FIELDS = 'nextPageToken,items/id/videoId';
export const FOUND_FIELDS =
  'nextPageToken,items(id,snippet(publishedAt,title,description,tags,liveBroadcastContent,channelId,channelTitle,thumbnails(high/url,standard/url,maxres/url)),contentDetails/duration,statistics(viewCount,likeCount,commentCount),liveStreamingDetails/actualStartTime)';
export const OWNER_FIELDS = 'items(id,snippet(title,customUrl),statistics(subscriberCount,hiddenSubscriberCount))';

/** One page of a list, and the token of the next. */
export interface PageOf<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** A video that `videos.list` told of, before its channel was asked for. */
export interface ToldVideo {
  readonly video: Video;
  readonly channelId: string | null;
  readonly channelTitle: string | null;
  readonly thumbnailUrl: string | null;
}

/** The widest first; the larger two exist only for some videos. */
const WIDTHS = ['maxres', 'standard', 'high'] as const;

/** The ids of a page of `search.list`. @throws Failure `provider` */
export function readSearchPage(answer: unknown): PageOf<string> {
  const page = Shape.of(answer, 'list of search results');
  return {
    items: page.list('items').map((value) => {
      const id = Shape.of(value, 'search result').part('id').text('videoId');
      if (id === null) throw noSuchShape('search result');
      return id;
    }),
    next: page.text('nextPageToken'),
  };
}

/** The videos of a `videos.list` answer in its order, without those that are only announced. @throws Failure `provider` */
export function readFoundPage(answer: unknown): PageOf<ToldVideo> {
  const videos = readVideos(answer);
  const page = Shape.of(answer, 'list of videos');
  const items = page.list('items').flatMap((value) => {
    const item = Shape.of(value, 'video');
    const video = videos.get(item.text('id') ?? '');
    if (video === undefined || video === 'upcoming') return [];
    const snippet = item.part('snippet');
    const pictures = snippet.part('thumbnails');
    const thumbnailUrl = WIDTHS.map((width) => pictures.part(width).text('url')).find((url) => url !== null) ?? null;
    return [{ video, channelId: snippet.text('channelId'), channelTitle: snippet.text('channelTitle'), thumbnailUrl }];
  });
  return { items, next: page.text('nextPageToken') };
}

/** The channels of a `channels.list` answer by id. @throws Failure `provider` */
export function readOwners(answer: unknown): ReadonlyMap<string, Channel> {
  return new Map(
    Shape.of(answer, 'list of channels')
      .list('items')
      .map((value) => {
        const item = Shape.of(value, 'channel');
        const id = item.text('id');
        if (id === null) throw noSuchShape('channel');
        const snippet = item.part('snippet');
        const statistics = item.part('statistics');
        const customUrl = snippet.text('customUrl');
        return [
          id,
          {
            id,
            title: snippet.text('title'),
            handle: customUrl?.startsWith('@') === true ? customUrl : null,
            subscribers: statistics.flag('hiddenSubscriberCount') === true ? null : statistics.count('subscriberCount'),
          },
        ];
      }),
  );
}

import {
  categoryResource,
  commentThreadResource,
  channelResource,
  channelSectionResources,
  etagOf,
  playlistItemResource,
  searchResource,
  videoResource,
  videoStatResource,
} from './api-resources.js';
import { values } from './check-parameters.js';
import { badParameter, commentsDisabled, playlistNotFound, videoNotFound } from './google-error.js';
import type { Library } from './library.js';
import type { OperationPath } from './parameter-tables.js';
import { popularIn, searchHits } from './search-hits.js';

type Json = Readonly<Record<string, unknown>>;
type Answer = (library: Library, query: URLSearchParams, parts: readonly string[]) => Json;

const CATEGORIES = [
  ['1', 'Film & Animation'],
  ['10', 'Music'],
  ['20', 'Gaming'],
  ['22', 'People & Blogs'],
  ['26', 'Howto & Style'],
  ['27', 'Education'],
  ['28', 'Science & Technology'],
] as const;

/** What each operation answers to a query that was found good. */
export const ANSWERS: Readonly<Record<OperationPath, Answer>> = {
  '/youtube/v3/channels': (library, query, parts) => {
    const { handle, username } = { handle: query.get('forHandle'), username: query.get('forUsername') };
    const found =
      handle !== null
        ? [library.byHandle(handle)]
        : username !== null
          ? [library.byUsername(username)]
          : values(query, 'id').map((id) => library.byId(id));
    return whole(
      'channelListResponse',
      found.flatMap((channel) => (channel === undefined ? [] : [channelResource(channel, parts)])),
    );
  },
  '/youtube/v3/channelSections': (library, query, parts) => {
    const channel = library.byId(query.get('channelId') ?? '');
    const items = channel === undefined ? [] : channelSectionResources(channel, parts);
    return { kind: 'youtube#channelSectionListResponse', etag: etagOf(items), items };
  },
  '/youtube/v3/playlistItems': (library, query, parts) => {
    const channel = library.byUploads(query.get('playlistId') ?? '');
    // YouTube has no uploads playlist for a channel that never uploaded.
    if (channel === undefined || channel.videos.length === 0) throw playlistNotFound();
    return paged('playlistItemListResponse', query, channel.videos, (video, at) =>
      playlistItemResource(channel, video, at, parts),
    );
  },
  '/youtube/v3/videos': (library, query, parts) => {
    if (query.get('chart') === 'mostPopular') {
      return paged('videoListResponse', query, popularIn(library, query), ({ channel, video }) =>
        videoResource(channel, video, parts),
      );
    }
    const found = values(query, 'id').flatMap((id) => library.readable(id) ?? []);
    return whole(
      'videoListResponse',
      found.map(({ channel, video }) => videoResource(channel, video, parts)),
    );
  },
  '/youtube/v3/videos:batchGetStats': (library, query, parts) => {
    const found = values(query, 'id').flatMap((id) => library.readable(id) ?? []);
    const items = found.map(({ video }) => videoStatResource(video, parts));
    return { kind: 'youtube#batchGetStatsResponse', etag: etagOf(items), items };
  },
  '/youtube/v3/videoCategories': (_, query, parts) => {
    const ids = values(query, 'id');
    const found = CATEGORIES.filter(([id]) => ids.length === 0 || ids.includes(id));
    const items = found.map(([id, title]) => categoryResource(id, title, parts));
    return { kind: 'youtube#videoCategoryListResponse', etag: etagOf(items), items };
  },
  '/youtube/v3/search': (library, query, parts) => {
    const hits = searchHits(library, query);
    return paged('searchListResponse', query, hits, ({ channel, video }) => searchResource(channel, video, parts));
  },
  '/youtube/v3/commentThreads': (library, query, parts) => {
    const found = library.readable(query.get('videoId') ?? '');
    if (found === undefined) throw videoNotFound();
    const { channel, video } = found;
    if (video.comments === null) throw commentsDisabled();
    return paged('commentThreadListResponse', query, Array.from({ length: video.comments }), (_, at) =>
      commentThreadResource(channel, video, at, parts),
    );
  },
};

function whole(kind: string, items: readonly Json[]): Json {
  const pageInfo = { totalResults: items.length, resultsPerPage: items.length };
  // An empty list is left out, as YouTube does for a channel that it does not know.
  return { kind: `youtube#${kind}`, etag: etagOf(items), pageInfo, ...(items.length > 0 ? { items } : {}) };
}

function paged<T>(kind: string, query: URLSearchParams, all: readonly T[], show: (thing: T, at: number) => Json): Json {
  const size = Number(query.get('maxResults') ?? 5);
  const start = startOf(query.get('pageToken'));
  const items = all.slice(start, start + size).map((thing, at) => show(thing, start + at));
  const end = start + size;
  return {
    kind: `youtube#${kind}`,
    etag: etagOf(items),
    ...(end < all.length ? { nextPageToken: Buffer.from(`at:${end}`).toString('base64url') } : {}),
    items,
    pageInfo: { totalResults: all.length, resultsPerPage: size },
  };
}

function startOf(token: string | null): number {
  if (token === null) return 0;
  const start = /^at:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (start === undefined) throw badParameter('pageToken', 'The request specifies an invalid page token.');
  return Number(start);
}

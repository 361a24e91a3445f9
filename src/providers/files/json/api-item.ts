import { ROLES, type Role } from '../columns.js';

type Plain = Readonly<Record<string, unknown>>;

/** A value of JSON as an object with named values; null for everything else. */
export function asObject(value: unknown): Plain | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Plain) : null;
}

/** One item of an answer of the YouTube Data API, by meaning. */
export interface ApiItem {
  readonly cells: readonly unknown[];
  /** The date is when the video was put into a playlist, as the answer has none of its publication. */
  readonly addedDate: boolean;
}

const READ = new Set(['youtube#video', 'youtube#playlistItem', 'youtube#searchResult']);

/** The kind of an API resource without its `youtube#`; null when the object is none. */
export function apiKind(item: Plain): string | null {
  const kind = item.kind;
  if (typeof kind !== 'string' || !kind.startsWith('youtube#')) return null;
  const bare = kind.slice('youtube#'.length).replace(/ListResponse$/, '');
  return bare.charAt(0).toLowerCase() + bare.slice(1);
}

/**
 * Reads a video, playlist item or search result as videos.list, playlistItems.list and search.list answer them.
 * @returns null when the object is no such item, or a search result that is a channel or playlist
 */
export function apiItem(item: Plain): ApiItem | null {
  const snippet = asObject(item.snippet);
  const kind = item.kind;
  if (kind === undefined ? snippet === null : typeof kind !== 'string' || !READ.has(kind)) return null;
  const details = asObject(item.contentDetails) ?? {};
  const statistics = asObject(item.statistics) ?? {};
  const status = asObject(item.status) ?? {};
  const id = videoId(item, snippet, details);
  if (id === null && kind === 'youtube#searchResult') return null;
  const inPlaylist = kind === 'youtube#playlistItem' || asObject(snippet?.resourceId) !== null;
  const owner = inPlaylist ? 'videoOwnerChannel' : 'channel';
  const published = details.videoPublishedAt ?? snippet?.publishedAt;
  const meaning: Partial<Record<Role, unknown>> = {
    id,
    title: snippet?.title,
    description: snippet?.description,
    tags: snippet?.tags,
    published,
    duration: details.duration,
    views: statistics.viewCount,
    likes: statistics.likeCount,
    comments: statistics.commentCount,
    channelId: snippet?.[`${owner}Id`] ?? snippet?.channelId,
    channelTitle: snippet?.[`${owner}Title`] ?? snippet?.channelTitle,
    liveStatus: broadcast(item, snippet),
    privacy: status.privacyStatus,
  };
  return {
    cells: ROLES.map((role) => meaning[role]),
    addedDate: inPlaylist && published !== undefined && details.videoPublishedAt === undefined,
  };
}

function videoId(item: Plain, snippet: Plain | null, details: Plain): unknown {
  const resource = asObject(snippet?.resourceId);
  const given = asObject(item.id)?.videoId ?? details.videoId ?? resource?.videoId ?? null;
  if (given !== null || item.kind === 'youtube#playlistItem') return given;
  return typeof item.id === 'string' ? item.id : null;
}

/** `upcoming`, or `was_live` for what has started; nothing when the answer does not say. */
function broadcast(item: Plain, snippet: Plain | null): string | null {
  const streaming = asObject(item.liveStreamingDetails);
  if (streaming?.actualStartTime !== undefined) return 'was_live';
  const content = snippet?.liveBroadcastContent;
  if (content === 'upcoming' || (streaming !== null && content !== 'live')) return 'upcoming';
  return content === 'live' ? 'is_live' : null;
}

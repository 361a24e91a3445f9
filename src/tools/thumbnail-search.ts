import { ageDays, viewsPerDay } from '../domain/age.js';
import type { SeenVideo } from '../domain/seen-video.js';
import { NO_COST, type Source } from '../domain/source.js';
import { thumbnailUrlOf } from '../domain/thumbnail-url.js';
import type { Channel } from '../domain/video.js';
import type { FoundVideo, SeenVideos, TopicRequest, TopicSource } from '../providers/ports.js';
import { SCHEMA_VERSION } from './result.js';

/** A video and its picture. Figures are those of `seenAt`. */
export interface ThumbnailRow {
  readonly id: string | null;
  readonly title: string | null;
  readonly url: string | null;
  readonly thumbnailUrl: string | null;
  readonly views: number | null;
  readonly likes: number | null;
  readonly comments: number | null;
  /** ISO 8601 UTC. */
  readonly publishedAt: string | null;
  readonly viewsPerDay: number | null;
  readonly ageDays: number | null;
  readonly durationSeconds: number | null;
  readonly channel: Channel;
  /** ISO 8601 UTC: when these figures were read. */
  readonly seenAt: string;
}

export interface ThumbnailsResult {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly source: Source;
  /** ISO 8601 UTC: the instant that ages are counted to; null where each row has its own, `seenAt`. */
  readonly asOf: string | null;
  readonly query: string;
  readonly order: TopicRequest['order'];
  readonly region: string | null;
  readonly language: string | null;
  readonly sample: {
    /** Videos that were found. */
    readonly found: number;
    /** Of those, the ones with fewer views than were asked for: they are left out. */
    readonly belowMinViews: number;
    /** Videos in the index; null when the search was YouTube's. */
    readonly indexed: number | null;
  };
  readonly videos: readonly ThumbnailRow[];
}

export interface ThumbnailQuestion extends TopicRequest {
  readonly minViews: number | null;
}

/**
 * Searches YouTube and keeps what was found in the index.
 * @param remember keeps videos; what goes wrong with that is its own concern
 * @throws Failure of the search
 */
export async function searchThumbnails(
  topics: TopicSource,
  question: ThumbnailQuestion,
  remember: (found: readonly FoundVideo[], seenAt: number) => void,
): Promise<{ readonly result: ThumbnailsResult; readonly notes: readonly string[] }> {
  const { minViews, ...request } = question;
  const found = await topics.search(request);
  remember(found.videos, found.collectedAt);
  const kept = found.videos.filter(({ video }) => minViews === null || (video.views ?? -1) >= minViews);
  return {
    notes: found.notes,
    result: {
      ...head(question, found.source),
      asOf: new Date(found.collectedAt).toISOString(),
      sample: { found: found.videos.length, belowMinViews: found.videos.length - kept.length, indexed: null },
      videos: kept.map((one) => rowOfFound(one, found.collectedAt)),
    },
  };
}

/** Searches the videos seen before; nothing is asked of anyone. */
export function searchSeen(seen: SeenVideos, question: ThumbnailQuestion): ThumbnailsResult {
  const found = seen.search(question);
  const oldest = found.reduce((least, { seenAt }) => Math.min(least, seenAt), Infinity);
  const fetchedAt = found.length === 0 ? null : new Date(oldest).toISOString();
  return {
    ...head(question, { kind: 'index', fetchedAt, cached: true, cost: NO_COST }),
    asOf: null,
    sample: { found: found.length, belowMinViews: 0, indexed: seen.count().videos },
    videos: found.map(rowOfSeen),
  };
}

function head({ query, order, region, language }: ThumbnailQuestion, source: Source) {
  return { schemaVersion: SCHEMA_VERSION, source, query, order, region, language } as const;
}

/** A video of a search as a row. @param at milliseconds: when its figures were read */
function rowOfFound({ video, channel, thumbnailUrl }: FoundVideo, at: number): ThumbnailRow {
  const { id, title, views, likes, comments, publishedAt, durationSeconds } = video;
  const days = ageDays(publishedAt, at);
  return {
    id,
    title,
    url: watchUrl(id),
    thumbnailUrl: thumbnailUrl ?? (id === null ? null : thumbnailUrlOf(id)),
    views,
    likes,
    comments,
    publishedAt: publishedAt === null ? null : new Date(publishedAt).toISOString(),
    viewsPerDay: viewsPerDay(views, days),
    ageDays: days,
    durationSeconds,
    channel,
    seenAt: new Date(at).toISOString(),
  };
}

/** A video of the index as a row; its subscribers are not kept there. */
export function rowOfSeen(seen: SeenVideo): ThumbnailRow {
  const { videoId: id, channelId, channelTitle, handle, thumbnailUrl, seenAt, ...facts } = seen;
  const video = { ...facts, id, description: null, tags: [], live: null, shortLink: null };
  const channel = { id: channelId, title: channelTitle, handle, subscribers: null };
  return rowOfFound({ video, channel, thumbnailUrl }, seenAt);
}

function watchUrl(id: string | null): string | null {
  return id === null ? null : `https://www.youtube.com/watch?v=${id}`;
}

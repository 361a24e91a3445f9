import { DAY_MS } from '../../domain/age.js';
import type { Video } from '../../domain/video.js';
import type { Got, CachedAnswers, Question } from '../http/cached.js';
import type { AnswerKey } from '../ports.js';
import {
  CHANNEL_FIELDS,
  readChannel,
  readCounts,
  readOwner,
  readUploads,
  readVideos,
  UPLOADS_FIELDS,
  type Counts,
  type FoundChannel,
  type UploadsPage,
} from './answers.js';
import type { Whose, YoutubeClient } from './client.js';

const MINUTE = 60_000;

/** How old an answer may be before YouTube is asked again, by what it tells, in milliseconds. */
export const AGES = {
  /** Titles, handles and subscribers of channels move slowly. */
  channel: DAY_MS,
  /** Which channel a video belongs to never changes. */
  owner: 30 * DAY_MS,
  uploads: 60 * MINUTE,
  /** Views, likes, comments. */
  counts: 60 * MINUTE,
  /** Titles, descriptions, tags, what is private: they may change, but seldom do. */
  facts: 7 * DAY_MS,
  /** The list behind the newest uploads: it loses some, which their counts tell; what is published late comes on top. */
  olderUploads: 30 * DAY_MS,
  /** From then on a page of that list is read anew as soon as its turn comes. */
  turn: 14 * DAY_MS,
  /** Which videos a search finds: there are only a hundred searches a day. */
  search: DAY_MS,
} as const;

/** What the answer of one channel is kept under. @param how the name of the parameter that names it */
export function channelKey(how: string, name: string, fields: string): AnswerKey {
  return { provider: 'youtube', operation: 'channels', arguments: { [how]: name, fields } };
}

/** What is asked of YouTube, understood and kept. All of it is public, so an answer is the same whichever key asked. */
export class YoutubeQuestions {
  constructor(
    private readonly client: YoutubeClient,
    readonly kept: CachedAnswers,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** Null when there is no such channel, which is not kept: it may be founded any time. */
  channel(whose: Whose): Promise<Got<FoundChannel | null>> {
    const [how = '', name = ''] = Object.entries(whose).flat();
    const { operation, arguments: words } = channelKey(how, how === 'id' ? name : name.toLowerCase(), CHANNEL_FIELDS);
    return this.ask({
      operation,
      words,
      what: `the channel ${name}`,
      maxAgeMs: AGES.channel,
      send: (etag) => this.client.channel(whose, etag),
      understand: readChannel,
      keeps: (found) => found !== null,
    });
  }

  /** The id of the channel that a video belongs to; null when there is no such video. */
  owner(videoId: string): Promise<Got<string | null>> {
    return this.ask({
      operation: 'owner',
      words: { id: videoId },
      what: `the video ${videoId}`,
      maxAgeMs: AGES.owner,
      send: (etag) => this.client.owner(videoId, etag),
      understand: readOwner,
      keeps: (owner) => owner !== null,
    });
  }

  /** One page of an uploads playlist; null when there is no such playlist. */
  uploads(playlistId: string, token: string | null, maxAgeMs: number): Promise<Got<UploadsPage | null>> {
    return this.ask({
      operation: 'playlistItems',
      words: { playlistId, pageToken: token ?? '', fields: UPLOADS_FIELDS },
      what: 'the list of uploads',
      maxAgeMs,
      send: (etag) => this.client.uploads(playlistId, token, etag),
      understand: (answer) => (answer === null ? null : readUploads(answer)),
      keeps: (page) => page !== null,
    });
  }

  /** Everything about some videos. Not kept here: `KnownUploads` does, video by video. */
  videos(ids: readonly string[]): Promise<Got<ReadonlyMap<string, Video | 'upcoming'>>> {
    return this.ask({
      operation: 'videos',
      words: { id: ids.join() },
      what: 'some of the videos',
      maxAgeMs: 0,
      send: () => this.client.videos(ids),
      understand: readVideos,
      keeps: () => false,
    });
  }

  /** The counts of some videos, without those that are gone. Not kept here either. */
  counts(ids: readonly string[]): Promise<Got<ReadonlyMap<string, Counts>>> {
    return this.ask({
      operation: 'batchGetStats',
      words: { id: ids.join() },
      what: 'the counts of some of the videos',
      maxAgeMs: 0,
      send: () => this.client.counts(ids),
      understand: readCounts,
      keeps: () => false,
    });
  }

  private ask<T>({
    operation,
    words,
    understand,
    ...rest
  }: Omit<Question<T>, 'key' | 'read' | 'signal'> & {
    readonly operation: string;
    readonly words: Readonly<Record<string, string>>;
    readonly understand: (answer: unknown) => T;
  }): Promise<Got<T>> {
    return this.kept.ask({
      ...rest,
      signal: this.signal,
      key: { provider: 'youtube', operation, arguments: words },
      read: (body) => understand(JSON.parse(body)),
    });
  }
}

import { ageWords } from '../domain/age-words.js';
import { NO_COST, type Cost } from '../domain/source.js';
import { Failure } from '../errors.js';
import { CachedAnswers } from './http/cached.js';
import { KeyRing } from './http/key-ring.js';
import type { Http } from './http/request.js';
import type {
  AnswerCache,
  ChannelVideos,
  QuotaBook,
  QuotaBucket,
  Reading,
  VideoRequest,
  VideoSource,
} from './ports.js';
import { youtubeClient } from './youtube/client.js';
import { askChannelsAhead, CHANNELS_AT_ONCE } from './youtube/channels-ahead.js';
import { findChannel } from './youtube/find-channel.js';
import { KnownUploads } from './youtube/known-uploads.js';
import { YoutubeQuestions } from './youtube/questions.js';
import { YOUTUBE_WORDS } from './youtube/ring-words.js';
import { readAllUploads, type ReadUploads } from './youtube/uploads.js';

export interface ApiParts {
  /** Root of the API, `https://youtube.googleapis.com/` or a gateway's. */
  readonly baseUrl: string;
  /** In the order in which they are used up. */
  readonly keys: readonly string[];
  /** Opens the book of what keys have left; called once something is to be sent. */
  readonly book: () => Promise<QuotaBook>;
  readonly http: Http;
  readonly cache: AnswerCache;
  readonly reading: Reading;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** IANA zone in which the return of a spent key is told; a question, because the answer takes long to find. */
  readonly timeZone: () => string;
}

const ONE_UNIT: Cost = { ...NO_COST, requests: 1, units: 1 };

const NO_UPLOADS: Pick<ReadUploads, 'videos' | 'skipped'> = {
  videos: [],
  skipped: { deleted: 0, private: 0, upcoming: 0 },
};

/**
 * The YouTube Data API as a source of videos. A channel of n uploads costs at most 1 + 2·ceil(n/50) requests of one unit
 * each (one more when it was named by a video or an old custom name), less what is kept of it; a channel that counts no
 * public video costs 1. A question for counts takes its unit out of its own allowance, and is counted like the others.
 */
export function apiSource(parts: ApiParts): VideoSource {
  const keys = new KeyRing(parts.keys, parts.book, parts, YOUTUBE_WORDS);
  const answers = new CachedAnswers(parts);
  return {
    kind: 'api',
    read: async (request) => [await readChannelVideos(parts, keys, answers, request)],
    featured: async (request) => {
      const { featuredChannels } = await import('./youtube/featured.js');
      return featuredChannels({ ...parts, keys }, answers, request);
    },
    ahead: async (ids, { signal, onCost }) => {
      const client = youtubeClient({
        ...parts,
        keys,
        signal,
        halted: new AbortController().signal,
        onTry: () => onCost?.(ONE_UNIT),
      });
      for (let at = 0; at < ids.length; at += CHANNELS_AT_ONCE) {
        await askChannelsAhead(client, parts, ids.slice(at, at + CHANNELS_AT_ONCE));
      }
    },
  };
}

async function readChannelVideos(
  parts: ApiParts,
  keys: KeyRing<QuotaBucket>,
  answers: CachedAnswers,
  request: VideoRequest,
): Promise<ChannelVideos> {
  if (request.subject === null) {
    throw new Failure('usage', 'The API needs a channel to look at.', 'Name an id (UC…), an @handle or a URL.');
  }
  let tries = 0;
  const halt = new AbortController();
  const client = youtubeClient({
    ...parts,
    keys,
    signal: request.signal,
    halted: halt.signal,
    onTry: () => {
      tries++;
      request.onCost?.(ONE_UNIT);
    },
  });
  const questions = new YoutubeQuestions(client, answers, request.signal);
  const { value, fetchedAt, cached } = await findChannel(questions, request.subject);
  const { channel, uploads, total } = value;
  const name = channel.title ?? request.subject.given;
  request.onProgress?.(`${name}: found`);
  const found =
    uploads === null || total === 0
      ? { ...NO_UPLOADS, endedAfter: null, oldestAt: fetchedAt, countedAt: fetchedAt, cached }
      : await readAllUploads(
          questions,
          new KnownUploads({ ...parts, answers }, uploads, request.fresh),
          uploads,
          request,
          halt,
          (videos) => request.onProgress?.(`${name}: ${videos} videos read`),
        );
  const oldest = Math.min(fetchedAt, found.oldestAt);
  const age = ageWords(parts.now() - oldest);
  return {
    channel,
    videos: found.videos.toSorted((a, b) => (b.publishedAt ?? -Infinity) - (a.publishedAt ?? -Infinity)),
    total,
    skipped: found.skipped,
    source: {
      kind: 'api',
      fetchedAt: new Date(oldest).toISOString(),
      cached: cached && found.cached,
      cost: { ...NO_COST, requests: tries, units: tries },
    },
    // Ages are counted to when the counts were read, not to when the channel's own page was; of counts of different times
    // to the oldest, or some would count as newer than they are.
    collectedAt: Number.isFinite(found.countedAt) ? found.countedAt : fetchedAt,
    notes: [
      ...keys.notes,
      ...(found.endedAfter === null ? [] : [`${name}: of the newest ${found.endedAfter} uploads most are not public.`]),
      ...(parts.reading === 'offline' ? [`${name}: kept answers, the oldest ${age} old.`] : []),
    ],
  };
}

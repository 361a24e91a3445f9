import type { ChannelRef } from '../domain/channel-ref.js';
import { NO_COST } from '../domain/source.js';
import { Failure } from '../errors.js';
import type { FeedEntries } from './feed-entries.js';
import { ageWords } from './feed/age-words.js';
import { findFeed, type FeedArguments, type FeedWorld } from './feed/find-feed.js';
import type { Http } from './http/request.js';
import type { AnswerCache, AnswerKey, ChannelVideos, VideoRequest, VideoSource } from './ports.js';

export interface FeedParts {
  /** YouTube's root, `https://www.youtube.com/`. */
  readonly baseUrl: string;
  readonly http: Http;
  /** Keeps the last good feed and the ids of handles. */
  readonly cache: AnswerCache;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const FEED_BYTES = 4_000_000;

/** A feed that was read, now or on an earlier run; `failure` says why an earlier one had to do. */
interface Answer {
  readonly entries: FeedEntries;
  readonly fetchedAt: number;
  readonly failure: Failure | null;
}

/**
 * YouTube's public feed as a source of videos: the newest 15, without a key. It has spells of answering 404 and 500
 * for channels that exist, so the last good answer is kept and used, and said to be old.
 */
export function feedSource(parts: FeedParts): VideoSource {
  return { kind: 'feed', read: async (request) => [await readChannelVideos(parts, request)] };
}

async function readChannelVideos(parts: FeedParts, request: VideoRequest): Promise<ChannelVideos> {
  const { subject, since, until, limit } = request;
  if (subject === null) {
    throw new Failure('usage', 'The feed needs a channel to look at.', 'Name an id (UC…), an @handle or a URL.');
  }
  let requests = 0;
  const world: FeedWorld = {
    cache: parts.cache,
    now: parts.now,
    ask: (path, terms) =>
      parts.http.request({
        provider: "YouTube's public site",
        method: 'GET',
        url: new URL(path, parts.baseUrl.replace(/\/*$/, '/')),
        headers: { 'accept-language': 'en' },
        onTry: () => requests++,
        ...terms,
        ...(request.signal === undefined ? {} : { signal: request.signal }),
      }),
  };
  request.onProgress?.(`${subject.given}: asking the public feed`);
  const { entries, fetchedAt, failure } = await readFeed(world, await findFeed(world, subject), subject);
  const videos = entries.videos
    .filter(({ publishedAt }) => since === null || (publishedAt !== null && publishedAt >= since))
    .filter(({ publishedAt }) => until === null || (publishedAt !== null && publishedAt < until))
    .toSorted((a, b) => (b.publishedAt ?? -Infinity) - (a.publishedAt ?? -Infinity))
    .slice(0, limit ?? undefined);
  return {
    channel: subject.kind === 'handle' ? { ...entries.channel, handle: subject.value } : entries.channel,
    videos,
    total: null,
    skipped: { deleted: 0, private: 0, upcoming: 0 },
    source: {
      kind: 'feed',
      fetchedAt: new Date(fetchedAt).toISOString(),
      cached: failure !== null,
      cost: { ...NO_COST, requests },
    },
    collectedAt: fetchedAt,
    notes:
      failure === null
        ? []
        : [`${failure.message} These figures are the last good ones, ${ageWords(parts.now() - fetchedAt)} old.`],
  };
}

async function readFeed(world: FeedWorld, feed: FeedArguments, subject: ChannelRef): Promise<Answer> {
  const { parseFeed } = await import('./feed-entries.js');
  const key: AnswerKey = { provider: 'feed', operation: 'videos.xml', arguments: { ...feed } };
  try {
    const body = await fetchFeed(world, feed, subject);
    const entries = readable(() => parseFeed(body));
    const fetchedAt = world.now();
    world.cache.put(key, { body, fetchedAt, etag: null });
    return { entries, fetchedAt, failure: null };
  } catch (failure) {
    const kept = world.cache.get(key);
    if (!(failure instanceof Failure) || failure.kind === 'interrupted' || kept === null) throw failure;
    return { entries: parseFeed(kept.body), fetchedAt: kept.fetchedAt, failure };
  }
}

async function fetchFeed(world: FeedWorld, feed: FeedArguments, subject: ChannelRef): Promise<string> {
  const path = `feeds/videos.xml?${new URLSearchParams(feed).toString()}`;
  const { status, body } = await world.ask(path, { maxBytes: FEED_BYTES, tooLong: 'fail', alsoPassing: [404] });
  if (status === 200) return body;
  if (status === 429) {
    throw new Failure('quota', "YouTube's feed asks to slow down (HTTP 429).", 'Try again in a few minutes.');
  }
  throw new Failure(
    'provider',
    status === 404
      ? `YouTube's feed of ${subject.given} answers 404: it does so in spells, or there is no such channel.`
      : `YouTube's feed of ${subject.given} did not answer (HTTP ${status}).`,
    'Check the id and try again later, or set YOUTUBE_API_KEY: the API does not have these spells.',
  );
}

function readable(read: () => FeedEntries): FeedEntries {
  try {
    return read();
  } catch (error) {
    const what = error instanceof Failure ? error.message : 'the feed cannot be read';
    throw new Failure(
      'provider',
      `YouTube's feed is not as it should be: ${what}.`,
      'Try again later, or set YOUTUBE_API_KEY; a consent page or a proxy may be in between.',
    );
  }
}

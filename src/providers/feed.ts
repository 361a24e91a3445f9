import type { ChannelRef } from '../domain/channel-ref.js';
import { NO_COST } from '../domain/source.js';
import { Failure } from '../errors.js';
import type { FeedEntries } from './feed-entries.js';
import { ageWords } from '../domain/age-words.js';
import { findFeed, type FeedArguments, type FeedWorld } from './feed/find-feed.js';
import { CachedAnswers, type Got, type Sent } from './http/cached.js';
import type { Http } from './http/request.js';
import type { AnswerCache, AnswerKey, ChannelVideos, Reading, VideoRequest, VideoSource } from './ports.js';

export interface FeedParts {
  /** YouTube's root, `https://www.youtube.com/`. */
  readonly baseUrl: string;
  readonly http: Http;
  /** Keeps the last good feed and the ids of handles. */
  readonly cache: AnswerCache;
  readonly reading: Reading;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const FEED_BYTES = 4_000_000;
/** How long YouTube itself lets a feed be kept: `Cache-Control: max-age=900`. */
const FEED_MS = 900_000;

/** A feed that was read, now or on an earlier run; `failure` says why an old one had to do. */
interface Answer extends Got<FeedEntries> {
  readonly failure: Failure | null;
}

/**
 * YouTube's public feed as a source of videos: the newest 15, without a key. It has spells of answering 404 and 500
 * for channels that exist, so the last good answer is kept and used, and said to be old.
 */
export function feedSource(parts: FeedParts): VideoSource {
  const answers = new CachedAnswers(parts);
  return { kind: 'feed', read: async (request) => [await readChannelVideos(parts, answers, request)] };
}

async function readChannelVideos(
  parts: FeedParts,
  answers: CachedAnswers,
  request: VideoRequest,
): Promise<ChannelVideos> {
  const { subject, since, until, limit } = request;
  if (subject === null) {
    throw new Failure('usage', 'The feed needs a channel to look at.', 'Name an id (UC…), an @handle or a URL.');
  }
  let requests = 0;
  let down: Failure | null = null;
  const onTheWay: string[] = [];
  const world: FeedWorld = {
    cache: parts.cache,
    answers,
    note: (sentence) => onTheWay.push(sentence),
    ask: async (path, { headers, ...terms }) => {
      // A site that could not be reached for a handle's page is not waited for again for its feed.
      if (down !== null) throw down;
      try {
        return await parts.http.request({
          provider: "YouTube's public site",
          method: 'GET',
          url: new URL(path, parts.baseUrl.replace(/\/*$/, '/')),
          headers: { 'accept-language': 'en', ...headers },
          onTry: () => {
            requests++;
            request.onCost?.({ ...NO_COST, requests: 1 });
          },
          ...terms,
          ...(request.signal === undefined ? {} : { signal: request.signal }),
        });
      } catch (error) {
        if (error instanceof Failure) down = error;
        throw error;
      }
    },
  };
  request.onProgress?.(`${subject.given}: asking the public feed`);
  const feed = await findFeed(world, subject);
  const { value: entries, fetchedAt, cached, failure } = await readFeed(world, feed, request.fresh ?? false, subject);
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
      cached: (cached && requests === 0) || failure !== null,
      cost: { ...NO_COST, requests },
    },
    collectedAt: fetchedAt,
    notes: [
      ...notesOn(failure, parts.reading, subject.given, ageWords(parts.now() - fetchedAt)),
      // Of a site that fails altogether one sentence is enough.
      ...(failure === null ? onTheWay : []),
    ],
  };
}

function notesOn(failure: Failure | null, reading: Reading, name: string, age: string): readonly string[] {
  if (failure !== null) return [`${failure.message} These figures are the last good ones, ${age} old.`];
  return reading === 'offline' ? [`${name}: the kept feed, ${age} old.`] : [];
}

async function readFeed(world: FeedWorld, feed: FeedArguments, fresh: boolean, subject: ChannelRef): Promise<Answer> {
  const { parseFeed } = await import('./feed-entries.js');
  const key: AnswerKey = { provider: 'feed', operation: 'videos.xml', arguments: { ...feed } };
  const read = (body: string): FeedEntries => readable(() => parseFeed(body));
  try {
    const got = await world.answers.ask({
      key,
      what: `the feed of ${subject.given}`,
      maxAgeMs: fresh ? 0 : FEED_MS,
      send: (etag) => fetchFeed(world, feed, subject, etag),
      read,
    });
    return { ...got, failure: null };
  } catch (failure) {
    const kept = world.cache.get(key);
    if (!(failure instanceof Failure) || failure.kind === 'interrupted' || kept === null) throw failure;
    return { value: read(kept.body), fetchedAt: kept.fetchedAt, cached: true, failure };
  }
}

async function fetchFeed(
  world: FeedWorld,
  feed: FeedArguments,
  subject: ChannelRef,
  etag: string | null,
): Promise<Sent | null> {
  const path = `feeds/videos.xml?${new URLSearchParams(feed).toString()}`;
  const { status, headers, body } = await world.ask(path, {
    headers: etag === null ? {} : { 'if-none-match': etag },
    maxBytes: FEED_BYTES,
    tooLong: 'fail',
    alsoPassing: [404],
  });
  if (status === 304) return null;
  if (status === 200) return { body, etag: headers.get('etag') };
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

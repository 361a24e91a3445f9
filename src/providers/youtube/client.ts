import type { youtube_v3 } from '@googleapis/youtube';
import { keyName } from '../../domain/key-name.js';
import { PAGE_SIZE } from '../../domain/most-pages.js';
import { Failure } from '../../errors.js';
import { askedWait } from '../http/again.js';
import { isRecord } from '../http/json-record.js';
import type { KeyRing, RingKey } from '../http/key-ring.js';
import { parsedJson } from '../http/parsed-json.js';
import type { Http, HttpAnswer } from '../http/request.js';
import { withSomeKey, type KeyFate } from '../http/some-key.js';
import type { Sent } from '../http/cached.js';
import type { QuotaBucket } from '../ports.js';
import { CHANNEL_FIELDS, COUNT_FIELDS, UPLOADS_FIELDS, VIDEO_FIELDS } from './answers.js';
import { isPlaylistMissing, isSpent, noSuchShape, youtubeFailure } from './failures.js';

const MOST_BYTES = 8_000_000;

const CHANNEL_PARTS = ['snippet', 'statistics', 'contentDetails'];

export interface YoutubeAccess {
  /** Root of the API, `https://youtube.googleapis.com/` or a gateway's. */
  readonly baseUrl: string;
  readonly keys: KeyRing<QuotaBucket>;
  readonly http: Http;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly signal: AbortSignal | undefined;
  /**
   * Once aborted nothing more is sent, not even once more, nor waited for to be; its reason is thrown instead. What is under
   * way goes on.
   */
  readonly halted: AbortSignal;
  /**
   * Told of each try: every request that is sent costs a unit, even a refused one. What a 304 costs is written nowhere
   * but that every request costs at least one (developers.google.com/youtube/v3/determine_quota_cost), so it counts too.
   */
  readonly onTry: () => void;
}

export type Whose = { readonly id: string } | { readonly forHandle: string } | { readonly forUsername: string };

/**
 * The six questions that this program asks YouTube. Bodies are JSON, not yet checked for their shape; null means that
 * the answer with that ETag still holds.
 */
export interface YoutubeClient {
  channel(whose: Whose, etag: string | null): Promise<Sent | null>;
  /** Up to 50 channels by their ids; those that are not there are left out. */
  channels(ids: readonly string[]): Promise<Sent | null>;
  /** The snippet of one video, for its channel. */
  owner(videoId: string, etag: string | null): Promise<Sent | null>;
  /** One page of a playlist; the body is `null` when there is no such playlist. */
  uploads(playlistId: string, pageToken: string | null, etag: string | null): Promise<Sent | null>;
  videos(ids: readonly string[]): Promise<Sent | null>;
  /** Counts and durations alone, out of an allowance of their own. */
  counts(ids: readonly string[]): Promise<Sent | null>;
}

/**
 * The SDK over our own request path: it builds URLs and reads JSON; deadline, retries, caps and keys are ours. The SDK
 * never sees a key, so that no error of it can show one, and is not loaded before something is really sent.
 * @throws Failure from each question: `key`, `quota`, `provider`, `not-found`, `interrupted`
 */
export function youtubeClient(access: YoutubeAccess): YoutubeClient {
  const sdks = new Map<QuotaBucket, Promise<youtube_v3.Youtube>>();
  const sdk = (bucket: QuotaBucket = 'units'): Promise<youtube_v3.Youtube> => {
    const loading = sdks.get(bucket) ?? loadSdk(access, bucket);
    sdks.set(bucket, loading);
    return loading;
  };
  const options = (etag: string | null) => ({
    ...(access.signal === undefined ? {} : { signal: access.signal }),
    ...(etag === null ? {} : { headers: { 'if-none-match': etag } }),
  });
  return {
    channel: async (whose, etag) => {
      const { channels } = await sdk();
      const named = 'id' in whose ? { id: [whose.id] } : whose;
      return success(
        await ask(channels.list({ part: CHANNEL_PARTS, fields: CHANNEL_FIELDS, ...named }, options(etag))),
      );
    },
    channels: async (ids) => {
      const { channels } = await sdk();
      const asked = { part: CHANNEL_PARTS, fields: CHANNEL_FIELDS, id: [...ids], maxResults: PAGE_SIZE };
      return success(await ask(channels.list(asked, options(null))));
    },
    owner: async (videoId, etag) => {
      const { videos } = await sdk();
      const asked = { part: ['snippet'], id: [videoId], fields: 'items/snippet/channelId' };
      return success(await ask(videos.list(asked, options(etag))));
    },
    uploads: async (playlistId, pageToken, etag) => {
      const { playlistItems } = await sdk();
      const part = ['contentDetails', 'status'];
      const page = pageToken === null ? {} : { pageToken };
      const asked = { part, playlistId, maxResults: PAGE_SIZE, fields: UPLOADS_FIELDS, ...page };
      const answer = await ask(playlistItems.list(asked, options(etag)));
      return isPlaylistMissing(answer.status, answer.data) ? { body: 'null', etag: null } : success(answer);
    },
    videos: async (ids) => {
      const { videos } = await sdk();
      const part = ['snippet', 'contentDetails', 'statistics', 'liveStreamingDetails'];
      const asked = { part, id: [...ids], maxResults: PAGE_SIZE, fields: VIDEO_FIELDS };
      return success(await ask(videos.list(asked, options(null))));
    },
    counts: async (ids) => {
      const { videos } = await sdk('batchGetStats');
      const part = ['id', 'statistics', 'contentDetails'];
      return success(await ask(videos.batchGetStats({ part, id: [...ids], fields: COUNT_FIELDS }, options(null))));
    },
  };
}

async function loadSdk(access: YoutubeAccess, bucket: QuotaBucket): Promise<youtube_v3.Youtube> {
  const { youtube } = await import('@googleapis/youtube');
  return youtube({
    version: 'v3',
    retry: false,
    responseType: 'json',
    validateStatus: () => true,
    fetchImplementation: throughOurPath(access, bucket),
    // Else the SDK reads HTTPS_PROXY and builds an agent that our path would not use.
    noProxy: [/./],
  });
}

interface Answer {
  readonly status: number;
  readonly data: unknown;
  /** A plain object, whatever the SDK's types say. */
  readonly headers: unknown;
}

/** The SDK wraps what our path throws; the wrapping quotes the request, so only our own Failure gets out. */
async function ask(asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && error.cause instanceof Failure) throw error.cause;
    throw error;
  }
}

function success({ status, data, headers }: Answer): Sent | null {
  if (status === 304) return null;
  if (status !== 200) throw failureOf({ status, data, headers });
  return { body: asText(data), etag: isRecord(headers) && typeof headers.etag === 'string' ? headers.etag : null };
}

function failureOf({ status, data, headers }: Answer): Failure {
  const seconds = isRecord(headers) ? headers['retry-after'] : undefined;
  return youtubeFailure(status, data, undefined, seconds === undefined ? null : Number(seconds) * 1000);
}

/** Only what nobody would call an answer is nested deeper than the stack. */
function asText(data: unknown): string {
  try {
    return JSON.stringify(data);
  } catch {
    throw noSuchShape('answer of its API');
  }
}

function throughOurPath(access: YoutubeAccess, bucket: QuotaBucket): typeof fetch {
  return async (input, init) => {
    const asked = new URL(input instanceof Request ? input.url : input);
    const url = new URL(access.baseUrl.replace(/\/+$/, '') + asked.pathname + asked.search);
    const etag = new Headers(init?.headers).get('if-none-match');
    const answer = await keyedAnswer(access, bucket, url, etag, init?.signal ?? undefined);
    const { status, headers, body } = answer;
    return new Response(status === 304 ? null : body, {
      status,
      headers: { 'content-type': 'application/json', ...etagOf(headers), ...waitOf(answer, access.now()) },
    });
  };
}

/** The answer to some key that is neither spent nor refused. */
export function keyedAnswer(
  { keys, http, halted, onTry }: YoutubeAccess,
  bucket: QuotaBucket,
  url: URL,
  etag: string | null,
  signal: AbortSignal | undefined,
): Promise<HttpAnswer> {
  return withSomeKey(keys, {
    bucket,
    send: ({ secret }, book) =>
      http.request({
        provider: 'YouTube',
        method: 'GET',
        url,
        headers: {
          'x-goog-api-key': secret,
          accept: 'application/json',
          ...(etag === null ? {} : { 'if-none-match': etag }),
        },
        secrets: [secret],
        maxBytes: MOST_BYTES,
        tooLong: 'fail',
        onTry: () => {
          book();
          onTry();
        },
        halted,
        ...(signal === undefined ? {} : { signal }),
      }),
    fateOf: ({ status, body }, key) => (status === 200 || status === 304 ? 'taken' : fateOf(status, body, key)),
  });
}

function fateOf(status: number, body: string, { secret, id }: RingKey): KeyFate | null {
  const answer = parsedJson(body);
  const failure = youtubeFailure(status, answer, `the key ${keyName(secret, id)}`);
  if (failure.kind === 'key') return { refused: failure };
  return isSpent(status, answer) ? { restsUntil: null } : null;
}

function etagOf(headers: Headers): Record<string, string> {
  const etag = headers.get('etag');
  return etag === null ? {} : { etag };
}

/** In whole seconds, however it was asked for. */
function waitOf(answer: HttpAnswer, now: number): Record<string, string> {
  const isGood = answer.status === 200 || answer.status === 304;
  const wait = isGood ? null : askedWait(answer, now);
  return wait === null ? {} : { 'retry-after': String(Math.ceil(wait / 1000)) };
}

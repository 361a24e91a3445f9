import type { youtube_v3 } from '@googleapis/youtube';
import { Failure } from '../../errors.js';
import type { Http } from '../http/request.js';
import { CHANNEL_FIELDS, UPLOADS_FIELDS, VIDEO_FIELDS } from './answers.js';
import { isPlaylistMissing, youtubeFailure } from './failures.js';

/** Items of one page, and ids in one question: the most that the API takes. */
export const PAGE_SIZE = 50;

const MOST_BYTES = 8_000_000;

export interface YoutubeAccess {
  /** Root of the API, `https://youtube.googleapis.com/` or a gateway's. */
  readonly baseUrl: string;
  readonly key: string;
  readonly http: Http;
  readonly signal: AbortSignal | undefined;
  /** Told of each try: every request that is sent costs a unit, even a refused one. */
  readonly onTry: () => void;
}

type Whose = { id: string[] } | { forHandle: string } | { forUsername: string };

/** The four questions that this program asks YouTube; answers are JSON, not yet checked for their shape. */
export interface YoutubeClient {
  channel(whose: Whose): Promise<unknown>;
  /** The snippet of one video, for its channel. */
  owner(videoId: string): Promise<unknown>;
  /** One page of a playlist; null when there is no such playlist. */
  uploads(playlistId: string, pageToken: string | null, signal: AbortSignal): Promise<unknown>;
  videos(ids: string[], signal: AbortSignal): Promise<unknown>;
}

/**
 * The SDK over our own request path: it builds URLs and reads JSON; deadline, retries, caps and the key are ours.
 * The SDK never sees the key, so that no error of it can show one.
 * @throws Failure from each question: `key`, `quota`, `provider`, `not-found`, `interrupted`
 */
export async function youtubeClient(access: YoutubeAccess): Promise<YoutubeClient> {
  // A key with a line break or a letter beyond ASCII cannot travel in a header.
  if (!/^[\x21-\x7e]+$/.test(access.key)) {
    throw new Failure(
      'key',
      'The YouTube key holds characters that no key has.',
      'Check YOUTUBE_API_KEY for spaces and line breaks.',
    );
  }
  const { youtube } = await import('@googleapis/youtube');
  const sdk: youtube_v3.Youtube = youtube({
    version: 'v3',
    retry: false,
    responseType: 'json',
    validateStatus: () => true,
    fetchImplementation: throughOurPath(access),
    // Else the SDK reads HTTPS_PROXY and builds an agent that our path would not use.
    noProxy: [/./],
  });
  const options = access.signal === undefined ? {} : { signal: access.signal };
  return {
    channel: async (whose) =>
      success(
        await ask(
          sdk.channels.list(
            { part: ['snippet', 'statistics', 'contentDetails'], fields: CHANNEL_FIELDS, ...whose },
            options,
          ),
        ),
      ),
    owner: async (videoId) =>
      success(
        await ask(sdk.videos.list({ part: ['snippet'], id: [videoId], fields: 'items/snippet/channelId' }, options)),
      ),
    uploads: async (playlistId, pageToken, signal) => {
      const page = pageToken === null ? {} : { pageToken };
      const answer = await ask(
        sdk.playlistItems.list(
          { part: ['contentDetails', 'status'], playlistId, maxResults: PAGE_SIZE, fields: UPLOADS_FIELDS, ...page },
          { signal },
        ),
      );
      return isPlaylistMissing(answer.status, answer.data) ? null : success(answer);
    },
    videos: async (ids, signal) =>
      success(
        await ask(
          sdk.videos.list(
            {
              part: ['snippet', 'contentDetails', 'statistics', 'liveStreamingDetails'],
              id: ids,
              maxResults: PAGE_SIZE,
              fields: VIDEO_FIELDS,
            },
            { signal },
          ),
        ),
      ),
  };
}

interface Answer {
  readonly status: number;
  readonly data: unknown;
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

function success({ status, data }: Answer): unknown {
  if (status !== 200) throw youtubeFailure(status, data);
  return data;
}

function throughOurPath({ baseUrl, key, http, onTry }: YoutubeAccess): typeof fetch {
  return async (input, init) => {
    const asked = new URL(input instanceof Request ? input.url : input);
    const url = new URL(baseUrl.replace(/\/+$/, '') + asked.pathname + asked.search);
    const answer = await http.request({
      provider: 'YouTube',
      method: 'GET',
      url,
      headers: { 'x-goog-api-key': key, accept: 'application/json' },
      secrets: [key],
      maxBytes: MOST_BYTES,
      tooLong: 'fail',
      onTry,
      ...(init?.signal ? { signal: init.signal } : {}),
    });
    return new Response(answer.body, { status: answer.status, headers: { 'content-type': 'application/json' } });
  };
}

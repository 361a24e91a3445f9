import { NO_COST, type Cost } from '../domain/source.js';
import { Failure } from '../errors.js';
import type { Http } from './http/request.js';
import type { ChannelVideos, VideoRequest, VideoSource } from './ports.js';
import { youtubeClient } from './youtube/client.js';
import { findChannel } from './youtube/find-channel.js';
import { readAllUploads, type ReadUploads } from './youtube/uploads.js';

export interface ApiParts {
  /** Root of the API, `https://youtube.googleapis.com/` or a gateway's. */
  readonly baseUrl: string;
  readonly key: string;
  readonly http: Http;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told what each request costs, before it is sent. */
  readonly onCost?: (cost: Cost) => void;
}

const ONE_UNIT: Cost = { ...NO_COST, requests: 1, units: 1 };
const NO_UPLOADS: ReadUploads = { videos: [], skipped: { deleted: 0, private: 0, upcoming: 0 } };

/**
 * The YouTube Data API as a source of videos. A channel of n uploads costs 1 + 2·ceil(n/50) requests of one unit each
 * (one more when it was named by a video or an old custom name), and a channel that counts no public video costs 1.
 */
export function apiSource(parts: ApiParts): VideoSource {
  return { kind: 'api', read: async (request) => [await readChannelVideos(parts, request)] };
}

async function readChannelVideos(parts: ApiParts, request: VideoRequest): Promise<ChannelVideos> {
  if (request.subject === null) {
    throw new Failure('usage', 'The API needs a channel to look at.', 'Name an id (UC…), an @handle or a URL.');
  }
  let tries = 0;
  const client = await youtubeClient({
    ...parts,
    signal: request.signal,
    onTry: () => {
      tries++;
      parts.onCost?.(ONE_UNIT);
    },
  });
  const { channel, uploads, total } = await findChannel(client, request.subject);
  const name = channel.title ?? request.subject.given;
  request.onProgress?.(`${name}: found`);
  const found =
    uploads === null || total === 0
      ? NO_UPLOADS
      : await readAllUploads(client, uploads, request, (videos) =>
          request.onProgress?.(`${name}: ${videos} videos read`),
        );
  const now = parts.now();
  return {
    channel,
    videos: found.videos.toSorted((a, b) => (b.publishedAt ?? -Infinity) - (a.publishedAt ?? -Infinity)),
    total,
    skipped: found.skipped,
    source: {
      kind: 'api',
      fetchedAt: new Date(now).toISOString(),
      cached: false,
      cost: { ...NO_COST, requests: tries, units: tries },
    },
    collectedAt: now,
    notes: [],
  };
}

import type { Video } from '../../domain/video.js';
import type { Skipped, VideoRequest } from '../ports.js';
import { readUploads, readVideos, type Upload, type UploadsPage } from './answers.js';
import type { YoutubeClient } from './client.js';
import { noSuchShape } from './failures.js';

/** The public videos of an uploads playlist, in its order, and what was left out on the way. */
export interface ReadUploads {
  readonly videos: readonly Video[];
  readonly skipped: Skipped;
}

type Outcome = Video | keyof Skipped | 'outside';
type Wanted = Pick<VideoRequest, 'limit' | 'since' | 'until' | 'signal'>;

/**
 * Reads uploads page by page; a page's videos are asked for while the next page loads. A next page is asked for ahead
 * only when it is needed whatever the answers say, so that n uploads cost exactly 2·ceil(n/50) requests, and a limit
 * costs no page too many.
 * @throws Failure of the client; every request that is still under way is then stopped
 */
export async function readAllUploads(
  client: YoutubeClient,
  playlistId: string,
  wanted: Wanted,
  onRead: (videos: number) => void,
): Promise<ReadUploads> {
  const stop = new AbortController();
  const relay = (): void => {
    stop.abort();
  };
  wanted.signal?.addEventListener('abort', relay);
  if (wanted.signal?.aborted === true) relay();
  try {
    return await followPages(client, playlistId, wanted, onRead, stop);
  } catch (error) {
    // What failed first is the reason; the rest failed because it was stopped.
    throw stop.signal.reason instanceof Error && wanted.signal?.aborted !== true ? stop.signal.reason : error;
  } finally {
    wanted.signal?.removeEventListener('abort', relay);
    stop.abort();
  }
}

async function followPages(
  client: YoutubeClient,
  playlistId: string,
  wanted: Wanted,
  onRead: (videos: number) => void,
  stop: AbortController,
): Promise<ReadUploads> {
  const limit = wanted.limit ?? Infinity;
  const pages: Promise<readonly Outcome[]>[] = [];
  const seen = new Set<string>();
  const tokens = new Set<string | null>();
  let hoped = 0;
  let read = 0;
  let token: string | null = null;
  do {
    tokens.add(token);
    const page = await loadPage(client, playlistId, token, stop.signal);
    if (page === null) break;
    const fresh = page.uploads.filter(({ videoId }) => !seen.has(videoId) && seen.add(videoId));
    const found = outcomes(client, fresh, wanted, stop.signal);
    pages.push(found);
    found.then(
      (all) => {
        onRead((read += all.filter(isVideo).length));
      },
      (error: unknown) => {
        stop.abort(error);
      },
    );
    hoped += fresh.filter((upload) => isHopeful(upload, wanted)).length;
    if (hoped >= limit) {
      hoped = (await Promise.all(pages)).flat().filter(isVideo).length;
    }
    token = isWhollyBefore(page.uploads, wanted.since) ? null : page.next;
    if (token !== null && tokens.has(token)) throw noSuchShape('list of uploads: its pages go round in a circle');
  } while (token !== null && hoped < limit);
  return upTo(limit, (await Promise.all(pages)).flat());
}

async function loadPage(
  client: YoutubeClient,
  playlistId: string,
  token: string | null,
  signal: AbortSignal,
): Promise<UploadsPage | null> {
  const answer = await client.uploads(playlistId, token, signal);
  return answer === null ? null : readUploads(answer);
}

async function outcomes(
  client: YoutubeClient,
  uploads: readonly Upload[],
  wanted: Wanted,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const ids = uploads.filter((upload) => isHopeful(upload, wanted)).map(({ videoId }) => videoId);
  const found = ids.length === 0 ? new Map<string, Video | 'upcoming'>() : readVideos(await client.videos(ids, signal));
  return uploads.map((upload) => {
    if (upload.private) return 'private';
    if (!isHopeful(upload, wanted)) return 'outside';
    const video = found.get(upload.videoId) ?? 'deleted';
    return video === 'deleted' || video === 'upcoming' || isWithin(video.publishedAt, wanted) ? video : 'outside';
  });
}

function isVideo(outcome: Outcome): outcome is Video {
  return typeof outcome === 'object';
}

/** Worth asking for: not private, and not known to lie outside the time asked for. */
function isHopeful(upload: Upload, wanted: Wanted): boolean {
  return !upload.private && (upload.publishedAt === null || isWithin(upload.publishedAt, wanted));
}

function isWithin(instant: number | null, { since, until }: Wanted): boolean {
  if (since === null && until === null) return true;
  return instant !== null && instant >= (since ?? -Infinity) && instant < (until ?? Infinity);
}

function isWhollyBefore(uploads: readonly Upload[], since: number | null): boolean {
  const dates = uploads.flatMap(({ publishedAt }) => publishedAt ?? []);
  return since !== null && dates.length > 0 && dates.every((date) => date < since);
}

/** Counts in the playlist's order, so that what lies behind the last wanted video is as if it had never been read. */
function upTo(limit: number, all: readonly Outcome[]): ReadUploads {
  const videos: Video[] = [];
  const skipped = { deleted: 0, private: 0, upcoming: 0 };
  for (const outcome of all) {
    if (videos.length >= limit) break;
    if (isVideo(outcome)) videos.push(outcome);
    else if (outcome !== 'outside') skipped[outcome]++;
  }
  return { videos, skipped };
}

import { setImmediate } from 'node:timers/promises';
import { mostPages } from '../../domain/most-pages.js';
import type { Video } from '../../domain/video.js';
import { interrupted } from '../http/deadline.js';
import type { Skipped, VideoRequest } from '../ports.js';
import type { Upload } from './answers.js';
import type { KnownUploads } from './known-uploads.js';
import { pagesOf } from './pages.js';
import type { YoutubeQuestions } from './questions.js';
import { isHopeful, videosOfPage, type Outcome } from './videos-of-page.js';

/** The public videos of an uploads playlist, in its order, and what was left out on the way. */
export interface ReadUploads {
  readonly videos: readonly Video[];
  readonly skipped: Skipped;
  /** When the oldest of the lists and counts in use was read (milliseconds). */
  readonly oldestAt: number;
  /** The same of the counts alone; Infinity without a video. */
  readonly countedAt: number;
  /** How many uploads were gone through when most of them were dead and the reading was ended; null otherwise. */
  readonly endedAfter: number | null;
  /** True when nothing had to be asked. */
  readonly cached: boolean;
}

type Wanted = Pick<VideoRequest, 'limit' | 'since' | 'until' | 'onePage' | 'fresh' | 'signal'>;

/** Questions about known videos that are under way at the same time. */
const AT_ONCE = 6;

/**
 * Reads uploads page by page; a page's videos are asked for while the next page loads. A next page is asked for ahead
 * only when it is needed whatever the answers say, so that n uploads cost at most 2·ceil(n/50) requests, and a limit
 * costs no page too many; nor, when most uploads are dead, more than `mostPages`.
 * @param halt aborted by the first failure, so that nothing more is sent
 * @throws Failure of the client, the first one, once all requests that were under way have ended: they are paid for,
 * and their answers kept; `interrupted` for who does not wait for that
 */
export async function readAllUploads(
  questions: YoutubeQuestions,
  known: KnownUploads,
  playlistId: string,
  wanted: Wanted,
  halt: AbortController,
  onRead: (videos: number) => void,
): Promise<ReadUploads> {
  const limit = wanted.limit ?? Infinity;
  // A date to go back to may lie any number of pages deep.
  const most = wanted.onePage === true ? 1 : wanted.until === null ? mostPages(wanted.limit) : Infinity;
  const asked: Promise<readonly Outcome[]>[] = [];
  const order: Upload[] = [];
  const listedAt: number[] = [];
  let [hoped, read, cached, ended] = [0, 0, true, false];
  try {
    for await (const page of pagesOf(questions, known.list, playlistId, wanted.fresh)) {
      order.push(...page.uploads);
      if (page.fetchedAt !== null) listedAt.push(page.fetchedAt);
      cached &&= page.cached;
      ended = page.last;
      // Pages wait for one another, and the end for the last of them: the next one is asked for before these videos.
      const found = setImmediate()
        .then(() => videosOfPage(questions, known, page.uploads, wanted))
        .then((videos) => {
          cached &&= videos.cached;
          onRead((read += videos.outcomes.filter(isVideo).length));
          return videos.outcomes;
        });
      asked.push(found);
      found.catch((error: unknown) => {
        halt.abort(error);
      });
      hoped += page.uploads.filter((upload) => isHopeful(upload, wanted)).length;
      if (hoped >= limit) hoped = (await Promise.all(asked)).flat().filter(isVideo).length;
      else await asked.at(-AT_ONCE);
      if (hoped >= limit || asked.length >= most || isWhollyBefore(page.uploads, wanted.since)) break;
    }
    const { videos, skipped } = upTo(limit, (await Promise.all(asked)).flat());
    const countedAt = least(videos.flatMap(({ id }) => known.countedAt(id ?? '') ?? []));
    const isShort = wanted.onePage !== true && videos.length < limit;
    const endedAfter = isShort && asked.length >= most && !ended ? order.length : null;
    return {
      videos,
      skipped,
      cached,
      endedAfter,
      oldestAt: Math.min(least(listedAt), countedAt),
      countedAt,
    };
  } catch (error) {
    halt.abort(error);
    await Promise.allSettled(asked);
    // Whoever pressed Ctrl-C is told so, whatever failed before. Else what failed first is the reason; others may have
    // failed for want of being sent.
    if (wanted.signal?.aborted === true) throw interrupted();
    halt.signal.throwIfAborted();
    throw error;
  } finally {
    // What was learnt before a failure need not be paid for again.
    known.keep();
  }
}

/** Of more than a spread can take. */
function least(times: readonly number[]): number {
  return times.reduce((a, b) => Math.min(a, b), Infinity);
}

function isVideo(outcome: Outcome): outcome is Video {
  return typeof outcome === 'object';
}

function isWhollyBefore(uploads: readonly Upload[], since: number | null): boolean {
  const dates = uploads.flatMap(({ publishedAt }) => publishedAt ?? []);
  return since !== null && dates.length > 0 && dates.every((date) => date < since);
}

/** Counts in the playlist's order, so that what lies behind the last wanted video is as if it had never been read. */
function upTo(limit: number, all: readonly Outcome[]): Pick<ReadUploads, 'videos' | 'skipped'> {
  const videos: Video[] = [];
  const skipped = { deleted: 0, private: 0, upcoming: 0 };
  for (const outcome of all) {
    if (videos.length >= limit) break;
    if (isVideo(outcome)) videos.push(outcome);
    else if (outcome !== 'outside') skipped[outcome]++;
  }
  return { videos, skipped };
}

import type { Video } from '../../domain/video.js';
import type { Skipped, VideoRequest } from '../ports.js';
import type { Counts, Upload } from './answers.js';
import { BucketSpent } from '../http/key-ring.js';
import type { KnownUploads } from './known-uploads.js';
import type { YoutubeQuestions } from './questions.js';
import type { Got } from '../http/cached.js';

/** What came of one upload; `outside` lies beyond the time asked for. */
export type Outcome = Video | keyof Skipped | 'outside';

export type Span = Pick<VideoRequest, 'since' | 'until'>;

/**
 * What came of the uploads of one page, 50 at most, by one request or none: when something about some of them is not
 * known, all of them are read anew, for that costs no more; else those of old counts are counted anew, or read anew where
 * the allowance for counting is spent.
 * @returns the outcomes in the order of the uploads, and whether nothing had to be asked
 */
export async function videosOfPage(
  questions: YoutubeQuestions,
  known: KnownUploads,
  uploads: readonly Upload[],
  span: Span,
): Promise<{ readonly outcomes: readonly Outcome[]; readonly cached: boolean }> {
  const hopeful = uploads.filter((upload) => isHopeful(upload, span)).map(({ videoId }) => videoId);
  const wanting = hopeful.filter((id) => known.needs(id) !== null);
  const wantsFacts = wanting.some((id) => known.needs(id) === 'facts');
  const counted = wantsFacts || wanting.length === 0 ? null : await countsUnlessSpent(questions, wanting);
  if (counted !== null) {
    for (const id of wanting) known.learnCounts(id, counted.value.get(id) ?? null, counted.fetchedAt);
  } else if (wanting.length > 0) {
    const { value, fetchedAt } = await questions.videos(wanting);
    for (const id of wanting) known.learnFacts(id, value.get(id) ?? 'deleted', fetchedAt);
  }
  const outcomes = uploads.map((upload): Outcome => {
    if (upload.private) return 'private';
    if (!isHopeful(upload, span)) return 'outside';
    const fate = known.fate(upload.videoId) ?? 'deleted';
    return typeof fate === 'string' || isWithin(fate.publishedAt, span) ? fate : 'outside';
  });
  return { outcomes, cached: wanting.length === 0 };
}

/** Null when the allowance for counting, which is one of its own, is spent: there may be units left to read all of them. */
async function countsUnlessSpent(
  questions: YoutubeQuestions,
  ids: readonly string[],
): Promise<Got<ReadonlyMap<string, Counts>> | null> {
  try {
    return await questions.counts(ids);
  } catch (error) {
    if (error instanceof BucketSpent) return null;
    throw error;
  }
}

/** Worth asking for: not private, and not known to lie outside the time asked for. */
export function isHopeful(upload: Upload, span: Span): boolean {
  return !upload.private && (upload.publishedAt === null || isWithin(upload.publishedAt, span));
}

function isWithin(instant: number | null, { since, until }: Span): boolean {
  if (since === null && until === null) return true;
  return instant !== null && instant >= (since ?? -Infinity) && instant < (until ?? Infinity);
}

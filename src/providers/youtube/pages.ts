import { PAGE_SIZE } from '../../domain/most-pages.js';
import type { Upload } from './answers.js';
import { noSuchShape, RequestRefused } from './failures.js';
import { AGES, type YoutubeQuestions } from './questions.js';
import type { UploadList } from './upload-list.js';

/** Some uploads that were not seen before, in the order of the playlist. */
export interface Page {
  readonly uploads: readonly Upload[];
  /** When the playlist said so (milliseconds); null for what an earlier run read of it. */
  readonly fetchedAt: number | null;
  readonly cached: boolean;
  /** True when nothing comes after it. */
  readonly last: boolean;
}

/**
 * The pages of an uploads playlist, newest first, each asked for when it is wanted. Where a page ends within what is
 * known already, the known list goes on from there, some of it read anew by turns.
 * @param fresh whether no kept page is taken from the top
 * @throws Failure of the client, `provider` when pages go round in a circle
 */
export async function* pagesOf(
  questions: Pick<YoutubeQuestions, 'uploads'>,
  list: UploadList,
  playlistId: string,
  fresh = false,
): AsyncGenerator<Page, void, undefined> {
  const seen = new Set<string>();
  const tokens = new Set<string | null>();
  let token: string | null = null;
  // Pages are positions: one that was kept does not go with a page before it that was read just now.
  let maxAgeMs: number = fresh ? 0 : AGES.uploads;
  do {
    tokens.add(token);
    const { value: page, fetchedAt, cached } = await questions.uploads(playlistId, token, maxAgeMs);
    if (page === null) return;
    if (!cached) maxAgeMs = 0;
    list.walk(token, page, fetchedAt);
    const uploads = unseen(page.uploads, seen);
    yield { uploads: see(uploads, seen), fetchedAt, cached, last: page.next === null };
    token = page.next;
    // A look that is answered by what was kept a moment ago asks for nothing.
    if (token !== null && (yield* knownPages(questions, list, playlistId, seen, cached ? 0 : list.turns))) return;
    if (token !== null && tokens.has(token)) throw noSuchShape('list of uploads: its pages go round in a circle');
  } while (token !== null);
}

/**
 * What is known to come after the pages from the top, as pages.
 * @param turns how many of its pages may be read anew
 * @returns whether that is the end; else the playlist is to be followed further
 */
async function* knownPages(
  questions: Pick<YoutubeQuestions, 'uploads'>,
  list: UploadList,
  playlistId: string,
  seen: Set<string>,
  turns: number,
): AsyncGenerator<Page, boolean, undefined> {
  const rest = (): readonly Upload[] => unseen(list.rest() ?? [], seen);
  if (list.rest() === null) return false;
  let left = turns;
  let at = list.numbers.from;
  do {
    // Pages may hold less than they could: before the last of the known ones all that are left have their turn.
    const to = rest().length > PAGE_SIZE ? at + 1 : list.numbers.to;
    for (let number = at; number < to && left > 0; number++) {
      const token = list.dueToken(number);
      if (token === null) continue;
      left--;
      await readAgain(questions, list, playlistId, number, token);
    }
    const uploads = rest();
    const last = uploads.length <= PAGE_SIZE && list.complete;
    yield { uploads: see(uploads.slice(0, PAGE_SIZE), seen), fetchedAt: null, cached: true, last };
    at++;
  } while (rest().length > 0);
  return list.rest() !== null && list.complete;
}

/** Reads a page by the token that was kept of it; nothing is known any more when that is not taken, or does not fit. */
async function readAgain(
  questions: Pick<YoutubeQuestions, 'uploads'>,
  list: UploadList,
  playlistId: string,
  number: number,
  token: string,
): Promise<void> {
  try {
    const { value: page, fetchedAt } = await questions.uploads(playlistId, token, 0);
    if (page === null) list.forget();
    else list.replace(number, page, fetchedAt);
  } catch (error) {
    if (!(error instanceof RequestRefused)) throw error;
    list.forget();
  }
}

function unseen(uploads: readonly Upload[], seen: ReadonlySet<string>): readonly Upload[] {
  return uploads.filter(({ videoId }) => !seen.has(videoId));
}

function see(uploads: readonly Upload[], seen: Set<string>): readonly Upload[] {
  for (const { videoId } of uploads) seen.add(videoId);
  return uploads;
}

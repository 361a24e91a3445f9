import { PAGE_SIZE } from '../../domain/most-pages.js';
import type { Upload } from './answers.js';
import { noSuchShape } from './failures.js';
import type { KnownUploads } from './known-uploads.js';
import { AGES, type YoutubeQuestions } from './questions.js';

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
 * known already, the known list goes on from there.
 * @throws Failure of the client, `provider` when pages go round in a circle
 */
export async function* pagesOf(
  questions: YoutubeQuestions,
  known: KnownUploads,
  playlistId: string,
): AsyncGenerator<Page, void, undefined> {
  const seen = new Set<string>();
  const unseen = (uploads: readonly Upload[]) =>
    uploads.filter(({ videoId }) => !seen.has(videoId) && seen.add(videoId));
  const tokens = new Set<string | null>();
  let token: string | null = null;
  // Pages are positions: one that was kept does not go with a page before it that was read just now.
  let maxAgeMs: number = AGES.uploads;
  do {
    tokens.add(token);
    const { value: page, fetchedAt, cached } = await questions.uploads(playlistId, token, maxAgeMs);
    if (page === null) return;
    if (!cached) maxAgeMs = 0;
    const rest = page.next === null ? null : known.after(page.uploads.at(-1)?.videoId);
    const uploads = unseen(page.uploads);
    const old = unseen(rest ?? []);
    const endsInKnown = rest !== null && known.complete;
    yield { uploads, fetchedAt, cached, last: page.next === null || (endsInKnown && old.length === 0) };
    for (let at = 0; at < old.length; at += PAGE_SIZE) {
      const last = endsInKnown && at + PAGE_SIZE >= old.length;
      yield { uploads: old.slice(at, at + PAGE_SIZE), fetchedAt: null, cached: true, last };
    }
    if (endsInKnown) return;
    token = page.next;
    if (token !== null && tokens.has(token)) throw noSuchShape('list of uploads: its pages go round in a circle');
  } while (token !== null);
}

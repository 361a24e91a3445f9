import { isSendable } from '../../domain/sendable-key.js';
import { askedWait } from '../http/again.js';
import { parsedJson } from '../http/parsed-json.js';
import type { Http } from '../http/request.js';
import type { KeyVerdict } from '../ports.js';
import { isSpent, noSuchShape, youtubeFailure } from './failures.js';
import { Shape } from './shape.js';

/** What a key has left, by the ledger. */
export interface KeyBook {
  /** Books one unit; false when none is left. */
  readonly reserve: () => boolean;
  /** Whether YouTube itself said that nothing is left. */
  readonly isExhausted: () => boolean;
  readonly exhaust: () => void;
}

/**
 * Asks YouTube the cheapest question there is (one video category, one unit) with one key. A spent key is not asked.
 * @throws Failure `provider` when YouTube cannot be reached or answers with nonsense, `quota` for a passing rate limit,
 * `interrupted`
 */
export async function testYoutubeKey(
  access: {
    readonly baseUrl: string;
    readonly key: string;
    readonly http: Http;
    /** Milliseconds since 1970. */
    readonly now: () => number;
    readonly signal: AbortSignal;
  },
  book: KeyBook,
): Promise<KeyVerdict> {
  const { baseUrl, key, http, signal } = access;
  if (!isSendable(key)) {
    return { state: 'refused', reason: 'It holds characters that no key has.', requests: 0 };
  }
  let requests = 0;
  const nothingLeft = new Error('nothing left');
  const answered = await http
    .request({
      provider: 'YouTube',
      method: 'GET',
      url: new URL(`${baseUrl.replace(/\/+$/, '')}/youtube/v3/videoCategories?part=snippet&id=1&fields=items%2Fid`),
      headers: { 'x-goog-api-key': key, accept: 'application/json' },
      secrets: [key],
      maxBytes: 100_000,
      tooLong: 'fail',
      onTry: () => {
        if (!book.reserve()) throw nothingLeft;
        requests++;
      },
      signal,
    })
    .catch((error: unknown) => {
      if (error !== nothingLeft) throw error;
      return null;
    });
  if (answered === null) {
    const said = book.isExhausted() ? 'as YouTube itself said today' : 'by our own count';
    return { state: 'spent', reason: `Nothing is left of its daily quota, ${said}.`, requests };
  }
  const { status, body } = answered;
  const answer = parsedJson(body);
  if (status === 200) {
    checkCategories(answer);
    return { state: 'ok', reason: null, requests };
  }
  const failure = youtubeFailure(status, answer, undefined, askedWait(answered, access.now()));
  if (failure.kind === 'key') return { state: 'refused', reason: `${failure.message} ${failure.hint}`, requests };
  // There is always a category 1: whoever has not heard of it is not YouTube.
  if (failure.kind === 'not-found') throw noSuchShape(CATEGORIES);
  if (!isSpent(status, answer)) throw failure;
  book.exhaust();
  return { state: 'spent', reason: failure.message, requests };
}

const CATEGORIES = 'list of video categories';

/** A page of a proxy is no word of YouTube's. @throws Failure `provider` */
function checkCategories(answer: unknown): void {
  for (const item of Shape.of(answer, CATEGORIES).list('items')) Shape.of(item, CATEGORIES).text('id');
}

import { NO_COST } from '../domain/source.js';
import { Failure } from '../errors.js';
import { CachedAnswers, type Sent } from './http/cached.js';
import type { Http } from './http/request.js';
import type { AnswerCache, Reading, SuggestSource } from './ports.js';

export interface SuggestParts {
  /** Root of the host, `https://suggestqueries.google.com/` or a gateway's. */
  readonly baseUrl: string;
  readonly http: Http;
  readonly cache: AnswerCache;
  readonly reading: Reading;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

type Asked = Parameters<SuggestSource['suggest']>[0];

const DAY_MS = 24 * 60 * 60_000;
const MOST_BYTES = 200_000;

/**
 * What YouTube's search box completes, by the undocumented address that browsers use. One request, no key.
 * @throws Failure from `suggest`: `provider`, `quota`, `interrupted`, `not-found` when offline with nothing kept
 */
export function suggestSource(parts: SuggestParts): SuggestSource {
  const answers = new CachedAnswers(parts);
  return {
    suggest: async (asked) => {
      const onTry = (): void => asked.onCost?.({ ...NO_COST, requests: 1 });
      const send = (etag: string | null): Promise<Sent | null> => ask(parts, asked, etag, onTry);
      const { value, fetchedAt, cached } = await answers.ask({
        key: { provider: 'suggest', operation: 'complete', arguments: argumentsOf(asked) },
        what: `the completions of "${asked.query}"`,
        maxAgeMs: DAY_MS,
        send,
        read: readCompletions,
        signal: asked.signal,
      });
      return { words: value, fetchedAt, cached };
    },
  };
}

function argumentsOf({ query, region, language }: Asked): Record<string, string> {
  return {
    client: 'firefox',
    ds: 'yt',
    ...(language === null ? {} : { hl: language }),
    ...(region === null ? {} : { gl: region }),
    q: query,
  };
}

async function ask(parts: SuggestParts, asked: Asked, etag: string | null, onTry: () => void): Promise<Sent | null> {
  const words = new URLSearchParams(argumentsOf(asked));
  const { status, headers, body } = await parts.http.request({
    provider: 'The autocomplete of YouTube',
    method: 'GET',
    url: new URL(`${parts.baseUrl.replace(/\/+$/, '')}/complete/search?${words.toString()}`),
    ...(etag === null ? {} : { headers: { 'if-none-match': etag } }),
    maxBytes: MOST_BYTES,
    tooLong: 'fail',
    onTry,
    ...(asked.signal === undefined ? {} : { signal: asked.signal }),
  });
  if (status === 304) return null;
  if (status === 200) return { body, etag: headers.get('etag') };
  if (status === 429) {
    throw new Failure('quota', 'The autocomplete of YouTube asks to slow down.', 'Try again in a few minutes.');
  }
  throw new Failure('provider', `The autocomplete of YouTube failed (HTTP ${status}).`, 'Try again later.');
}

/** `["query", ["first", "second", …], …]`; more may follow. @throws Failure `provider` */
function readCompletions(body: string): readonly string[] {
  const list = listIn(body);
  if (list === null) {
    throw new Failure(
      'provider',
      'The autocomplete of YouTube answered something that is no list of words.',
      'Try again later; a proxy or gateway may be in between.',
    );
  }
  return [...new Set(list.map((word) => word.trim()).filter((word) => word !== ''))];
}

function listIn(body: string): readonly string[] | null {
  try {
    const answer: unknown = JSON.parse(body);
    const list: unknown = Array.isArray(answer) ? answer[1] : null;
    return Array.isArray(list) && list.every((word) => typeof word === 'string') ? list : null;
  } catch {
    return null;
  }
}

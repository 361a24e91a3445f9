import type { KeyVerdict } from '../ports.js';
import type { Http, HttpAnswer } from './request.js';

/** A question that costs nothing, asked to see whether a key is good. */
export interface KeyQuestion {
  /** `Gemini` */
  readonly provider: string;
  readonly url: string;
  readonly key: string;
  /** The header that carries the key. */
  readonly header: (key: string) => Readonly<Record<string, string>>;
  readonly http: Http;
  readonly signal: AbortSignal;
}

/**
 * Asks with one key and leaves the verdict to `judge`. A key that cannot travel in a header is refused unsent.
 * @param judge why the key is refused; null when it is good. @throws Failure when the answer says nothing of the key
 * @throws Failure `provider` when the provider cannot be reached, `interrupted`
 */
export async function verdictOn(
  { provider, url, key, header, http, signal }: KeyQuestion,
  judge: (answer: HttpAnswer) => string | null,
): Promise<KeyVerdict> {
  if (!/^[\x21-\x7e]+$/.test(key)) {
    return { state: 'refused', reason: 'It holds characters that no key has.', requests: 0 };
  }
  let requests = 0;
  const answer = await http.request({
    provider,
    method: 'GET',
    url: new URL(url),
    headers: { ...header(key), accept: 'application/json' },
    secrets: [key],
    maxBytes: 100_000,
    tooLong: 'fail',
    onTry: () => {
      requests++;
    },
    signal,
  });
  const reason = judge(answer);
  return { state: reason === null ? 'ok' : 'refused', reason, requests };
}

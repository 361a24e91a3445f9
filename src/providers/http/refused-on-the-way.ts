import { Failure } from '../../errors.js';
import { parsedJson } from './parsed-json.js';
import type { HttpAnswer } from './request.js';

/**
 * The Failure behind a 401 or 403 that is no JSON: an API that refuses a key says so in JSON, and what is anything else
 * was said on the way to it. Null for every other answer.
 */
export function refusedOnTheWay(
  provider: string,
  { status, body }: Pick<HttpAnswer, 'status' | 'body'>,
): Failure | null {
  if ((status !== 401 && status !== 403) || parsedJson(body) !== null) return null;
  const hint = 'a proxy or gateway may be in between: check the network';
  return new Failure('provider', `${provider} refused the request (HTTP ${status})`, hint);
}

import type { Context } from 'hono';
import { callerOf, type ServerEnv } from '../http/route.js';
import { Problem } from '../http/problem.js';
import { freshId } from '../random-text.js';
import { tokenHash } from '../secrets.js';
import { claimKey, keepAnswer, releaseKey } from './kept-answers.js';

/** Visible ASCII, as a UUID is. */
const KEY = /^[\x21-\x7e]{1,255}$/;
/** Then nothing was begun, or it may be tried again: such an answer is not kept. */
const NOT_KEPT = [400, 401, 403, 413, 415, 429, 503];
/** What of an answer belongs to it; the rest is made anew each time. */
const KEPT_HEADERS = ['content-type', 'location'];

interface Kept {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Does a request with an Idempotency-Key once, however often it comes within 24 hours, and gives the same answer each
 * time: Stripe's semantics. Kept per account, under the hash of the key and sealed, for an answer may hold a fresh token.
 * @throws Problem `unprocessable` for another request with the same key, `conflict` while the first is under way
 */
export async function once(
  context: Context<ServerEnv>,
  key: string,
  next: () => Promise<void>,
): Promise<Response | undefined> {
  const { database, now, secretBytes, secrets } = context.get('parts');
  if (!KEY.test(key)) {
    throw new Problem('invalid-request', { detail: 'Idempotency-Key: 1 to 255 visible ASCII characters.' });
  }
  const { method, url } = context.req;
  const { pathname, search } = new URL(url);
  const request = {
    accountId: callerOf(context).account.id,
    keyHash: tokenHash(key),
    // Of a body that may hold a password: a plain hash could be guessed at.
    requestHash: secrets.fingerprint(JSON.stringify([method, pathname, search, await context.req.text()])),
    claim: freshId(secretBytes),
  };
  const claimed = await claimKey(database.reader, request, now());
  if (claimed.state === 'another request') {
    throw new Problem('unprocessable', { detail: 'This Idempotency-Key was used for another request.' });
  }
  if (claimed.state === 'under way') {
    throw new Problem('conflict', { detail: 'The first request with this Idempotency-Key is still under way.' });
  }
  const sealedFor = `answer ${request.accountId} ${request.keyHash}`;
  if (claimed.state === 'answered') {
    const { status, headers, body } = JSON.parse(secrets.open(claimed.answer, sealedFor)) as Kept;
    return new Response(status === 204 ? null : body, {
      status,
      headers: { ...headers, 'idempotent-replayed': 'true' },
    });
  }
  await next();
  const { res } = context;
  if (NOT_KEPT.includes(res.status) && !context.get('begun')) {
    await releaseKey(database.reader, request);
    return undefined;
  }
  const headers = Object.fromEntries([...res.headers].filter(([name]) => KEPT_HEADERS.includes(name)));
  const kept: Kept = { status: res.status, headers, body: await res.clone().text() };
  await keepAnswer(database.reader, request, secrets.seal(JSON.stringify(kept), sealedFor, secretBytes));
  return undefined;
}

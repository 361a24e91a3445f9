import type { Reader } from '../database/database.js';
import { prepared } from '../database/prepared.js';
import type { Caller } from '../http/access.js';
import { tokenHash } from '../secrets.js';
import { IDLE_MS, USED_STEP_MS } from './session-ages.js';

/** What names a session: the claims of an access token, or what the cookie holds. */
export type SessionKey = { readonly sessionId: string; readonly accountId: string } | { readonly cookieHash: string };

/** Sessions with their accounts. */
const withAccount = (reader: Reader) =>
  reader
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.accountId')
    .select([
      'session.id as sessionId',
      'session.accountId',
      'session.kind',
      'session.label',
      'session.cookieHash',
      'session.createdAt as sessionCreatedAt',
      'session.usedAt',
      'session.idleUntil',
      'session.until',
      'session.endedAt',
      'account.email',
      'account.emailKey',
      'account.passwordHash',
      'account.role',
      'account.plan',
      'account.state',
      'account.createdAt',
    ]);

const byId = prepared((reader, sessionId = '', accountId = '') =>
  withAccount(reader).where('session.id', '=', sessionId).where('session.accountId', '=', accountId),
);
const byCookie = prepared((reader, hash = '') => withAccount(reader).where('session.cookieHash', '=', hash));

/** The session and its account, both as they are at this moment; null when either may not act. */
export async function liveCaller(reader: Reader, key: SessionKey, now: number): Promise<Caller | null> {
  const [found] =
    'sessionId' in key ? await byId(reader, key.sessionId, key.accountId) : await byCookie(reader, key.cookieHash);
  if (found?.state !== 'active') return null;
  if (found.endedAt !== null || found.idleUntil <= now || found.until <= now) return null;
  const { sessionId, accountId, kind, label, cookieHash, sessionCreatedAt, usedAt, idleUntil, until, endedAt } = found;
  const { email, emailKey, passwordHash, role, plan, state, createdAt } = found;
  return {
    account: { id: accountId, email, emailKey, passwordHash, role, plan, state, createdAt },
    session: {
      id: sessionId,
      accountId,
      kind,
      label,
      cookieHash,
      createdAt: sessionCreatedAt,
      usedAt,
      idleUntil,
      until,
      endedAt,
    },
    scopes: null,
  };
}

/**
 * Whom the cookie of the page is of. That it was used is written down, once a minute at most: a browser refreshes nothing,
 * so this alone keeps its session from being idle.
 */
export async function cookieCaller(reader: Reader, cookie: string, now: number): Promise<Caller | null> {
  const caller = await liveCaller(reader, { cookieHash: tokenHash(cookie) }, now);
  const session = caller?.session ?? null;
  if (session !== null && now - session.usedAt >= USED_STEP_MS) {
    const idleUntil = Math.min(now + IDLE_MS, session.until);
    await reader.updateTable('session').set({ usedAt: now, idleUntil }).where('id', '=', session.id).execute();
  }
  return caller;
}

import type { Reader, Writer } from '../database/database.js';
import type { Account, Session } from '../database/tables.js';
import type { Parts } from '../parts.js';
import { freshId, freshToken } from '../random-text.js';
import { tokenHash } from '../secrets.js';
import { signAccessToken } from './access-token.js';
import { GRACE_MS, IDLE_MS, LONGEST_MS } from './session-ages.js';

const REFRESH_PREFIX = 'isr_';
const COOKIE_PREFIX = 'isc_';

/** What a command line is given when it signs in, and each time it refreshes. */
export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
}

type SessionParts = Pick<Parts, 'now' | 'secretBytes' | 'secrets' | 'settings'>;

/** Begins a session of a command line. @param label what a person knows the machine by */
export async function beginCliSession(
  writer: Writer,
  account: Account,
  label: string,
  parts: SessionParts,
): Promise<TokenPair> {
  const session = newSession(account, { kind: 'cli', label, cookieHash: null }, parts);
  await writer.insertInto('session').values(session).execute();
  return issuePair(writer, session, parts);
}

/** Begins a session of the web page. @returns what its cookie holds */
export async function beginWebSession(
  writer: Writer,
  account: Account,
  label: string,
  parts: SessionParts,
): Promise<string> {
  const cookie = freshToken(COOKIE_PREFIX, parts.secretBytes);
  const session = newSession(account, { kind: 'web', label, cookieHash: tokenHash(cookie) }, parts);
  await writer.insertInto('session').values(session).execute();
  return cookie;
}

/** Whether a refresh token was ever given out. */
export async function isRefreshToken(reader: Reader, token: string): Promise<boolean> {
  const hash = tokenHash(token);
  const found = await reader.selectFrom('refreshToken').select('hash').where('hash', '=', hash).executeTakeFirst();
  return found !== undefined;
}

export type Refreshed =
  | { readonly outcome: 'refreshed'; readonly pair: TokenPair; readonly session: Session }
  /** Unknown, over, or of an account that may not. */
  | { readonly outcome: 'refused' }
  /** It was used before, and not just now: somebody has a copy, so the session was ended. */
  | { readonly outcome: 'stolen'; readonly session: Session };

/**
 * Exchanges a refresh token for the next. One that comes a second time within ten seconds is taken once more (two
 * processes of one machine); later it is taken for stolen, and the session with all its tokens ends.
 */
export async function refresh(writer: Writer, token: string, parts: SessionParts): Promise<Refreshed> {
  const now = parts.now();
  const hash = tokenHash(token);
  const found = await writer.selectFrom('refreshToken').selectAll().where('hash', '=', hash).executeTakeFirst();
  if (found === undefined) return { outcome: 'refused' };
  const session = await liveSession(writer, found.sessionId, now);
  if (session === null) return { outcome: 'refused' };
  if (found.usedAt !== null && now - found.usedAt > GRACE_MS) {
    await endSession(writer, session.id, now);
    return { outcome: 'stolen', session };
  }
  if (found.usedAt === null) {
    await writer.updateTable('refreshToken').set({ usedAt: now }).where('hash', '=', hash).execute();
  }
  const idleUntil = Math.min(now + IDLE_MS, session.until);
  await writer.updateTable('session').set({ usedAt: now, idleUntil }).where('id', '=', session.id).execute();
  return { outcome: 'refreshed', pair: await issuePair(writer, session, parts), session };
}

/** A session that has not ended, of an account that may sign in. */
export async function liveSession(reader: Reader, id: string, now: number): Promise<Session | null> {
  const session = await reader
    .selectFrom('session')
    .selectAll('session')
    .innerJoin('account', 'account.id', 'session.accountId')
    .where('session.id', '=', id)
    .where('session.endedAt', 'is', null)
    .where('session.idleUntil', '>', now)
    .where('session.until', '>', now)
    .where('account.state', '=', 'active')
    .executeTakeFirst();
  return session ?? null;
}

/** Ends a session: its tokens are refused from the next request on. */
export async function endSession(writer: Writer, id: string, now: number): Promise<void> {
  await writer.updateTable('session').set({ endedAt: now }).where('id', '=', id).where('endedAt', 'is', null).execute();
}

/**
 * Ends every session of an account but one, and those that are about to begin: a device that was let in and has not come
 * for its tokens yet. @param except null for all of them @returns how many ended
 */
export async function endSessions(
  writer: Writer,
  accountId: string,
  now: number,
  except: string | null,
): Promise<number> {
  let query = writer
    .updateTable('session')
    .set({ endedAt: now })
    .where('accountId', '=', accountId)
    .where('endedAt', 'is', null);
  if (except !== null) query = query.where('id', '!=', except);
  const { numUpdatedRows } = await query.executeTakeFirst();
  await writer.deleteFrom('deviceGrant').where('accountId', '=', accountId).where('state', '=', 'approved').execute();
  return Number(numUpdatedRows);
}

function newSession(
  account: Account,
  part: Pick<Session, 'kind' | 'label' | 'cookieHash'>,
  { now, secretBytes }: SessionParts,
): Session {
  const at = now();
  return {
    ...part,
    id: freshId(secretBytes),
    accountId: account.id,
    createdAt: at,
    usedAt: at,
    idleUntil: at + IDLE_MS,
    until: at + LONGEST_MS,
    endedAt: null,
  };
}

async function issuePair(writer: Writer, session: Session, parts: SessionParts): Promise<TokenPair> {
  const refreshToken = freshToken(REFRESH_PREFIX, parts.secretBytes);
  await writer
    .insertInto('refreshToken')
    .values({ hash: tokenHash(refreshToken), sessionId: session.id, createdAt: parts.now(), usedAt: null })
    .execute();
  const claims = { accountId: session.accountId, sessionId: session.id };
  const accessToken = await signAccessToken(claims, freshId(parts.secretBytes), parts);
  return { accessToken, refreshToken };
}

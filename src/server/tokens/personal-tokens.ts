import type { Reader, Writer } from '../database/database.js';
import type { PersonalToken } from '../database/tables.js';
import { Problem } from '../http/problem.js';
import { SCOPES, type Caller, type Scope } from '../http/access.js';
import type { Parts } from '../parts.js';
import { freshId, freshToken } from '../random-text.js';
import { tokenHash } from '../secrets.js';

/** By this a request, a log and whoever searches code for secrets knows one. */
export const TOKEN_PREFIX = 'isp_';
const DAY_MS = 86_400_000;
/** A use is written down no more often than this. */
const USED_STEP_MS = 60_000;
/** More are a script gone wrong. */
const MOST_TOKENS = 50;

export interface TokenWish {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly days: number;
}

/** Makes a token. Its text is given back here and nowhere again. @throws Problem `conflict` where there are too many */
export async function addToken(
  writer: Writer,
  accountId: string,
  { name, scopes, days }: TokenWish,
  { now, secretBytes }: Pick<Parts, 'now' | 'secretBytes'>,
): Promise<{ readonly row: PersonalToken; readonly token: string }> {
  const at = now();
  if ((await liveTokens(writer, accountId, at)).length >= MOST_TOKENS) {
    throw new Problem('conflict', { detail: `An account has at most ${MOST_TOKENS} tokens: revoke one first.` });
  }
  const token = freshToken(TOKEN_PREFIX, secretBytes);
  const row = {
    id: freshId(secretBytes),
    accountId,
    name,
    hash: tokenHash(token),
    scopes: JSON.stringify(SCOPES.filter((scope) => scopes.includes(scope))),
    createdAt: at,
    expiresAt: at + days * DAY_MS,
    usedAt: null,
    revokedAt: null,
  };
  await writer.insertInto('personalToken').values(row).execute();
  return { row, token };
}

/** The tokens of an account that work, the newest first. */
export function liveTokens(reader: Reader, accountId: string, now: number): Promise<readonly PersonalToken[]> {
  return reader
    .selectFrom('personalToken')
    .selectAll()
    .where('accountId', '=', accountId)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now)
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .execute();
}

/** Takes the right from a token of an account, from the next request on. @returns false where there is no such token */
export async function revokeToken(writer: Writer, accountId: string, id: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await writer
    .updateTable('personalToken')
    .set({ revokedAt: now })
    .where('id', '=', id)
    .where('accountId', '=', accountId)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Takes the right from all tokens of an account: after its password or its address changed, or it was suspended. @returns how many there were */
export async function revokeTokens(writer: Writer, accountId: string, now: number): Promise<number> {
  const { numUpdatedRows } = await writer
    .updateTable('personalToken')
    .set({ revokedAt: now })
    .where('accountId', '=', accountId)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Whose a token is and what it may, as of this moment; null for one that does not hold. */
export async function tokenCaller(reader: Reader, token: string, now: number): Promise<Caller | null> {
  const kept = await reader
    .selectFrom('personalToken')
    .selectAll()
    .where('hash', '=', tokenHash(token))
    .executeTakeFirst();
  if (kept?.revokedAt !== null || kept.expiresAt <= now) return null;
  const account = await reader.selectFrom('account').selectAll().where('id', '=', kept.accountId).executeTakeFirst();
  if (account?.state !== 'active') return null;
  if (kept.usedAt === null || now - kept.usedAt >= USED_STEP_MS) {
    await reader.updateTable('personalToken').set({ usedAt: now }).where('id', '=', kept.id).execute();
  }
  return { account, session: null, scopes: scopesOf(kept) };
}

/** What a token may. */
export function scopesOf({ scopes }: PersonalToken): Scope[] {
  const kept: unknown = JSON.parse(scopes);
  return SCOPES.filter((scope) => Array.isArray(kept) && kept.includes(scope));
}

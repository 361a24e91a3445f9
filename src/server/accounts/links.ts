import type { Reader, Writer } from '../database/database.js';
import type { Account } from '../database/tables.js';
import type { Parts } from '../parts.js';
import { freshToken } from '../random-text.js';
import { tokenHash } from '../secrets.js';

/** A link is good for so long, and once. */
export const LINK_MS = 20 * 60_000;
const PREFIX = 'isl_';

export interface LinkParts extends Pick<Parts, 'now' | 'secretBytes'> {
  readonly settings: Pick<Parts['settings'], 'publicUrl'>;
}

export interface LinkWish {
  /** Null makes one that leads nowhere, with the same work. */
  readonly accountId: string | null;
  readonly purpose: 'password' | 'email' | 'register';
  /** The new address, of a change of address and of an account that is to be. */
  readonly email: string | null;
}

/** Where a link leads on the web page, by purpose; `?token=` follows. */
const PAGES = { password: '/reset', email: '/confirm-email', register: '/confirm-account' } as const;

/** Makes a link that is good once, for twenty minutes. Only its hash is kept: this is the only time it can be seen. */
export async function makeLink(writer: Writer, wish: LinkWish, parts: LinkParts): Promise<string> {
  const { now, secretBytes, settings } = parts;
  const token = freshToken(PREFIX, secretBytes);
  const createdAt = now();
  await writer
    .deleteFrom('link')
    .where('until', '<=', createdAt - LINK_MS)
    .execute();
  await writer
    .insertInto('link')
    .values({ ...wish, hash: tokenHash(token), createdAt, until: createdAt + LINK_MS, usedAt: null })
    .execute();
  return `${settings.publicUrl}${PAGES[wish.purpose]}?token=${token}`;
}

/** Whose link this is, while it is good; null for any other, and for an account that may not sign in. */
export async function linkedAccount(
  reader: Reader,
  { token, purpose }: { token: string; purpose: LinkWish['purpose'] },
  now: number,
): Promise<{ readonly account: Account; readonly newEmail: string | null } | null> {
  const found = await reader
    .selectFrom('link')
    .innerJoin('account', 'account.id', 'link.accountId')
    .selectAll('account')
    .select('link.email as newEmail')
    .where('link.hash', '=', tokenHash(token))
    .where('link.purpose', '=', purpose)
    .where('link.usedAt', 'is', null)
    .where('link.until', '>', now)
    .where('account.state', '=', 'active')
    .executeTakeFirst();
  if (found === undefined) return null;
  const { newEmail, ...account } = found;
  return { account, newEmail };
}

/** For which address a link makes an account, while it is good; null for any other. */
export async function linkedRegistration(reader: Reader, token: string, now: number): Promise<string | null> {
  const found = await reader
    .selectFrom('link')
    .select('email')
    .where('hash', '=', tokenHash(token))
    .where('purpose', '=', 'register')
    .where('usedAt', 'is', null)
    .where('until', '>', now)
    .executeTakeFirst();
  return found?.email ?? null;
}

/** Uses up a link. @returns whether it was still good: of two at once one gets true */
export async function useLink(writer: Writer, token: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await writer
    .updateTable('link')
    .set({ usedAt: now })
    .where('hash', '=', tokenHash(token))
    .where('usedAt', 'is', null)
    .where('until', '>', now)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Makes every link of an account useless: what was asked for before no longer holds. */
export async function dropLinks(writer: Writer, accountId: string): Promise<void> {
  await writer.deleteFrom('link').where('accountId', '=', accountId).execute();
}

import { sql } from 'kysely';
import { emailKey } from '../accounts/email-key.js';
import type { Reader } from '../database/database.js';
import type { Account } from '../database/tables.js';
import { cursorOf, type Place } from './page-cursor.js';

export interface AccountQuestion {
  /** Part of an address; empty for all. */
  readonly query: string;
  readonly role: Account['role'] | null;
  readonly state: Account['state'] | null;
  /** Only those after it. */
  readonly after: Place | null;
  readonly limit: number;
}

export interface AccountPage {
  readonly accounts: readonly Account[];
  /** Of the next page; null after the last one. */
  readonly next: string | null;
}

/** Accounts, the newest first, a page at a time: rows that come meanwhile move none of them. */
export async function findAccounts(reader: Reader, question: AccountQuestion): Promise<AccountPage> {
  const { query, role, state, after, limit } = question;
  let asked = reader.selectFrom('account').selectAll().orderBy('createdAt', 'desc').orderBy('id', 'desc');
  // PostgreSQL keeps no text with a zero byte in it, so no address has one.
  const wanted = emailKey(query.replaceAll('\0', '\ufffd'));
  if (wanted !== '') asked = asked.where(sql<boolean>`"emailKey" like ${`%${literal(wanted)}%`} escape '!'`);
  if (role !== null) asked = asked.where('role', '=', role);
  if (state !== null) asked = asked.where('state', '=', state);
  if (after !== null) {
    const { at, id } = after;
    asked = asked.where((which) =>
      which.or([which('createdAt', '<', at), which.and([which('createdAt', '=', at), which('id', '<', id)])]),
    );
  }
  const found = await asked.limit(limit + 1).execute();
  const accounts = found.slice(0, limit);
  const last = found.length > limit ? accounts.at(-1) : undefined;
  return { accounts, next: last === undefined ? null : cursorOf({ at: last.createdAt, id: last.id }) };
}

/** What LIKE would take for a pattern is meant as it is typed. */
function literal(text: string): string {
  return text.replace(/[!%_]/g, '!$&');
}

import type { Reader, Writer } from '../database/database.js';
import type { Account, NewAccount } from '../database/tables.js';
import { emailKey } from './email-key.js';

/** The account of an address, or null. */
export async function findByEmail(reader: Reader, email: string): Promise<Account | null> {
  const found = await reader
    .selectFrom('account')
    .selectAll()
    .where('emailKey', '=', emailKey(email))
    .executeTakeFirst();
  return found ?? null;
}

/** Makes an account; null when the address has one already. */
export async function addAccount(writer: Writer, account: Omit<NewAccount, 'emailKey'>): Promise<Account | null> {
  const made = await writer
    .insertInto('account')
    .values({ ...account, emailKey: emailKey(account.email) })
    .onConflict((conflict) => conflict.column('emailKey').doNothing())
    .returningAll()
    .executeTakeFirst();
  return made ?? null;
}

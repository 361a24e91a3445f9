import type { Writer } from '../database/database.js';
import type { Account } from '../database/tables.js';
import { Problem } from '../http/problem.js';
import type { Parts } from '../parts.js';
import { tokenHash } from '../secrets.js';
import { findByEmail } from './accounts.js';
import { checkPasswordOf, type CheckParts } from './check-password-of.js';
import { emailKey } from './email-key.js';

export interface SignIn {
  readonly email: string;
  readonly password: string;
  /** Where it comes from, as limits are counted. */
  readonly client: string;
}

const UNCONFIRMED = 'A new account works once it is confirmed by the link in its letter.';

/**
 * Signs somebody in by address and password, and begins what `begin` begins, in one transaction with what the sign-in
 * changes. The answer to a wrong password and to an address without an account is the same, after the same work.
 * @throws Problem `wrong-credentials`, `too-many-requests`, `busy`
 */
export async function signIn<T>(
  parts: CheckParts & Pick<Parts, 'mailer'>,
  { email, password, client }: SignIn,
  begin: (writer: Writer, account: Account) => Promise<T>,
): Promise<T> {
  const { database, mailer, passwords } = parts;
  // To everybody: whether this address waits to be confirmed is nobody else's business.
  const wrong = new Problem('wrong-credentials', mailer === null ? {} : { detail: UNCONFIRMED });
  const account = await findByEmail(database.reader, email);
  const checked = await checkPasswordOf(parts, {
    passwordHash: account?.state === 'active' ? account.passwordHash : null,
    subject: account?.id ?? null,
    password,
    key: signInKey(email),
    client,
  });
  if (account === null || checked === null) throw wrong;
  const renewed = checked.outdated ? await passwords.hash(password) : null;
  const begun = await database.write(async (writer) => {
    // The password may have been changed while the old one was looked at.
    const current = await writer
      .updateTable('account')
      .set({ passwordHash: renewed ?? account.passwordHash })
      .where('id', '=', account.id)
      .where('passwordHash', '=', account.passwordHash)
      .where('state', '=', 'active')
      .returningAll()
      .executeTakeFirst();
    return current === undefined ? null : { value: await begin(writer, current) };
  });
  if (begun === null) throw wrong;
  return begun.value;
}

/** What wrong passwords for an address are counted under, whether or not it has an account. */
export function signInKey(email: string): string {
  return `address ${tokenHash(emailKey(email))}`;
}

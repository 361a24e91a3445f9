import { audit } from '../audit/audit.js';
import type { Writer } from '../database/database.js';
import type { Account } from '../database/tables.js';
import type { Parts } from '../parts.js';
import { freshId } from '../random-text.js';
import { addAccount } from './accounts.js';
import { linkedRegistration, useLink } from './links.js';
import { badLink } from './password-reset.js';
import { checkPassword } from './password-rules.js';
import { newUser } from './register.js';

/** What somebody brings who was sent a link. */
export interface Confirmation {
  readonly token: string;
  /** Chosen here, by whoever has the letter: whoever asked for it may be anybody. */
  readonly password: string;
}

/**
 * Makes the account that a link stands for with the password that comes with it, and begins what `begin` begins, in one transaction.
 * @throws Problem `unprocessable` for a link that is not good, also since the address has an account by now,
 *   and for a password that nobody should take, `busy`
 */
export async function confirmRegistration<T>(
  parts: Parts,
  { token, password }: Confirmation,
  begin: (writer: Writer, account: Account) => Promise<T>,
): Promise<T> {
  const { commonPasswords, database, now, passwords, secretBytes } = parts;
  const email = await linkedRegistration(database.reader, token, now());
  if (email === null) throw badLink();
  await checkPassword(password, email, commonPasswords);
  const passwordHash = await passwords.hash(password);
  const id = freshId(secretBytes);
  const begun = await database.write(async (writer) => {
    if (!(await useLink(writer, token, now()))) return null;
    const account = await addAccount(writer, newUser(parts, email, passwordHash, id));
    if (account === null) return null;
    // What else was asked for with this address is answered by now.
    await writer.deleteFrom('link').where('purpose', '=', 'register').where('email', '=', email).execute();
    await audit(writer, now(), { actor: id, action: 'account.registered', subject: id, detail: {} });
    return { value: await begin(writer, account) };
  });
  if (begun === null) throw badLink();
  return begun.value;
}

import { audit } from '../audit/audit.js';
import type { Writer } from '../database/database.js';
import type { Account } from '../database/tables.js';
import { Problem } from '../http/problem.js';
import type { Parts } from '../parts.js';
import { freshId } from '../random-text.js';
import { tokenHash } from '../secrets.js';
import { addAccount } from './accounts.js';
import { checkPasswordOf } from './check-password-of.js';
import { linkedRegistration, useLink } from './links.js';
import { badLink } from './password-reset.js';
import { newUser } from './register.js';

/** What somebody brings who was sent a link. */
export interface Confirmation {
  readonly token: string;
  /** The one that was chosen: a link that somebody else asked for confirms nothing of theirs. */
  readonly password: string;
  /** Where it comes from, as limits are counted. */
  readonly client: string;
}

/**
 * Makes the account that a link stands for, and begins what `begin` begins, in one transaction.
 * @throws Problem `unprocessable` for a link that is not good, also since the address has an account by now,
 *   `wrong-credentials`, `too-many-requests`, `busy`
 */
export async function confirmRegistration<T>(
  parts: Parts,
  { token, password, client }: Confirmation,
  begin: (writer: Writer, account: Account) => Promise<T>,
): Promise<T> {
  const { database, now, secretBytes } = parts;
  const asked = await linkedRegistration(database.reader, token, now());
  if (asked === null) throw badLink();
  const { email, passwordHash } = asked;
  const key = `link ${tokenHash(token)}`;
  const checked = await checkPasswordOf(parts, { passwordHash, subject: null, password, key, client });
  if (checked === null) {
    throw new Problem('wrong-credentials', {
      detail: 'This is not the password that was chosen with this link. Take the newest letter, or register again.',
    });
  }
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

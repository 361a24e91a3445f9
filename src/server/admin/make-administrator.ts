import { addAccount } from '../accounts/accounts.js';
import { checkPassword } from '../accounts/password-rules.js';
import { audit } from '../audit/audit.js';
import type { Account } from '../database/tables.js';
import { Problem } from '../http/problem.js';
import type { Parts } from '../parts.js';
import { freshId } from '../random-text.js';

type MakerParts = Pick<Parts, 'database' | 'passwords' | 'commonPasswords' | 'now' | 'secretBytes'>;

/** The note that says when this server first started. */
const FIRST_START = 'first-start';

/** Makes an administrator. @throws Problem `unprocessable` for a bad password, `conflict` when the address has an account */
export async function makeAdministrator(email: string, password: string, parts: MakerParts): Promise<Account> {
  const { database, passwords, commonPasswords, now, secretBytes } = parts;
  checkPassword(password, email, commonPasswords);
  const passwordHash = await passwords.hash(password);
  return database.write(async (writer) => {
    const made = await addAccount(writer, {
      id: freshId(secretBytes),
      email: email.trim(),
      passwordHash,
      role: 'admin',
      plan: 'free',
      state: 'active',
      createdAt: now(),
    });
    if (made === null) throw new Problem('conflict', { detail: 'This address has an account already.' });
    await audit(writer, now(), { actor: 'system', action: 'account.admin-made', subject: made.id, detail: {} });
    return made;
  });
}

/**
 * What ADMIN_USERNAME and ADMIN_PASSWORD do: at the very first start, and where nobody administers yet, they make the
 * administrator; later they are ignored. The database remembers, so that neither a new machine nor a new process forgets.
 * @param given null when the environment has none
 * @throws Problem `unprocessable`
 */
export async function administratorOfFirstStart(
  given: { readonly email: string; readonly password: string } | null,
  parts: MakerParts,
): Promise<'made' | 'ignored' | 'none'> {
  const { database, now } = parts;
  const first = await database.reader
    .insertInto('serverNote')
    .values({ name: FIRST_START, value: String(now()) })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('name')
    .executeTakeFirst();
  if (given === null) return 'none';
  const { admins } = await database.reader
    .selectFrom('account')
    .select(({ fn }) => fn.countAll<number>().as('admins'))
    .where('role', '=', 'admin')
    .executeTakeFirstOrThrow();
  if (first === undefined || admins > 0) return 'ignored';
  try {
    await makeAdministrator(given.email, given.password, parts);
  } catch (error) {
    // Nothing was honoured: with a better password the next start is the first again.
    await database.reader.deleteFrom('serverNote').where('name', '=', FIRST_START).execute();
    throw error;
  }
  return 'made';
}

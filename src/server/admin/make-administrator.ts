import { addAccount, findByEmail } from '../accounts/accounts.js';
import { checkPassword } from '../accounts/password-rules.js';
import { emailSchema } from '../accounts/schemas.js';
import { audit } from '../audit/audit.js';
import type { Reader, Writer } from '../database/database.js';
import type { Account } from '../database/tables.js';
import { Problem } from '../http/problem.js';
import type { Parts } from '../parts.js';
import { freshId } from '../random-text.js';
import { beginNote, readNote } from '../system/notes.js';

type MakerParts = Pick<Parts, 'database' | 'passwords' | 'commonPasswords' | 'now' | 'secretBytes'>;

/** Whether an administrator can be made of this address. @throws Problem `unprocessable` for no address, `conflict` */
export async function checkNewAddress(reader: Reader, email: string): Promise<void> {
  if (!emailSchema.safeParse(email.trim()).success) throw noAddress(email);
  if ((await findByEmail(reader, email)) !== null) throw taken();
}

/** Makes an administrator. @throws Problem `unprocessable` for a bad address or password, `conflict`, `busy` */
export async function makeAdministrator(email: string, password: string, parts: MakerParts): Promise<Account> {
  const passwordHash = await hashed(email, password, parts);
  return parts.database.write((writer) => addAdministrator(writer, email, passwordHash, parts));
}

/** What ADMIN_USERNAME and ADMIN_PASSWORD say; null for one that is not set. */
export interface GivenAdministrator {
  readonly email: string | null;
  readonly password: string | null;
}

/**
 * What ADMIN_USERNAME and ADMIN_PASSWORD do: at the very first start, and where nobody administers yet, they make the
 * administrator; later they are ignored. The database remembers, so that neither a new machine nor a new process forgets.
 * What cannot be honoured is no start: with a better password the next one is the first.
 * @throws Problem `unprocessable`
 */
export async function administratorOfFirstStart(
  { email, password }: GivenAdministrator,
  parts: MakerParts,
): Promise<'made' | 'ignored' | 'none'> {
  const { database, now } = parts;
  const given = email !== null || password !== null;
  if ((await readNote(database.reader, 'first-start')) !== null) return given ? 'ignored' : 'none';
  const begin = (writer: Writer | Reader) => beginNote(writer, 'first-start', String(now()));
  if (!given) {
    await begin(database.reader);
    return 'none';
  }
  if (email === null)
    throw new Problem('unprocessable', { detail: 'ADMIN_PASSWORD is set, but ADMIN_USERNAME is not.' });
  if (password === null) {
    throw new Problem('unprocessable', { detail: 'ADMIN_USERNAME is set, but ADMIN_PASSWORD is not.' });
  }
  const passwordHash = await hashed(email, password, parts);
  return database.write(async (writer) => {
    if (!(await begin(writer)) || (await hasAdministrator(writer))) return 'ignored';
    await addAdministrator(writer, email, passwordHash, parts);
    return 'made';
  });
}

async function hashed(email: string, password: string, { passwords, commonPasswords }: MakerParts): Promise<string> {
  if (!emailSchema.safeParse(email.trim()).success) throw noAddress(email);
  await checkPassword(password, email, commonPasswords);
  return passwords.hash(password);
}

async function addAdministrator(
  writer: Writer,
  email: string,
  passwordHash: string,
  { now, secretBytes }: MakerParts,
): Promise<Account> {
  const made = await addAccount(writer, {
    id: freshId(secretBytes),
    email: email.trim(),
    passwordHash,
    role: 'admin',
    plan: 'free',
    state: 'active',
    createdAt: now(),
  });
  if (made === null) throw taken();
  await audit(writer, now(), { actor: 'system', action: 'account.admin-made', subject: made.id, detail: {} });
  return made;
}

async function hasAdministrator(reader: Reader): Promise<boolean> {
  const found = await reader.selectFrom('account').select('id').where('role', '=', 'admin').limit(1).executeTakeFirst();
  return found !== undefined;
}

const taken = () => new Problem('conflict', { detail: 'This address has an account already.' });
const noAddress = (text: string) =>
  new Problem('unprocessable', { detail: `"${text}" is no e-mail address, such as you@example.org.` });

import type { Reader, Writer } from '../database/database.js';
import { Problem } from '../http/problem.js';
import { beginNote, readNote } from '../system/notes.js';
import { addMade, hashedFor, type MakerParts } from './make-account.js';

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
  const passwordHash = await hashedFor(email, password, parts);
  return database.write(async (writer) => {
    if (!(await begin(writer)) || (await hasAdministrator(writer))) return 'ignored';
    await addMade(writer, { email, role: 'admin' }, passwordHash, parts);
    return 'made';
  });
}

async function hasAdministrator(reader: Reader): Promise<boolean> {
  const found = await reader.selectFrom('account').select('id').where('role', '=', 'admin').limit(1).executeTakeFirst();
  return found !== undefined;
}

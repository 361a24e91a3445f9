import type { Reader } from '../database/database.js';
import type { Secrets } from '../secrets.js';
import { beginNote, keepNote, readNote } from './notes.js';

/** What the secret makes of this tells it from others; the secret cannot be found from it. */
const marked = (secrets: Secrets) => secrets.pepper('which secret the passwords of this database are made with');

/** Whether this is the secret that the passwords of a database are made with; one that has none yet takes it. */
export async function isKnownSecret(reader: Reader, secrets: Secrets): Promise<boolean> {
  const mark = marked(secrets);
  return (await beginNote(reader, 'secret', mark)) || (await readNote(reader, 'secret')) === mark;
}

/** The server that runs decides: from now on its secret is the one. */
export function takeSecret(reader: Reader, secrets: Secrets): Promise<void> {
  return keepNote(reader, 'secret', marked(secrets));
}

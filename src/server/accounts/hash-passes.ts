import type { Database } from '../database/database.js';
import { keepNote, readNote } from '../system/notes.js';

/**
 * How many passes a hash takes here: as many as the fastest start so far found right. It only grows, and all who serve the
 * database read the same, so that an address without an account takes as long as one that signed in since; a start under
 * load makes no hash weaker, and two processes of other speeds do not undo each other's.
 * @param measure how many this machine makes in the time a sign-in may take
 */
export async function hashPasses(database: Database, measure: () => Promise<number>): Promise<number> {
  const measured = await measure();
  return database.write(async (writer) => {
    const kept = Number((await readNote(writer, 'hash-passes')) ?? 0);
    if (measured > kept) await keepNote(writer, 'hash-passes', String(measured));
    return Math.max(measured, kept);
  });
}

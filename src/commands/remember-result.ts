import type { Context } from '../context.js';
import type { NewEntry } from '../domain/history-entry.js';
import { Failure } from '../errors.js';

/**
 * Keeps what was made in the history. Where it cannot be kept a note says so: what was made, and perhaps paid for, is
 * printed all the same.
 * @returns the id of the entry; null when it could not be kept
 */
export async function rememberResult(context: Context, entry: NewEntry): Promise<string | null> {
  try {
    return (await context.history()).remember(entry);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    context.note(`This is not kept in the history. ${error.message}. ${error.hint}.`);
    return null;
  }
}

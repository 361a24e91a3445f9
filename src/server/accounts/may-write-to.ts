import type { Reader } from '../database/database.js';
import { tokenHash } from '../secrets.js';
import { emailKey } from './email-key.js';
import { LINK_MS } from './links.js';
import { takeFrom } from './tries.js';

/** So many letters in the time that a link is good: nobody's mailbox is flooded, and always one link is good. */
const LETTERS = { most: 3, windowMs: LINK_MS };

/**
 * Whether one more letter may go to an address that somebody typed; counts it. For each reason by itself, or whoever
 * registers an address over and over would keep its owner from a new password.
 */
export async function mayWriteTo(
  reader: Reader,
  email: string,
  why: 'reset' | 'register' | 'change',
  now: number,
): Promise<boolean> {
  return (await takeFrom(reader, LETTERS, `letter ${why} ${tokenHash(emailKey(email))}`, now)) === null;
}

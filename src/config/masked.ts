import { keyEnding } from '../domain/key-name.js';

/** What may be shown of a secret: its last four characters tell keys apart, but only of one too long to be guessed. */
export function masked(secret: string): string {
  const ending = keyEnding(secret);
  return ending === null ? 'set' : `set, ends in ${ending}`;
}

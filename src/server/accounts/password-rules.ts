import { Problem } from '../http/problem.js';
import type { CommonPasswords } from './shipped-passwords.js';
import { isMonotonous, isWordAtHeart } from './guessable.js';

/** As ASVS 5: long, and not one that everybody takes; nothing else. In characters, not bytes. */
const SHORTEST = 12;
const LONGEST = 256;
/** What somebody takes because it is this server. */
const OWN_NAMES = ['insight', 'insightstream'];

/**
 * Whether somebody may take this password. No rules of composition: they make passwords worse.
 * @throws Problem `unprocessable`
 */
export async function checkPassword(password: string, email: string, commonPasswords: CommonPasswords): Promise<void> {
  const length = Array.from(password.normalize('NFC')).length;
  if (length < SHORTEST) throw refused(`Take at least ${SHORTEST} characters; a few words are fine.`);
  if (length > LONGEST) throw refused(`Take at most ${LONGEST} characters.`);
  const plain = password.trim().toLowerCase();
  if (isMonotonous(plain)) throw common();
  const [name = '', host = ''] = email.trim().toLowerCase().split('@');
  const address = [`${name}@${host}`, name, host, ...host.split('.')];
  if (isWordAtHeart(plain, (word) => address.includes(word))) {
    throw refused('This is much like your address: take another password.');
  }
  const known = await commonPasswords();
  if (isWordAtHeart(plain, (word) => known.has(word) || OWN_NAMES.includes(word))) throw common();
}

const common = () => refused('Many people take this password, or one like it: take another one. A few words are fine.');
const refused = (detail: string) => new Problem('unprocessable', { detail });

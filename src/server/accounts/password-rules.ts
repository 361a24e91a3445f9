import { Problem } from '../http/problem.js';

/** NIST SP 800-63B-4 and ASVS 5: long, and not one that everybody takes; nothing else. In characters, not bytes. */
const SHORTEST = 12;
const LONGEST = 256;

/**
 * Whether somebody may take this password. No rules of composition: they make passwords worse.
 * @param common the passwords that everybody takes, in small letters
 * @throws Problem `unprocessable`
 */
export function checkPassword(password: string, email: string, common: ReadonlySet<string>): void {
  const length = Array.from(password.normalize('NFC')).length;
  if (length < SHORTEST) throw refused(`Take at least ${SHORTEST} characters; a few words are fine.`);
  if (length > LONGEST) throw refused(`Take at most ${LONGEST} characters.`);
  const plain = password.trim().toLowerCase();
  if (common.has(plain) || new Set(plain).size < 3) throw refused('Many people take this password: take another one.');
  const name = email.split('@')[0]?.toLowerCase() ?? '';
  if (plain === email.toLowerCase() || plain === name) throw refused('This is your address: take another password.');
}

const refused = (detail: string) => new Problem('unprocessable', { detail });

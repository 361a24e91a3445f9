import { lstatSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { keysFile, keysIn } from '../../config/credentials.js';
import type { StoredKey } from '../../config/credentials.js';
import { jsonObject } from '../../config/json-object.js';
import { ok, problem, warning, type Check } from '../../domain/doctor/check.js';
import { quotedWord } from '../../domain/quoted-word.js';
import type { DoctorParts } from './surroundings.js';

/** What the files of secrets hold, as far as they could be read: unlike their users this closes and moves nothing. */
export interface SecretFiles {
  readonly stored: readonly StoredKey[];
  /** The members of `login.json`; null when nobody is signed in. */
  readonly login: Readonly<Record<string, unknown>> | null;
  readonly checks: readonly Check[];
}

const NAME = 'secret files';

/** Who can read the files of secrets, and whether they hold what they should. */
export function secretFiles({ paths, world }: DoctorParts): SecretFiles {
  if (paths === null) return { stored: [], login: null, checks: [] };
  const checks: Check[] = [];
  const closed: string[] = [];
  const read = (file: string): string | null => {
    try {
      const found = lstatSync(file, { throwIfNoEntry: false });
      if (found === undefined) return null;
      if (!found.isFile()) {
        const hint = 'put a plain file in its place, or remove it';
        checks.push(problem(NAME, `${file} is a link or no plain file, and is not read`, hint));
        return null;
      }
      const text = readFileSync(file, 'utf8');
      const open = world.platform !== 'win32' && (found.mode & 0o077) !== 0;
      if (open) checks.push(warning(NAME, `${file} can be read by others`, `chmod 600 ${quotedWord(file)}`));
      else closed.push(basename(file));
      return text;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      checks.push(problem(NAME, `${file} cannot be read (${code})`, 'let yourself read it, or remove it'));
      return null;
    }
  };
  const keys = read(keysFile(paths.config));
  const stored = keys === null ? [] : keysIn(keys);
  if (stored === null) {
    const hint = 'put it right, or keep the keys anew with insight keys add; the next command moves the file aside';
    checks.push(problem(NAME, `${keysFile(paths.config)} is no list of keys`, hint));
  }
  const login = read(join(paths.data, 'login.json'));
  read(join(paths.data, 'server-secret'));
  const signedIn = login === null ? null : jsonObject(login);
  if (login !== null && signedIn === null) {
    checks.push(problem(NAME, `${join(paths.data, 'login.json')} is no login`, 'sign in again: insight login'));
  }
  const good = closed.length === 0 ? 'there are none yet' : `only you can read ${closed.join(', ')}`;
  return { stored: stored ?? [], login: signedIn, checks: checks.length === 0 ? [ok(NAME, good)] : checks };
}

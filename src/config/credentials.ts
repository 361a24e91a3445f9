import { closeSync, constants, existsSync, fchmodSync, fstatSync, openSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { KEY_PROVIDERS, type KeyProvider } from '../domain/key-providers.js';
import { Failure } from '../errors.js';
import { jsonObject } from './json-object.js';

export interface StoredKey {
  readonly provider: KeyProvider;
  /** The secret itself: never for any output. */
  readonly key: string;
}

export interface StoredKeys {
  /** In the order in which they were added. */
  readonly keys: readonly StoredKey[];
  /** What a person should know, a plain sentence each: a repaired mode, a corrupt file that was kept aside. */
  readonly notes: readonly string[];
}

/** The file of stored keys in the config folder. */
export function keysFile(dir: string): string {
  return join(dir, 'keys.json');
}

/**
 * The keys kept in `<dir>/keys.json`; none when there is no file. A file that others can read is closed to them; one
 * that is no list of keys is moved aside, for a person to rescue what is in it.
 * @param dir the config folder
 * @throws Failure `key` for a symbolic link or anything else that is no plain file, and for a file that cannot be read
 */
export function readKeys(dir: string): StoredKeys {
  const file = keysFile(dir);
  try {
    const found = readPrivately(file);
    if (found === null) return { keys: [], notes: [] };
    const keys = keysIn(found.text);
    return keys === null ? { keys: [], notes: [...found.notes, keepAside(file)] } : { keys, notes: found.notes };
  } catch (error) {
    throw inWords(error, file, 'read');
  }
}

/** Those of one provider. */
export function keysOf(keys: readonly StoredKey[], provider: string): readonly StoredKey[] {
  return keys.filter((kept) => kept.provider === provider);
}

/** The text of a file, which is made private first; null when there is none. */
function readPrivately(file: string): { text: string; notes: string[] } | null {
  let opened: number;
  try {
    // A link could make us read, and later replace, a file somewhere else. A pipe must not make us wait.
    opened = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    // A service's home may be /dev/null.
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return null;
    throw error;
  }
  try {
    const found = fstatSync(opened);
    if (!found.isFile()) throw notPlain(file);
    const open = process.platform !== 'win32' && (found.mode & 0o077) !== 0;
    if (open) fchmodSync(opened, 0o600);
    const notes = open ? [`${file} could be read by others; now only you can.`] : [];
    return { text: readFileSync(opened, 'utf8'), notes };
  } finally {
    closeSync(opened);
  }
}

/** `{"youtube": ["key", …], "gemini": …}`; null for anything else. */
function keysIn(text: string): readonly StoredKey[] | null {
  const members = jsonObject(text);
  if (members === null) return null;
  const keys: StoredKey[] = [];
  for (const provider of KEY_PROVIDERS) {
    const list = members[provider] ?? [];
    if (!Array.isArray(list)) return null;
    for (const key of list as readonly unknown[]) {
      if (typeof key !== 'string' || key === '') return null;
      keys.push({ provider, key });
    }
  }
  return keys;
}

function keepAside(file: string): string {
  let number = 1;
  while (existsSync(`${file}.corrupt-${number}`)) number += 1;
  renameSync(file, `${file}.corrupt-${number}`);
  return `${file} was no list of keys and is kept as ${file}.corrupt-${number}.`;
}

function notPlain(file: string): Failure {
  return new Failure(
    'key',
    `${file} is a link or no plain file, and is not read`,
    'put a plain file in its place, or remove it',
  );
}

/** What the file system throws, as a Failure; anything else as it is. */
export function inWords(error: unknown, file: string, what: 'read' | 'written'): unknown {
  const code = codeOf(error);
  if (code === null || error instanceof Failure) return error;
  if (code === 'ELOOP') return notPlain(file);
  const kind = what === 'read' ? 'key' : 'unexpected';
  const hint = 'check the permissions of the folder, or let INSIGHT_HOME name another one';
  return new Failure(kind, `the keys in ${file} cannot be ${what} (${code})`, hint, { cause: error });
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { keyEnding, keyFingerprint } from '../domain/key-name.js';
import { Failure } from '../errors.js';
import { jsonObject } from './json-object.js';

/** Whose keys can be kept. */
export const KEY_PROVIDERS = ['youtube'] as const;
export type KeyProvider = (typeof KEY_PROVIDERS)[number];

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

export interface KeyChange extends StoredKeys {
  /** The key that was added or removed. */
  readonly key: StoredKey;
  /** False when an added key was there before. */
  readonly changed: boolean;
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

/**
 * Keeps a key, in a file that only the user can read (0600, its folder 0700) and that is written whole or not at all.
 * @throws Failure `usage` for what cannot be a key; as `readKeys`; `unexpected` when the file cannot be written
 */
export function addKey(dir: string, provider: KeyProvider, key: string): KeyChange {
  const given = key.trim();
  if (!/^[\x21-\x7e]{8,500}$/.test(given)) {
    const hint = 'paste the key alone, without spaces, quotes or line breaks';
    throw new Failure('usage', 'that is no key: keys have 8 characters or more, all letters, digits and signs', hint);
  }
  const before = readKeys(dir);
  const added: StoredKey = { provider, key: given };
  const changed = !keysOf(before.keys, provider).some((kept) => kept.key === given);
  const keys = changed ? [...before.keys, added] : before.keys;
  if (changed) write(dir, keys);
  return { keys, notes: before.notes, key: added, changed };
}

/**
 * Forgets a key.
 * @param which its last four characters or the beginning (8 digits or more) of its fingerprint
 * @throws Failure `not-found` when no key fits, `usage` when several do; as `addKey`
 */
export function removeKey(dir: string, provider: KeyProvider, which: string): KeyChange {
  const before = readKeys(dir);
  const fitting = keysOf(before.keys, provider).filter((kept) => isCalled(kept.key, which));
  const [key] = fitting;
  if (key === undefined) {
    throw new Failure('not-found', 'no stored key is called that', 'insight keys list shows how each is called');
  }
  if (fitting.length > 1) {
    throw new Failure(
      'usage',
      `${fitting.length} stored keys end like that`,
      'name it by its fingerprint: insight keys list',
    );
  }
  const keys = before.keys.filter((kept) => kept !== key);
  write(dir, keys);
  return { keys, notes: before.notes, key, changed: true };
}

function keysOf(keys: readonly StoredKey[], provider: string): readonly StoredKey[] {
  return keys.filter((kept) => kept.provider === provider);
}

function isCalled(key: string, which: string): boolean {
  return which === keyEnding(key) || (/^[0-9a-f]{8,}$/.test(which) && keyFingerprint(key).startsWith(which));
}

/** The text of a file, which is made private first; null when there is none. */
function readPrivately(file: string): { text: string; notes: string[] } | null {
  let opened: number;
  try {
    // A link could make us read, and later replace, a file somewhere else. A pipe must not make us wait.
    opened = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
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

/** `{"youtube": ["key", …]}`; null for anything else. */
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

function write(dir: string, keys: readonly StoredKey[]): void {
  const file = keysFile(dir);
  const text = Object.fromEntries(
    KEY_PROVIDERS.map((provider) => [provider, keysOf(keys, provider).map(({ key }) => key)]),
  );
  const draft = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const opened = openSync(draft, 'wx', 0o600);
    try {
      writeSync(opened, `${JSON.stringify(text, null, 2)}\n`);
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw inWords(error, file, 'written');
  }
}

function notPlain(file: string): Failure {
  return new Failure(
    'key',
    `${file} is a link or no plain file, and is not read`,
    'put a plain file in its place, or remove it',
  );
}

function inWords(error: unknown, file: string, what: 'read' | 'written'): unknown {
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

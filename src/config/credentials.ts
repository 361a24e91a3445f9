import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { KEY_PROVIDERS, type KeyProvider } from '../domain/key-providers.js';
import { jsonObject } from './json-object.js';
import { readPrivately } from './private-file.js';

/** What the file holds, for messages. */
export const THE_KEYS = 'the keys';

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
  const found = readPrivately(file, THE_KEYS);
  if (found === null) return { keys: [], notes: [] };
  const keys = keysIn(found.text);
  return keys === null ? { keys: [], notes: [...found.notes, keepAside(file)] } : { keys, notes: found.notes };
}

/** Those of one provider. */
export function keysOf(keys: readonly StoredKey[], provider: string): readonly StoredKey[] {
  return keys.filter((kept) => kept.provider === provider);
}

/** What a text such as `{"youtube": ["key", …], "gemini": …}` holds; null for anything else. */
export function keysIn(text: string): readonly StoredKey[] | null {
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

import { keyFingerprint } from '../domain/key-fingerprint.js';
import { keyEnding } from '../domain/key-name.js';
import { KEY_PROVIDERS, type KeyProvider } from '../domain/key-providers.js';
import { isSendable } from '../domain/sendable-key.js';
import { Failure } from '../errors.js';
import { keysFile, keysOf, readKeys, THE_KEYS, type StoredKey, type StoredKeys } from './credentials.js';
import { writePrivately } from './private-file.js';

export interface KeyChange extends StoredKeys {
  /** The key that was added or removed. */
  readonly key: StoredKey;
  /** False when an added key was there before. */
  readonly changed: boolean;
}

/**
 * Keeps a key, in a file that only the user can read (0600, its folder 0700) and that is written whole or not at all.
 * @throws Failure `usage` for what cannot be a key; as `readKeys`; `unexpected` when the file cannot be written
 */
export function addKey(dir: string, provider: KeyProvider, key: string): KeyChange {
  const given = key.trim();
  if (given.length < 8 || given.length > 500 || !isSendable(given)) {
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
 * Forgets a key, whosever it is.
 * @param which its last four characters or the beginning (8 digits or more) of its fingerprint
 * @throws Failure `not-found` when no key fits, `usage` when several do; as `addKey`
 */
export function removeKey(dir: string, which: string): KeyChange {
  const before = readKeys(dir);
  const fitting = before.keys.filter((kept) => isCalled(kept.key, which));
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

function isCalled(key: string, which: string): boolean {
  return which === keyEnding(key) || (/^[0-9a-f]{8,}$/.test(which) && keyFingerprint(key).startsWith(which));
}

function write(dir: string, keys: readonly StoredKey[]): void {
  const text = Object.fromEntries(
    KEY_PROVIDERS.map((provider) => [provider, keysOf(keys, provider).map(({ key }) => key)] as const).filter(
      ([, kept]) => kept.length > 0,
    ),
  );
  writePrivately(keysFile(dir), THE_KEYS, text);
}

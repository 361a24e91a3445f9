/** A shorter secret could be guessed from its last four characters. */
const LONG_ENOUGH = 12;

/** The last four characters of a key, by which a person tells keys apart; null for one too short to show any. */
export function keyEnding(key: string): string | null {
  return key.length > LONG_ENOUGH ? key.slice(-4) : null;
}

/** A text without the keys of Google that a person pasted into the wrong place: it may go to a log. */
export function withoutKeys(text: string): string {
  return text.replace(/AIza[\w-]{20,}/g, '(a key)');
}

/**
 * What a key is called wherever it must not be shown: `…4f2a`; one too short for that `#` and the beginning of its
 * fingerprint.
 */
export function keyName(key: string, fingerprint: string): string {
  const ending = keyEnding(key);
  return ending === null ? `#${fingerprint.slice(0, 8)}` : `…${ending}`;
}

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

/** A key in a message: `the key that ends in 4f2a`. */
export function keyWords(key: string): string {
  const ending = keyEnding(key);
  return ending === null ? 'the key (too short to show any of it)' : `the key that ends in ${ending}`;
}

const scratch = Buffer.allocUnsafe(4096);

/** The text of a cell, trimmed; null when it is empty or no text at all. Numbers of JSON are written out. */
export function cellText(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return null;
  const trimmed = value.trim();
  return trimmed === '' ? null : trimmed;
}

/**
 * A copy of its own. A piece cut from a longer string keeps the whole of that string in memory, here a megabyte of
 * the file for each title.
 */
export function ownCopy(text: string): string {
  if (text.length < 13) return text; // V8 copies these anyway
  if (text.length > scratch.length / 3) return Buffer.from(text, 'utf8').toString('utf8');
  return scratch.toString('utf8', 0, scratch.write(text, 'utf8'));
}

/** Words that tables use for "nothing here". */
const NOTHING = /^(?:n\/?a|nan|null|none|nil|undefined|unknown|hidden|-+|–|—|\?)$/i;

/** Whether a cell says that there is no value. */
export function saysNothing(text: string): boolean {
  return NOTHING.test(text);
}

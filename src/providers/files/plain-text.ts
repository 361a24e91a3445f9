/** Control characters (C0, DEL, C1), line and paragraph separators, and the marks that turn the writing direction. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]+/g;

/** Text of a file or a file name as it may stand in a one-line message: no control characters, at most `length` long. */
export function plain(text: string, length = 120): string {
  const clean = text
    .slice(0, length * 4)
    .replace(UNSAFE, ' ')
    .trim();
  return clean.length > length ? `${clean.slice(0, length - 1)}…` : clean;
}

/** `1 row`, `2 rows`, `12,345 rows`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  // Not by toLocaleString: starting ICU for a comma costs more than reading a small file.
  const grouped = String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${grouped} ${count === 1 ? one : many}`;
}

import { safeText } from '../../domain/safe-text.js';

/** Text of a file or a file name as it may stand in a one-line message: no control characters, at most `length` long. */
export function plain(text: string, length = 120): string {
  // By code points, or half an emoji would be left at the cut.
  const signs = Array.from(safeText(text.slice(0, length * 4)).trim());
  return signs.length > length ? `${signs.slice(0, length - 1).join('')}…` : signs.join('');
}

/** `1 row`, `2 rows`, `12,345 rows`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  // Not by toLocaleString: starting ICU for a comma costs more than reading a small file.
  const grouped = String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${grouped} ${count === 1 ? one : many}`;
}

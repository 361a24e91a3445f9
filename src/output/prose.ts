import type { Ruler } from './cells.js';

/**
 * One line of words broken between words to at most `columns`; the following lines keep its indentation. A word longer
 * than a line is broken between graphemes. A line that fits is left as it is.
 */
export function wrapWords(text: string, columns: number, ruler: Ruler): string[] {
  if (ruler.width(text) <= columns) return [text];
  const words = text.trimStart();
  const indent = ' '.repeat(Math.min(text.length - words.length, Math.floor(columns / 2)));
  const lines: string[] = [];
  let line: string | null = null;
  for (const word of words.split(' ')) {
    const longer: string = line === null ? indent + word : `${line} ${word}`;
    if (ruler.width(longer) <= columns) {
      if (line !== null || word !== '') line = longer;
      continue;
    }
    if (line !== null) lines.push(line.trimEnd());
    const pieces = ruler.split(word, columns - indent.length);
    lines.push(...pieces.slice(0, -1).map((piece) => indent + piece));
    line = pieces.length === 0 ? null : indent + (pieces.at(-1) ?? '');
  }
  if (line !== null) lines.push(line.trimEnd());
  return lines;
}

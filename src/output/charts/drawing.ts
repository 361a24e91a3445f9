import type { Tone } from '../../domain/screen.js';

/** A piece of a line in one tone. Its characters are one column wide each. */
export interface Stroke {
  readonly text: string;
  readonly tone: Tone;
}

/** Lines of strokes. */
export type Drawing = readonly (readonly Stroke[])[];

export const plain = (text: string): Stroke => ({ text, tone: 'plain' });
export const muted = (text: string): Stroke => ({ text, tone: 'muted' });

/** Neighbours of one tone as one stroke. */
export function joinStrokes(strokes: Iterable<Stroke>): Stroke[] {
  const joined: Stroke[] = [];
  for (const { text, tone } of strokes) {
    const last = joined.at(-1);
    if (last?.tone === tone) joined[joined.length - 1] = { text: last.text + text, tone };
    else joined.push({ text, tone });
  }
  return joined;
}

/** Words in lines of at most `width`, broken between words. */
export function captionLines(words: string, width: number): Drawing {
  const lines: string[] = [];
  for (const word of words.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line) => [muted(line)]);
}

/**
 * Columns of bars, as rows from the top.
 * @param heights 0 to 1; what is more than 0 shows at least the smallest bar
 * @param bars from nothing to a full column
 */
export function barRows(heights: readonly number[], rows: number, bars: string): string[] {
  const levels = bars.length - 1;
  const filled = heights.map((height) => (height > 0 ? Math.max(1, Math.round(height * levels * rows)) : 0));
  return Array.from({ length: rows }, (_, row) => {
    const below = (rows - 1 - row) * levels;
    return filled.map((level) => bars[Math.min(levels, Math.max(0, level - below))] ?? ' ').join('');
  });
}

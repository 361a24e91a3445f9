// Printable text in which every UTF-16 unit is one grapheme, one column wide: ASCII, Latin, and the signs that our own
// screens use. The soft hyphen (U+00AD) is left out because terminals disagree about it.
const NARROW = /^[ -~\u00a0-\u00ac\u00ae-\u024f\u2010-\u2027\u202f\u2190-\u2193\u2212\u25b2\u25bc]*$/;

/** Measures and cuts text in terminal columns. Expects text without control characters (see `safeText`). */
export interface Ruler {
  width(text: string): number;
  /** At most `columns` wide, cut between graphemes, with `…` as the last column where something was cut. */
  cut(text: string, columns: number): string;
  /** Split between graphemes into pieces of at most `columns`; a grapheme wider than that stands alone. */
  split(text: string, columns: number): string[];
}

/** A ruler good for the given texts. The width tables are loaded only when one of them needs more than counting. */
export async function rulerFor(texts: Iterable<string>): Promise<Ruler> {
  for (const text of texts) if (!NARROW.test(text)) return wideRuler();
  return narrowRuler;
}

const narrowRuler: Ruler = {
  width: (text) => text.length,
  cut: (text, columns) => (text.length <= columns ? text : columns < 1 ? '' : text.slice(0, columns - 1) + '…'),
  split: (text, columns) => {
    const pieces = [];
    for (let at = 0; at < text.length; at += columns) pieces.push(text.slice(at, at + columns));
    return pieces;
  },
};

async function wideRuler(): Promise<Ruler> {
  const { default: stringWidth } = await import('string-width');
  const segmenter = new Intl.Segmenter();
  const width = (text: string): number => (NARROW.test(text) ? text.length : stringWidth(text));
  return {
    width,
    cut(text, columns) {
      if (NARROW.test(text)) return narrowRuler.cut(text, columns);
      if (width(text) <= columns) return text;
      if (columns < 1) return '';
      let kept = '';
      let used = 0;
      for (const { segment } of segmenter.segment(text)) {
        used += width(segment);
        if (used > columns - 1) break;
        kept += segment;
      }
      return kept + '…';
    },
    split(text, columns) {
      if (NARROW.test(text)) return narrowRuler.split(text, columns);
      const pieces: string[] = [];
      let piece = '';
      let used = 0;
      for (const { segment } of segmenter.segment(text)) {
        const size = width(segment);
        if (piece !== '' && used + size > columns) {
          pieces.push(piece);
          piece = '';
          used = 0;
        }
        piece += segment;
        used += size;
      }
      if (piece !== '') pieces.push(piece);
      return pieces;
    },
  };
}

/** Text filled with spaces up to `columns`; `width` is its measured width. */
export function pad(text: string, width: number, columns: number, side: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, columns - width));
  return side === 'left' ? text + space : space + text;
}

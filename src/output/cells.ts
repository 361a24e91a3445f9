// Plain characters: every terminal draws them alike, and none joins with another, so that each is a grapheme of its own.
// One column: ASCII, Latin, and the signs that our own screens use. The soft hyphen (U+00AD) is left out because terminals
// disagree about it.
const NARROW = ' -~\\u00a0-\\u00ac\\u00ae-\\u024f\\u2010-\\u2027\\u202f\\u2190-\\u2193\\u2212\\u25b2\\u25bc';
// Two columns: kana, Chinese, Korean, full-width signs and emoji, but for the halves of flags and the tones of skin.
const WIDE = '\\u3041-\\u3096\\u30a1-\\u30fa\\u4e00-\\u9fff\\uac00-\\ud7a3\\uff01-\\uff60\\p{Emoji_Presentation}';
const JOINING = '\\u{1f1e6}-\\u{1f1ff}\\u{1f3fb}-\\u{1f3ff}';
const NOT_PLAIN = new RegExp(`[^${NARROW}${WIDE}]|[${JOINING}]`, 'u');
const NARROW_SIGN = new RegExp(`[${NARROW}]`, 'u');

/** Measures and cuts text in terminal columns. Expects text without control characters (see `safeText`). */
export interface Ruler {
  width(text: string): number;
  /** At most `columns` wide, cut between graphemes, with `…` as the last column where something was cut. */
  cut(text: string, columns: number): string;
  /** Split between graphemes into pieces of at most `columns`; a grapheme wider than that stands alone. */
  split(text: string, columns: number): string[];
}

/**
 * A ruler good for the given texts. The tables of string-width and the cutter of graphemes take longer to load than all
 * else that a table does (30 and 8 ms), so they come only where a text holds more than plain characters.
 */
export async function rulerFor(texts: Iterable<string>): Promise<Ruler> {
  for (const text of texts) if (NOT_PLAIN.test(text)) return unicodeRuler();
  return plainRuler;
}

const plainRuler: Ruler = rulerOf(
  (text) => text,
  (sign) => (NARROW_SIGN.test(sign) ? 1 : 2),
);

async function unicodeRuler(): Promise<Ruler> {
  const { default: stringWidth } = await import('string-width');
  const segmenter = new Intl.Segmenter();
  const graphemes = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment);
  const anyRuler = rulerOf(graphemes, (grapheme) => stringWidth(grapheme));
  const rulerOfText = (text: string) => (NOT_PLAIN.test(text) ? anyRuler : plainRuler);
  return {
    width: (text) => rulerOfText(text).width(text),
    cut: (text, columns) => rulerOfText(text).cut(text, columns),
    split: (text, columns) => rulerOfText(text).split(text, columns),
  };
}

/** Measures by graphemes: how a text falls into them, and how wide each is. */
function rulerOf(graphemes: (text: string) => Iterable<string>, widthOf: (grapheme: string) => number): Ruler {
  const width = (text: string): number => {
    let columns = 0;
    for (const grapheme of graphemes(text)) columns += widthOf(grapheme);
    return columns;
  };
  return {
    width,
    cut(text, columns) {
      if (width(text) <= columns) return text;
      if (columns < 1) return '';
      let kept = '';
      let used = 0;
      for (const grapheme of graphemes(text)) {
        used += widthOf(grapheme);
        if (used > columns - 1) break;
        kept += grapheme;
      }
      return kept + '…';
    },
    split(text, columns) {
      const pieces: string[] = [];
      let piece = '';
      let used = 0;
      for (const grapheme of graphemes(text)) {
        const size = widthOf(grapheme);
        if (piece !== '' && used + size > columns) {
          pieces.push(piece);
          piece = '';
          used = 0;
        }
        piece += grapheme;
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

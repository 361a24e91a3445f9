import Papa from 'papaparse';

/** What the last record of a table looked like. */
export interface CsvEnd {
  /** A quoted cell was still open when the text ended. */
  readonly openQuote: boolean;
  /** The text ended without a line break. */
  readonly noLineBreak: boolean;
  /** Quoted cells, over the whole table, with text behind their closing quote. */
  readonly strayQuotes: number;
}

/** A single record longer than this is damage: a quote that is never closed. */
const LONGEST_RECORD = 256 * 1024 * 1024;

interface Parsed {
  readonly data: string[][];
  readonly errors: readonly { readonly code: string }[];
  readonly meta: { readonly cursor: number };
}

/** The first rows of a table, for finding out what it is; the last of them may be cut. */
export function firstRows(text: string, delimiter: string): string[][] {
  return Papa.parse<string[]>(text, { delimiter, newline: newlineOf(text), preview: 50 }).data;
}

/**
 * Parses a table piece by piece, so that only one piece is in memory, and hands on its rows as arrays of cells.
 * papaparse's own streams make one object per row and read an unfinished record again with every piece; here the
 * text that is waited for doubles instead, so that one cell of 100 MB costs no more than 100 MB of cells.
 * @param rows told the rows of each piece; `end` is null until the last piece
 * @throws RangeError when one record is longer than 256 MB
 */
export async function parseCsv(
  pieces: AsyncIterable<string>,
  delimiter: string,
  newline: '\n' | '\r',
  rows: (rows: string[][], end: CsvEnd | null) => void,
): Promise<void> {
  const parser = new Papa.Parser({ delimiter, newline });
  let strayQuotes = 0;
  let text = '';
  let wanted = 0;
  const parse = (last: boolean): Parsed => {
    // The types leave the result open: it is that of Papa.parse.
    const parsed = parser.parse(text, 0, !last) as Parsed;
    strayQuotes += parsed.errors.filter(({ code }) => code === 'InvalidQuotes').length;
    return parsed;
  };
  for await (const piece of pieces) {
    text += piece;
    if (text.length < wanted) continue;
    const before = strayQuotes;
    const { data, meta } = parse(false);
    if (meta.cursor === 0) {
      strayQuotes = before; // they will be met again
      wanted = text.length * 2;
      if (text.length > LONGEST_RECORD) throw new RangeError('a record is too long');
      continue;
    }
    wanted = 0;
    rows(data, null);
    text = text.slice(meta.cursor);
  }
  const noLineBreak = text !== '' && !text.endsWith(newline);
  const { data, errors } = parse(true);
  rows(data, { openQuote: errors.some(({ code }) => code === 'MissingQuotes'), noLineBreak, strayQuotes });
}

/** Old Macintosh tables end their lines with a carriage return alone; a pair of both is read as its second half. */
export function newlineOf(text: string): '\n' | '\r' {
  return !text.includes('\n') && text.includes('\r') ? '\r' : '\n';
}

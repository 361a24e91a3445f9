import type { Failure } from '../../../errors.js';
import { columnsOf, isHeader, type Columns } from '../columns.js';
import { newlineOf, parseCsv, type CsvEnd } from './csv-rows.js';
import { counted } from '../plain-text.js';
import { refusal } from '../refusal.js';
import { missingColumns, type RowReader } from '../row-reader.js';
import { layoutOf, type Layout } from './table-layout.js';
import { tableRefusal, unnamedRefusal } from './table-refusal.js';

/**
 * Reads a table in CSV, TSV or with semicolons: finds its columns in the first piece, then streams its rows.
 * @param head the beginning of the text, at least some rows of it, which `text` gives again
 * @throws Failure `not-found` when it is no table of videos
 */
export async function readTable(
  name: string,
  head: string,
  text: AsyncIterable<string>,
  reader: RowReader,
): Promise<void> {
  const layout = layoutOf(head);
  if (layout === null) throw refusal(name, 'no table of videos: it is plain text.');
  const refused = unsuitable(name, layout);
  if (refused !== null) throw refused;
  if (layout.header === null) {
    reader.tally.sentences.add('The table has no header: its columns were told by their cells.');
  }
  for (const row of layout.sample) reader.learn(row, layout.columns);
  const table = new TableRows(layout, reader);
  try {
    await parseCsv(text, layout.delimiter, newlineOf(head), (rows, end) => {
      table.take(rows, end);
    });
  } catch (error) {
    if (error instanceof RangeError)
      throw refusal(name, 'damaged: one record has no end.', 'Look for a quote that is never closed.', error);
    throw error;
  }
}

function unsuitable(name: string, layout: Layout): Failure | null {
  const nothing = Object.values(layout.columns).every((index) => index === -1);
  return nothing ? unnamedRefusal(name) : tableRefusal(name, layout);
}

/** A description cut in its middle has fewer lines; a quote that is never closed swallows the rest of the table. */
const MANY_LINES = 100;

/** The rows of one table, and of those that were pasted below it. */
class TableRows {
  #columns: Columns;
  #skip: number;
  #width: number;
  #probe: number;

  constructor(
    layout: Layout,
    private readonly reader: RowReader,
  ) {
    this.#columns = layout.columns;
    this.#skip = layout.skip;
    this.#width = layout.header?.length ?? 0;
    this.#probe = probeOf(layout.columns);
  }

  take(rows: readonly string[][], end: CsvEnd | null): void {
    const whole = end === null ? rows : this.#withoutCut(rows, end);
    for (const row of whole) {
      if (this.#skip > 0) this.#skip -= 1;
      else if (row.length > 1 || row[0]?.trim() !== '') this.#row(row);
    }
  }

  #row(row: readonly string[]): void {
    const probe = row[this.#probe] ?? '';
    const code = probe.charCodeAt(0);
    // A number cannot be the name of a column: the usual row is known by one character.
    const unusual = probe === '' ? row.length !== this.#width : code < 48 || code > 57;
    if (unusual && isRule(row)) return;
    const named = unusual && isHeader(row);
    const columns = named ? columnsOf(row) : null;
    if (columns === null || missingColumns(columns) !== null) {
      this.reader.read(row, this.#columns);
      return;
    }
    this.#columns = columns;
    this.#width = row.length;
    this.#probe = probeOf(columns);
    this.reader.tally.pastedHeaders += 1;
  }

  /** The last rows without a record that the end of the file cuts off: an open quote, or fewer cells and no line break. */
  #withoutCut(rows: readonly string[][], { openQuote, noLineBreak, strayQuotes }: CsvEnd): readonly string[][] {
    this.reader.tally.strayQuotes += strayQuotes;
    const last = rows.at(-1);
    if (last === undefined || rows.length <= this.#skip) return rows;
    const before = rows.at(-2)?.length ?? this.#width;
    const blank = last.length === 1 && last[0]?.trim() === '';
    const short = noLineBreak && !blank && last.length < Math.min(this.#width, before);
    if (!openQuote && !short) return rows;
    this.reader.tally.cutRecords += 1;
    const lines = openQuote ? linesIn(last.at(-1) ?? '') : 0;
    if (lines > MANY_LINES) {
      this.reader.tally.sentences.add(
        `A quote is never closed: the last ${counted(lines, 'line')} of the file went with it.`,
      );
    }
    return rows.slice(0, -1);
  }
}

/** The line under the heading of a Markdown table, whose outer cells are empty. */
function isRule(row: readonly string[]): boolean {
  return (
    row.length > 1 && row.some((cell) => cell.includes('-')) && row.every((cell) => /^\s*(?::?-+:?)?\s*$/.test(cell))
  );
}

function probeOf({ views, likes, published, id, title, url }: Columns): number {
  return [views, likes, published, id, title, url].find((index) => index !== -1) ?? 0;
}

function linesIn(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

import type { Column } from '../domain/screen.js';
import { fieldValue } from '../domain/field-value.js';
import { plainText } from './figure-text.js';
import { safeText } from '../domain/safe-text.js';
import { unmarked } from './unmarked.js';

export type DelimitedFormat = 'csv' | 'tsv' | 'md';

interface Dialect {
  readonly line: (cells: readonly string[]) => string;
  readonly cell: (value: unknown) => string;
  /** The line under the header, where the format has one. */
  readonly rule?: (columns: number) => string;
}

const DIALECTS: Record<DelimitedFormat, Dialect> = {
  // A lone empty cell is quoted: readers skip empty lines.
  csv: { line: (cells) => cells.join(',') || '""', cell: (value) => quoted(uncut(neutral(value))) },
  // A tab in the text has become a space; a quote is quoted, since most readers of tsv take one for the start of a cell.
  tsv: {
    line: (cells) => cells.join('\t'),
    cell: (value) => (neutral(value).includes('"') ? quoted(neutral(value)) : neutral(value)),
  },
  md: {
    line: (cells) => `| ${cells.join(' | ')} |`,
    cell: (value) => unmarked(safeText(plainText(value))),
    rule: (columns) => `|${' --- |'.repeat(columns)}`,
  },
};

/**
 * Rows as csv (RFC 4180 quoting, lines end in `\n`), tsv or a Markdown table: a header of field names, then one line a row,
 * unrounded; null is empty, lists and objects are JSON. Control characters go, line breaks and tabs become a space. Text
 * that a spreadsheet would take for a formula gets a leading `'` in csv and tsv, in csv also behind a semicolon; numbers stay numbers.
 */
export function* delimitedPieces(
  format: DelimitedFormat,
  columns: readonly Column[],
  rows: Iterable<object>,
): Generator<string> {
  const { line, cell, rule } = DIALECTS[format];
  yield line(columns.map(({ field }) => cell(field))) + '\n';
  if (rule !== undefined) yield rule(columns.length) + '\n';
  // A number is no formula, and needs no quotes.
  const written = (value: unknown) => (typeof value === 'number' ? plainText(value) : cell(value));
  for (const row of rows) yield line(columns.map(({ field }) => written(fieldValue(row, field)))) + '\n';
}

/** Spreadsheets run such cells as formulas, the full-width signs included (OWASP, CSV injection). */
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/;

function neutral(value: unknown): string {
  const raw = plainText(value);
  const text = safeText(raw);
  return typeof value !== 'number' && (FORMULA.test(text) || FORMULA.test(raw)) ? `'${text}` : text;
}

/**
 * Where the decimal sign is a comma, spreadsheets split lines of csv at semicolons, also within quotes that do not begin
 * the line: what would then begin a cell is neutralised too.
 */
function uncut(text: string): string {
  return text.includes(';') ? text.replace(/;(?=[\s"]*[=+\-@＝＋－＠])/g, ";'") : text;
}

function quoted(text: string): string {
  return /[",;]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

import type { Command } from '../command.js';
import type { Column } from '../domain/screen.js';
import { Failure } from '../errors.js';
import type { OutputFormat } from '../flags.js';
import { picked } from './picked.js';

/**
 * Rows printed as they are read, so that none but one is held. @throws Failure `usage` for a table, whose widths are those
 * of all rows
 */
export async function printedRows(
  { name, columns: declared }: Pick<Command, 'name' | 'columns'>,
  rows: Iterable<object>,
  { format, columns }: { readonly format: OutputFormat; readonly columns: readonly Column[] | null },
): Promise<{ readonly pieces: Iterable<string>; readonly rows: number }> {
  let count = 0;
  function* counted(): Generator<object> {
    for (const row of rows) {
      count += 1;
      yield row;
    }
  }
  function* chosen(): Generator<object> {
    for (const row of counted()) yield columns === null ? row : picked(row, columns);
  }
  const printed = (pieces: Iterable<string>) => ({
    pieces,
    get rows() {
      return count;
    },
  });
  switch (format) {
    case 'table':
      throw new Failure('usage', `${name} prints no table`, 'choose --format ndjson, csv, tsv, md or json');
    case 'json':
      return printed((await import('../output/json.js')).jsonRowPieces(chosen()));
    case 'ndjson':
      return printed((await import('../output/json.js')).jsonLinePieces(chosen()));
    case 'csv':
    case 'tsv':
    case 'md':
      return printed((await import('../output/delimited.js')).delimitedPieces(format, columns ?? declared, counted()));
  }
}

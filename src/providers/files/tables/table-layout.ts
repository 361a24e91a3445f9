import { bareName, columnsOf, isHeader, NO_COLUMNS, ROLES, type Columns, type Role } from '../columns.js';
import { parseCount } from '../cells/counts.js';
import { parseDate } from '../cells/dates.js';
import { firstRows } from './csv-rows.js';

/** Where things are in a table. */
export interface Layout {
  readonly delimiter: string;
  /** The names of the columns; null when the table has none and its cells had to tell. */
  readonly header: readonly string[] | null;
  /** How many rows come before the first row of values. */
  readonly skip: number;
  readonly columns: Columns;
  readonly sample: readonly (readonly string[])[];
}

const DELIMITERS = [',', '\t', ';', '|'];
/** Titles and remarks may stand above the header. */
const HEADER_WITHIN = 10;

/** Finds delimiter, header and columns from the first piece of a table; null when it does not look like one. */
export function layoutOf(head: string): Layout | null {
  const candidates = DELIMITERS.map((delimiter) => layoutWith(head, delimiter));
  const [best] = candidates.sort((a, b) => recognised(b) - recognised(a));
  if (best?.header != null && recognised(best) > 0) return best;
  return withoutHeader(candidates);
}

function layoutWith(head: string, delimiter: string): Layout {
  const rows = firstRows(head, delimiter);
  const named = rows.slice(0, HEADER_WITHIN).findIndex((row) => isHeader(row));
  const at = named === -1 ? rows.findIndex((row) => row.some((cell) => cell.trim() !== '')) : named;
  const header = rows[at] ?? [];
  return { delimiter, header, skip: at + 1, columns: columnsOf(header), sample: rows.slice(at + 1) };
}

function recognised(layout: Layout): number {
  return ROLES.filter((role) => layout.columns[role] !== -1).length;
}

/** A table without names: the column of ids, of dates and of whole numbers tell themselves, if there is one of each. */
function withoutHeader(candidates: readonly Layout[]): Layout | null {
  const width = ({ sample, header }: Layout): number => Math.min(header?.length ?? 0, sample[0]?.length ?? 1);
  const [widest] = [...candidates].sort((a, b) => width(b) - width(a));
  if (widest === undefined || (widest.header?.length ?? 0) < 2) return null;
  const rows = [widest.header ?? [], ...widest.sample];
  const columns = byCells(rows);
  if (columns === null) return { ...widest, columns: NO_COLUMNS };
  return { ...widest, header: null, skip: widest.skip - 1, columns, sample: rows };
}

const VIDEO_ID = /^(?=.*[A-Z])(?=.*[a-z\d_-])[\w-]{11}$/;
const CHANNEL_ID = /^UC[\w-]{22}$/;
const DURATION = /^(?:P(?:\d+D)?T[\dHMS]+|\d{1,2}:\d{2}(?::\d{2})?)$/;

function byCells(rows: readonly (readonly string[])[]): Columns | null {
  const columns: Record<Role, number> = { ...NO_COLUMNS };
  const width = Math.max(...rows.slice(0, 50).map((row) => row.length));
  for (let index = 0; index < width; index += 1) {
    const cells = rows.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== '');
    const role = roleOf(cells);
    if (role === null) continue;
    if (columns[role] !== -1) return null; // two columns could be it
    columns[role] = index;
  }
  return columns.id !== -1 && (columns.title !== -1 || columns.views !== -1) ? columns : null;
}

function roleOf(cells: readonly string[]): Role | null {
  const share = (test: (cell: string) => boolean): number => cells.filter(test).length / cells.length;
  const mostly = (test: (cell: string) => boolean): boolean => cells.length > 0 && share(test) >= 0.8;
  if (mostly((cell) => CHANNEL_ID.test(cell))) return 'channelId';
  if (mostly((cell) => /^[\w-]{11}$/.test(cell)) && share((cell) => VIDEO_ID.test(cell)) > 0.5) return 'id';
  if (mostly((cell) => DURATION.test(cell))) return 'duration';
  if (mostly((cell) => parseCount(cell).value !== null)) return isIndex(cells) ? null : 'views';
  if (mostly((cell) => parseDate(cell) !== null)) return 'published';
  const words = mostly((cell) => cell.includes(' ') && !/^(?:https?:|\[)/.test(cell));
  return words && new Set(cells).size > cells.length / 2 ? 'title' : null;
}

function isIndex(cells: readonly string[]): boolean {
  return cells.length > 1 && cells.every((cell, row) => Number(cell) === Number(cells[0]) + row);
}

/** Whether the table has a column of this name, whatever it means. */
export function hasColumn(layout: Layout, name: string): boolean {
  return layout.header?.some((cell) => bareName(cell) === name) ?? false;
}

import type { Block, Column } from '../domain/screen.js';
import { rulerFor } from './cells.js';
import type { Paint } from './colour.js';
import { fieldValue } from '../domain/field-value.js';
import { figureSide, figureText } from './figure-text.js';
import { fitColumns, type Kept } from './fit.js';
import { layOut } from './grid.js';
import { safeText } from '../domain/safe-text.js';

export interface TableOptions {
  /** Terminal columns to fit into; null leaves everything whole. */
  readonly width: number | null;
  readonly paint: Paint;
  /** IANA zone in which days are named. */
  readonly timeZone: string;
}

/** Columns taken by the mark and the space after it, marked or not. */
const MARGIN = 2;
const GAP = 2;

/**
 * A table block as lines, without line ends: muted headings, then each section's label and rows, the columns straight
 * through all sections. Nothing is drawn when there are no rows. Says on a last line how many columns did not fit.
 */
export async function tableLines(
  table: Extract<Block, { kind: 'table' }>,
  { width, paint, timeZone }: TableOptions,
): Promise<string[]> {
  const { columns, sections } = table;
  const rows = sections.flatMap((section) => section.rows.map((row) => ({ row, section })));
  if (rows.length === 0) return [];

  const headings = columns.map(({ header, field }) => safeText(header ?? field));
  const texts = rows.map(({ row }) => columns.map((column) => cellText(column, row, timeZone)));
  const labels = sections.map(({ label }) => safeText(label ?? ''));
  const ruler = await rulerFor([headings, ...texts, labels].flat());

  const natural = headings.map((heading, at) =>
    texts.reduce((most, row) => Math.max(most, ruler.width(row[at] ?? '')), Math.max(1, ruler.width(heading))),
  );
  const kept = width === null ? whole(natural) : fitColumns(extents(columns, natural), width - MARGIN, GAP);
  const cells = [headings, ...texts].map((row, line) =>
    kept.map(({ at, width: room }, place) => {
      const text = ruler.cut(row[at] ?? '', room);
      const tone = place === 0 ? rows[line - 1]?.section.tone : undefined;
      return { text: tone === undefined ? text : paint(text, tone), width: ruler.width(text) };
    }),
  );
  const [heading = '', ...body] = layOut(
    cells,
    kept.map(({ at }) => figureSide(columns[at]?.figure ?? 'text')),
  );

  const lines = [' '.repeat(MARGIN) + paint(heading, 'muted')];
  let next = 0;
  for (const [index, { rows: own, mark = '', tone = 'plain' }] of sections.entries()) {
    const label = labels[index] ?? '';
    if (label !== '' && own.length > 0) lines.push(width === null ? label : ruler.cut(label, width));
    const sign = ruler.cut(safeText(mark), 1);
    const margin = sign === '' ? ' '.repeat(MARGIN) : `${paint(sign, tone)} `;
    for (const line of body.slice(next, next + own.length)) lines.push(margin + line);
    next += own.length;
  }
  const dropped = columns.length - kept.length;
  if (dropped > 0 && width !== null) {
    const note = `${dropped} more ${dropped === 1 ? 'column' : 'columns'} on a wider terminal`;
    lines.push(' '.repeat(MARGIN) + paint(ruler.cut(note, width - MARGIN), 'muted'));
  }
  return lines;
}

function cellText(column: Column, row: object, timeZone: string): string {
  return safeText(figureText(column.figure, fieldValue(row, column.field), timeZone));
}

function whole(natural: readonly number[]): Kept[] {
  return natural.map((width, at) => ({ at, width }));
}

/** Titles give way; a table without one lets its widest column of text give way. */
function extents(columns: readonly Column[], natural: readonly number[]): { width: number; elastic: boolean }[] {
  const titles = columns.some(({ figure }) => figure === 'title');
  const widest = Math.max(...natural.filter((_, at) => columns[at]?.figure === 'text'));
  const widestText = columns.findIndex(({ figure }, at) => figure === 'text' && natural[at] === widest);
  return columns.map(({ figure }, at) => ({
    width: natural[at] ?? 0,
    elastic: titles ? figure === 'title' : at === widestText,
  }));
}

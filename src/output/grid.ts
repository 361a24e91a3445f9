import Table from 'cli-table3';
import { pad } from './cells.js';

/** What stands in one place of a grid: its text, perhaps painted, and how many columns it takes. */
export interface Cell {
  readonly text: string;
  readonly width: number;
}

export type Side = 'left' | 'right';

const GAP = '  ';
const MARK = '\u0001';
// cli-table3 takes seconds for ten thousand rows.
const LARGE = 1_000;

/** Rows of cells as lines with straight columns, each as wide as its widest cell (at least 1), two spaces apart. All rows are equally long. */
export function layOut(rows: readonly (readonly Cell[])[], sides: readonly Side[]): string[] {
  return rows.length > LARGE ? padOut(rows, sides) : tableOut(rows, sides);
}

/** The layout of `layOut` for any number of rows, without cli-table3. */
export function padOut(rows: readonly (readonly Cell[])[], sides: readonly Side[]): string[] {
  const widths = sides.map((_, at) => rows.reduce((most, row) => Math.max(most, row[at]?.width ?? 0), 1));
  return rows.map((row) =>
    row
      .map(({ text, width }, at) => pad(text, width, widths[at] ?? 0, sides[at] ?? 'left'))
      .join(GAP)
      .trimEnd(),
  );
}

/**
 * cli-table3 measures by tables of 2020, which are wrong for Hindi, Thai and newer emoji. So it lays out blanks of the
 * right width between two marks, and the words are put in afterwards.
 */
function tableOut(rows: readonly (readonly Cell[])[], sides: readonly Side[]): string[] {
  const table = new Table({
    chars: { ...NO_LINES, middle: GAP },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
    colAligns: [...sides],
  });
  const words: string[] = [];
  for (const row of rows) {
    table.push(
      row.map(({ text, width }) => {
        if (/^[ -~]*$/.test(text)) return text;
        words.push(text);
        return MARK + ' '.repeat(width) + MARK;
      }),
    );
  }
  let at = 0;
  return table
    .toString()
    .split('\n')
    .map((line) => line.replace(/\x01 *\x01/g, () => words[at++] ?? '').trimEnd());
}

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
};

import type { Chart } from './charts/chart.js';

/** How a value is written for people. Numbers stand right (`written` ones too), words (`text`, `title`, `flag`) left; csv and JSON stay unrounded. */
export type Figure =
  | 'text'
  | 'title'
  | 'count'
  | 'whole'
  | 'multiple'
  | 'percent'
  | 'score'
  | 'age'
  | 'day'
  | 'instant'
  | 'duration'
  | 'decimal'
  | 'usd'
  | 'flag'
  /** A number that is already in words. */
  | 'written';

/**
 * One column of a result. Columns stand in the order of their weight: on a narrow terminal the right ones go first.
 * A `title` column is the one that gives way before any is dropped.
 */
export interface Column {
  /** The path in the row (dots allowed), and the column's name in csv and `--fields`. */
  readonly field: string;
  /** The heading in the table; a column without one is not among the `defaultColumns` and is headed by its field when asked for. */
  readonly header?: string;
  readonly figure: Figure;
  readonly describe: string;
}

/** The columns that a table shows when nobody asked for others with `--fields`. */
export function defaultColumns(columns: readonly Column[]): readonly Column[] {
  return columns.filter(({ header }) => header !== undefined);
}

/** What a piece of text means; colour only underlines what words and marks already say. */
export type Tone = 'plain' | 'strong' | 'muted' | 'good' | 'bad' | 'warn';

/** Rows that belong together, under an optional line of words. `tone` colours the mark and the first column. */
export interface Section {
  readonly label?: string;
  /** One column wide, before each row: ▲ or ▼. */
  readonly mark?: string;
  readonly tone?: Tone;
  readonly rows: readonly object[];
}

/** Words wrap; an `unbroken` line is left to the terminal, so that a path in it can be copied. */
export type Line = string | { readonly text: string; readonly tone: Tone; readonly unbroken?: true };

export type Block =
  | { readonly kind: 'lines'; readonly lines: readonly Line[] }
  | { readonly kind: 'table'; readonly columns: readonly Column[]; readonly sections: readonly Section[] }
  /** Pictures, made only where they are shown: on a terminal with room for them. */
  | { readonly kind: 'charts'; readonly charts: () => readonly (Chart | null)[] };

/** What a command shows, before anything is known of the terminal. Blocks follow each other without an empty line between. */
export type Screen = readonly Block[];

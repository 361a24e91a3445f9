import { Failure } from './errors.js';

/**
 * One flag, declared once: the parser, `--help`, `docs/commands.md` and the type that a command
 * receives all come from this.
 */
export interface Flag<T> {
  readonly describe: string;
  /** One letter, without its dash. */
  readonly short?: string;
  /** What stands for the value in help (`N`, `DATE` …); a flag without one is a switch. */
  readonly placeholder?: string;
  readonly choices?: readonly string[];
  /** May be given several times; the values are collected. */
  readonly repeatable?: boolean;
  /** What a command receives when the flag is not given. */
  readonly absent: T;
  /** Shown in help as the default, when there is one to show. */
  readonly shownDefault?: string;
  /** Reads one value. @throws Failure `usage` */
  readonly read: (text: string, name: string) => T;
}

export type Flags = Readonly<Record<string, Flag<unknown>>>;

/** What a command receives for its declared flags. */
export type FlagValues<F extends Flags> = { readonly [K in keyof F]: F[K] extends Flag<infer T> ? T : never };

/** The name as it is typed: `asOf` is `--as-of`. */
export function flagName(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** A switch: there or not. */
export function toggle(describe: string, short?: string): Flag<boolean> {
  return { describe, absent: false, read: () => true, ...(short === undefined ? {} : { short }) };
}

/** Free text. */
export function text(describe: string, placeholder: string, short?: string): Flag<string | null> {
  return { describe, placeholder, absent: null, read: (value) => value, ...(short === undefined ? {} : { short }) };
}

/** A folder that a command writes files of its own into. No plain text: that would be the file of the result. */
export function folder(
  describe: string,
  placeholder: string,
  options: { short?: string; shownDefault?: string } = {},
): Flag<{ readonly folder: string } | null> {
  return {
    describe,
    placeholder,
    absent: null,
    read: (value, name) => {
      if (value !== '') return { folder: value };
      throw new Failure('usage', `${name} names no folder`, `for example ${name} thumbnails`);
    },
    ...options,
  };
}

/** Free text, as often as wanted. */
export function texts(describe: string, placeholder: string): Flag<readonly string[]> {
  return { describe, placeholder, repeatable: true, absent: [], read: (value) => [value] };
}

/** A whole number of at least `least`, and at most `most`. */
export function count(
  describe: string,
  options: { short?: string; least?: number; most?: number; shownDefault?: string } = {},
): Flag<number | null> {
  const { least = 1, most = Number.MAX_SAFE_INTEGER, ...rest } = options;
  return {
    describe,
    placeholder: 'N',
    absent: null,
    read: (value, name) => {
      const number = Number(value);
      if (!/^\d+$/.test(value) || number < least || number > most) {
        const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`;
        throw new Failure(
          'usage',
          `${name} takes a whole number ${range}, not "${value}"`,
          `for example ${name} ${Math.max(least, 3)}`,
        );
      }
      return number;
    },
    ...rest,
  };
}

/** One of a few words. */
export function choice<const C extends readonly string[]>(
  describe: string,
  choices: C,
  options: { short?: string; shownDefault?: string } = {},
): Flag<C[number] | null> {
  return {
    describe,
    placeholder: choices.join('|'),
    choices,
    absent: null,
    read: (value, name) => {
      const found = choices.find((word) => word === value.toLowerCase());
      if (found === undefined) {
        throw new Failure('usage', `${name} does not know "${value}"`, `it takes ${choices.join(', ')}`);
      }
      return found;
    },
    ...options,
  };
}

/** Words separated by commas. */
export function list(describe: string, placeholder: string): Flag<readonly string[] | null> {
  return {
    describe,
    placeholder,
    absent: null,
    read: (value) =>
      value
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== ''),
  };
}

/** An IANA time zone. */
function timeZone(describe: string): Flag<string | null> {
  return {
    describe,
    placeholder: 'ZONE',
    absent: null,
    read: (value, name) => {
      try {
        return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
      } catch {
        throw new Failure(
          'usage',
          `${name} does not know the time zone "${value}"`,
          'use a name such as Europe/Paris or UTC',
        );
      }
    },
  };
}

export const FORMATS = ['table', 'json', 'ndjson', 'csv', 'tsv', 'md'] as const;
export type OutputFormat = (typeof FORMATS)[number];

export const SOURCES = ['auto', 'api', 'feed', 'file'] as const;

const ENDINGS: Readonly<Record<string, OutputFormat>> = {
  csv: 'csv',
  tsv: 'tsv',
  json: 'json',
  ndjson: 'ndjson',
  jsonl: 'ndjson',
  md: 'md',
};

/** The format that a file's name tells: who writes `--output videos.csv` wants CSV. Null for any other name. */
export function formatByEnding(file: string | null): OutputFormat | null {
  const ending = /\.([a-z]+)$/i.exec(file ?? '')?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(ENDINGS, ending) ? (ENDINGS[ending] ?? null) : null;
}

/** Flags of every command that prints a result. */
export const OUTPUT_FLAGS = {
  json: toggle('print JSON (the same as --format json)'),
  format: choice('how to print', FORMATS, { shownDefault: 'table' }),
  fields: list('print only these fields, in this order; a.b stays one name, also in JSON', 'a,b'),
  output: text('write the result to a file, whole or not at all; - for stdout', 'FILE', 'o'),
  plan: toggle('say what it would cost at most, and do nothing'),
  quiet: toggle('no notes and no progress on stderr', 'q'),
  debug: toggle('show where a failure came from'),
  noColor: toggle('no colours'),
} as const;

/** Flags of every command that shows rows. */
export const ROW_FLAGS = {
  top: count('show only the first N rows'),
  all: toggle('show every row'),
} as const;

/** The flag of every command whose screen has pictures. */
export const CHART_FLAG = { noChart: toggle('no pictures beside the figures; in a pipe there are none') } as const;

/** Flags of every command that looks at the videos of a channel. */
export const VIDEO_FLAGS = {
  source: choice('where the videos come from', SOURCES, { shownDefault: 'auto' }),
  from: texts('read the videos from a file, or from stdin with -; may be repeated', 'PATH'),
  limit: count('look at the N newest public videos', { short: 'n', shownDefault: '50; from a file all' }),
  since: text('only videos published since then: 2026-01-31, or 30d, 8w, 6mo, 1y ago', 'DATE'),
  until: text('only videos published until then (that day included)', 'DATE'),
  asOf: text('the day that ages are counted to; default: now, or the day a file was collected', 'DATE'),
  tz: timeZone('time zone of days and weeks, such as Europe/Paris'),
  refresh: toggle('ask anew for everything, whatever is kept of earlier runs'),
  offline: toggle('use only what is kept of earlier runs, however old'),
} as const;

/** The flag of every command whose look at a channel may be kept. */
export const SAVE_FLAG = {
  save: toggle('keep these figures as a snapshot of the channel: insight track show shows what grew since'),
} as const;

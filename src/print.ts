import type { Command, Started, ViewOptions } from './command.js';
import type { World } from './context.js';
import type { Column, Screen } from './domain/screen.js';
import { LazyList, type Listed } from './domain/listed.js';
import { fieldValue } from './domain/field-value.js';
import { nearest } from './domain/did-you-mean.js';
import { Failure, isSubjectFailure } from './errors.js';
import { formatByEnding, FORMATS, type OutputFormat } from './flags.js';
import { picked } from './print/picked.js';

/** How a result is to be printed, read before anything is spent on getting it. */
export interface PrintWish {
  readonly format: OutputFormat;
  /** The columns of `--fields`; null when not given. */
  readonly columns: readonly Column[] | null;
  readonly top: number | null;
  readonly all: boolean;
  readonly noColour: boolean;
  readonly noChart: boolean;
  /** The file of `--output` as it was typed; null for stdout. */
  readonly file: string | null;
}

/** As wide as a terminal is taken to be that does not say. */
const USUAL_COLUMNS = 80;
/** As high, likewise. */
const USUAL_ROWS = 24;

/** Fields of the channel, which may stand before those of a row where several channels share one table. */
const CHANNEL_COLUMNS: readonly Column[] = [
  { field: 'channel.id', figure: 'text', describe: 'id of the channel' },
  { field: 'channel.title', figure: 'text', describe: 'title of the channel' },
];

/** Every field that `--fields` takes for a command. */
export function fieldsOf({ rows, columns }: Command): readonly Column[] {
  const perChannel = rows === 'videos' || rows === 'hashtags';
  // Rows of several channels tell theirs themselves.
  const own = new Set(columns.map(({ field }) => field));
  return perChannel ? [...columns, ...CHANNEL_COLUMNS.filter(({ field }) => !own.has(field))] : columns;
}

/** @throws Failure `usage` for an unknown field, two formats at once, or `--all` with `--top` */
export function readPrintWish(
  command: Command,
  flags: Readonly<Record<string, unknown>>,
  formatSetting: string | null,
): PrintWish {
  const named = FORMATS.find((format) => format === flags.format) ?? null;
  if (flags.json === true && named !== null && named !== 'json') {
    throw new Failure('usage', `--json and --format ${named} contradict each other`, 'leave one of them out');
  }
  if (flags.all === true && typeof flags.top === 'number') {
    throw new Failure('usage', '--all and --top contradict each other', 'leave one of them out');
  }
  const file = typeof flags.output === 'string' && flags.output !== '-' ? readFile(flags.output) : null;
  const usual = command.usualFormat ?? FORMATS.find((format) => format === formatSetting) ?? 'table';
  return {
    format: flags.json === true ? 'json' : (named ?? formatByEnding(file) ?? usual),
    columns: Array.isArray(flags.fields) ? readFields(command, flags.fields.map(String)) : null,
    top: typeof flags.top === 'number' ? flags.top : null,
    all: flags.all === true,
    noColour: flags.noColor === true,
    noChart: flags.noChart === true,
    file,
  };
}

function readFile(path: string): string {
  if (path !== '') return path;
  throw new Failure('usage', '--output names no file', 'name one, or - for stdout');
}

function readFields(command: Command, names: readonly string[]): readonly Column[] {
  const known = fieldsOf(command);
  if (names.length === 0) throw new Failure('usage', '--fields names no field', fieldsHint(command.name));
  return names.map((name) => {
    const column = known.find(({ field }) => field === name);
    if (column !== undefined) return column;
    const meant = nearest(
      name,
      known.map(({ field }) => field),
    );
    const hint = meant === null ? fieldsHint(command.name) : `did you mean ${meant}?`;
    throw new Failure('usage', `${command.name} has no field "${name}"`, hint);
  });
}

const fieldsHint = (name: string) => `insight ${name} --help lists the fields`;

interface Surroundings {
  readonly world: World;
  /** Called only where a day is named. */
  readonly timeZone: () => string;
  readonly subject: string;
}

/** What a finished run prints: pieces of text, and how many rows of the result are in them, known once these are read. */
export interface Printed {
  readonly pieces: Iterable<string>;
  readonly rows: number;
}

/** A finished run in the format asked for. */
export async function printed(
  command: Command,
  started: Started,
  wish: PrintWish,
  surroundings: Surroundings,
): Promise<Printed> {
  if (started.rows !== undefined) {
    return (await import('./print/print-rows.js')).printedRows(command, started.rows, wish);
  }
  if (wish.format === 'table') return screenText(started, wish, surroundings);
  return { pieces: await formatted(wish.format, command, started, wish), rows: rowCount(command, started, wish) };
}

async function formatted(
  format: Exclude<OutputFormat, 'table'>,
  command: Command,
  started: Started,
  wish: PrintWish,
): Promise<Iterable<string>> {
  switch (format) {
    case 'json': {
      const { jsonPieces } = await import('./output/json.js');
      const values = started.results.map((result) => chosenPart(result, command, wish));
      return jsonPieces(started.several ? values : values[0]);
    }
    case 'ndjson': {
      const { jsonLinePieces } = await import('./output/json.js');
      return jsonLinePieces(started.results.map((result) => chosenPart(result, command, wish)));
    }
    case 'csv':
    case 'tsv':
    case 'md': {
      const { delimitedPieces } = await import('./output/delimited.js');
      const channels = started.several && command.rows !== null ? CHANNEL_COLUMNS : [];
      const columns = started.columns ?? command.columns;
      return delimitedPieces(format, wish.columns ?? [...channels, ...columns], rowsOf(command, started, wish));
    }
  }
}

async function screenText(
  started: Started,
  wish: PrintWish,
  { world, timeZone: zone, subject }: Surroundings,
): Promise<Printed> {
  const [{ renderScreen }, { wantsColour }, { signsFor }] = await Promise.all([
    import('./output/screen.js'),
    import('./output/colour.js'),
    import('./output/charts/signs.js'),
  ]);
  const { stdout, env } = world;
  const timeZone = zone();
  // Some terminals say 0.
  const width = stdout.isTTY ? stdout.columns || USUAL_COLUMNS : null;
  const view: ViewOptions = { columns: wish.columns, top: wish.top, all: wish.all, subject, timeZone };
  const screens = started.screens(view);
  // Less the line that the shell writes next.
  const lines = Math.floor(((stdout.rows || USUAL_ROWS) - 1) / screens.length);
  const charts = wish.noChart ? {} : { charts: { lines, signs: signsFor(env) } };
  // A file is read in many places, so nothing of this terminal goes into it.
  const options =
    wish.file === null
      ? { width, colour: wantsColour(stdout, env, wish.noColour), timeZone, ...charts }
      : { width: null, colour: false, timeZone };
  const texts: string[] = [];
  for (const screen of screens) texts.push(await renderScreen(screen, options));
  return { pieces: [texts.join('\n')], rows: screens.map(rowsShown).reduce((sum, rows) => sum + rows, 0) };
}

/** A screen without a table is about one thing. */
function rowsShown(screen: Screen): number {
  const tables = screen.flatMap((block) => (block.kind === 'table' ? block.sections : []));
  return tables.length === 0 ? 1 : tables.reduce((sum, { rows }) => sum + rows.length, 0);
}

function* rowsOf({ rows: path }: Command, { results }: Started, { top }: PrintWish): Generator<object> {
  for (const result of results) {
    if (isSubjectFailure(result)) continue;
    const channel: unknown = 'channel' in result ? result.channel : undefined;
    const rows = path === null ? [result] : rowsAt(result, path).slice(0, top ?? undefined);
    for (const row of rows) yield channel === undefined || path === null ? row : { ...row, channel };
  }
}

function rowCount({ rows: path }: Command, { results }: Started, { top }: PrintWish): number {
  const good = results.filter((result) => !isSubjectFailure(result));
  const counts = good.map((result) => (path === null ? 1 : Math.min(rowsAt(result, path).length, top ?? Infinity)));
  return counts.reduce((sum, rows) => sum + rows, 0);
}

function rowsAt(result: object, path: string): Listed<object> {
  const value = fieldValue(result, path);
  return Array.isArray(value) || value instanceof LazyList ? (value as Listed<object>) : [];
}

/** A result with only the rows and fields asked for; what it was looked at, and with what, stays. */
function chosenPart(result: object, { rows: path }: Command, { columns, top }: PrintWish): object {
  if (isSubjectFailure(result) || (columns === null && (top === null || path === null))) return result;
  if (path === null) return { ...head(result), ...picked(result, columns ?? []) };
  const channel: unknown = 'channel' in result ? result.channel : undefined;
  const chosen = rowsAt(result, path).slice(0, top ?? undefined);
  const rows =
    columns === null
      ? chosen
      : new LazyList(chosen.length, (index) => picked({ ...chosen.at(index), channel }, columns));
  return withRows(result, path.split('.'), rows);
}

function head(result: object): object {
  const kept = Object.entries(result).filter(([name]) => ['schemaVersion', 'source', 'asOf'].includes(name));
  return Object.fromEntries(kept);
}

function withRows(result: object, [name = '', ...deeper]: readonly string[], rows: Listed<object>): object {
  const inner = fieldValue(result, name);
  return { ...result, [name]: deeper.length === 0 ? rows : withRows(Object(inner) as object, deeper, rows) };
}

import type { Command, Started, ViewOptions } from './command.js';
import type { World } from './context.js';
import type { Column } from './domain/screen.js';
import { fieldValue } from './domain/field-value.js';
import { nearest } from './domain/did-you-mean.js';
import { Failure, isSubjectFailure } from './errors.js';
import { FORMATS, type OutputFormat } from './flags.js';

/** How a result is to be printed, read before anything is spent on getting it. */
export interface PrintWish {
  readonly format: OutputFormat;
  /** The columns of `--fields`; null when not given. */
  readonly columns: readonly Column[] | null;
  readonly top: number | null;
  readonly all: boolean;
  readonly noColour: boolean;
}

/** Fields of the channel, which may stand before those of a row where several channels share one table. */
const CHANNEL_COLUMNS: readonly Column[] = [
  { field: 'channel.id', figure: 'text', describe: 'id of the channel' },
  { field: 'channel.title', figure: 'text', describe: 'title of the channel' },
];

/** Every field that `--fields` takes for a command. */
export function fieldsOf({ rows, columns }: Command): readonly Column[] {
  const perChannel = rows === 'videos' || rows === 'hashtags';
  return perChannel ? [...columns, ...CHANNEL_COLUMNS] : columns;
}

/** @throws Failure `usage` for an unknown field, or two formats at once */
export function readPrintWish(
  command: Command,
  flags: Readonly<Record<string, unknown>>,
  formatSetting: string | null,
): PrintWish {
  const named = FORMATS.find((format) => format === flags.format) ?? null;
  if (flags.json === true && named !== null && named !== 'json') {
    throw new Failure('usage', `--json and --format ${named} contradict each other`, 'leave one of them out');
  }
  const usual = FORMATS.find((format) => format === formatSetting) ?? 'table';
  return {
    format: flags.json === true ? 'json' : (named ?? usual),
    columns: Array.isArray(flags.fields) ? readFields(command, flags.fields.map(String)) : null,
    top: typeof flags.top === 'number' ? flags.top : null,
    all: flags.all === true,
    noColour: flags.noColor === true,
  };
}

function readFields(command: Command, names: readonly string[]): readonly Column[] {
  const known = fieldsOf(command);
  if (names.length === 0) throw new Failure('usage', '--fields names no field', fieldsHint(command.name));
  return names.map((name) => {
    const column = known.find(({ field }) => field === name);
    if (column !== undefined) return column;
    const meant = nearest(name, known.map(({ field }) => field));
    const hint = meant === null ? fieldsHint(command.name) : `did you mean ${meant}?`;
    throw new Failure('usage', `${command.name} has no field "${name}"`, hint);
  });
}

const fieldsHint = (name: string) => `insight ${name} --help lists the fields`;

/** The pieces of text that a finished run prints in the format asked for. */
export async function printed(
  command: Command,
  started: Started,
  wish: PrintWish,
  surroundings: { readonly world: World; readonly timeZone: string; readonly subject: string },
): Promise<Iterable<string>> {
  switch (wish.format) {
    case 'table':
      return [await screenText(started, wish, surroundings)];
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
      return delimitedPieces(wish.format, wish.columns ?? [...channels, ...command.columns], rowsOf(command, started, wish));
    }
  }
}

async function screenText(
  started: Started,
  wish: PrintWish,
  { world, timeZone, subject }: { readonly world: World; readonly timeZone: string; readonly subject: string },
): Promise<string> {
  const [{ renderScreen }, { wantsColour }] = await Promise.all([
    import('./output/screen.js'),
    import('./output/colour.js'),
  ]);
  const { stdout, env } = world;
  const options = {
    width: stdout.isTTY ? stdout.columns : null,
    colour: wantsColour(stdout, env, wish.noColour),
    timeZone,
  };
  const view: ViewOptions = { columns: wish.columns, top: wish.top, all: wish.all, subject, timeZone };
  const texts: string[] = [];
  for (const screen of started.screens(view)) texts.push(await renderScreen(screen, options));
  return texts.join('\n');
}

function* rowsOf({ rows: path }: Command, { results }: Started, { top }: PrintWish): Generator<object> {
  for (const result of results) {
    if (isSubjectFailure(result)) continue;
    const channel: unknown = 'channel' in result ? result.channel : undefined;
    const rows = path === null ? [result] : rowsAt(result, path).slice(0, top ?? undefined);
    for (const row of rows) yield channel === undefined || path === null ? row : { ...row, channel };
  }
}

function rowsAt(result: object, path: string): readonly object[] {
  const value = fieldValue(result, path);
  return Array.isArray(value) ? (value as readonly object[]) : [];
}

/** A result with only the rows and fields asked for; what it was looked at, and with what, stays. */
function chosenPart(result: object, { rows: path }: Command, { columns, top }: PrintWish): object {
  if (isSubjectFailure(result) || (columns === null && (top === null || path === null))) return result;
  if (path === null) return { ...head(result), ...picked(result, columns ?? []) };
  const channel: unknown = 'channel' in result ? result.channel : undefined;
  const rows = rowsAt(result, path)
    .slice(0, top ?? undefined)
    .map((row) => (columns === null ? row : picked({ ...row, channel }, columns)));
  return withRows(result, path.split('.'), rows);
}

function head(result: object): object {
  const kept = Object.entries(result).filter(([name]) => ['schemaVersion', 'source', 'asOf'].includes(name));
  return Object.fromEntries(kept);
}

function picked(row: object, columns: readonly Column[]): object {
  return Object.fromEntries(columns.map(({ field }) => [field, fieldValue(row, field) ?? null]));
}

function withRows(result: object, [name = '', ...deeper]: readonly string[], rows: readonly object[]): object {
  const inner = fieldValue(result, name);
  return { ...result, [name]: deeper.length === 0 ? rows : withRows(Object(inner) as object, deeper, rows) };
}

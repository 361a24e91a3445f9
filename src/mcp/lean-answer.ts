import type { Command, Started } from '../command.js';
import { fieldValue } from '../domain/field-value.js';
import { LazyList, type Listed } from '../domain/listed.js';
import { safeText } from '../domain/safe-text.js';
import { withoutKeys } from '../domain/key-name.js';
import { isSubjectFailure, type SubjectFailure } from '../errors.js';
import type { AgentTool } from './agent-tools.js';
import { leanFigure, leanJson } from './lean-figure.js';
import type { ToolInput } from './tool-input.js';
import { MOST_CHANNELS } from './tool-schema.js';

/** What a model is told. */
export interface LeanAnswer {
  /** In the words of this program: numbers, methods, costs. */
  readonly said: string;
  /**
   * With the words of strangers: titles, names, notes. Each line begins with a word or number of this program, so that
   * no title can begin one.
   */
  readonly found: string;
}

/** Fields that every result may have, told before those of the tool. */
const HEAD = ['source.kind', 'asOf'];

/**
 * A finished run in few tokens: what it comes to, then the rows asked for as lines with tabs, numbered.
 * @param notes what is to be said beside it
 */
export function leanAnswer(
  tool: AgentTool,
  command: Command,
  started: Started,
  input: ToolInput,
  notes: readonly string[],
): LeanAnswer {
  const failed = started.results.filter(isSubjectFailure);
  const good = started.results.filter((result) => !isSubjectFailure(result));
  const { rows: path } = command;
  // Where results are themselves the rows, they share a table.
  const parts =
    path === null
      ? [{ of: good, mark: '', table: tableOf(good, input) }]
      : good.slice(0, MOST_CHANNELS).map((result, at) => ({
          of: [result],
          mark: started.several ? `[${at + 1}] ` : '',
          table: tableOf(rowsAt(result, path), input),
        }));
  return {
    said: [
      ...parts.map(({ of, mark, table }) =>
        [`${mark}${table.range}`, ...shared(of, [...HEAD, ...tool.about])].join(' '),
      ),
      ...(parts.length < good.length && path !== null
        ? [`channels 1-${parts.length} of ${good.length}; name others in channels`]
        : []),
      ...(failed.length === 0 ? [] : [`failed: ${failed.length} of ${started.results.length}`]),
    ].join('\n'),
    found: [
      ...parts.flatMap(({ of, mark, table }) => [
        ...(tool.named.length === 0 || of.length === 0 ? [] : [`${mark}${shared(of, tool.named).join(' ')}`]),
        ...table.lines,
      ]),
      ...(good.length === 1 ? good.flatMap((result) => listLines(result, tool.lists ?? {}, input.top)) : []),
      ...failed.map(failureLine),
      ...notes.map((note) => `note: ${withoutKeys(safeText(note))}`),
    ].join('\n'),
  };
}

/** What holds for all of them. */
function shared(results: readonly object[], fields: readonly string[]): string[] {
  const [first = [], ...others] = results.map((result) => pairs(result, fields));
  return first.filter((pair) => others.every((each) => each.includes(pair)));
}

/** `name=value` of each field that is known, but for what is not the case. */
function pairs(result: object, fields: readonly string[]): string[] {
  return fields.flatMap((field) => {
    const value = fieldValue(result, field);
    if (value === undefined || value === null || value === false) return [];
    const words = leanFigure(value, /(?:asOf|At)$/.test(field) ? 'day' : 'decimal');
    return [
      `${nameOf(field)}=${typeof value === 'string' && /[^\w.:+/-]/.test(words) ? JSON.stringify(words) : words}`,
    ];
  });
}

/** Of a path only its end, which says enough. */
function nameOf(field: string): string {
  return field === 'source.kind' ? 'source' : field.replace(/.*\./, '');
}

interface Table {
  /** Which rows are shown, and how to get the next. */
  readonly range: string;
  readonly lines: readonly string[];
}

function tableOf(rows: Listed<object>, { columns, top, skip }: ToolInput): Table {
  const shown = [...rows.slice(skip, skip + top)];
  const end = skip + shown.length;
  const more = end < rows.length ? ` (next: skip=${end})` : '';
  const range =
    shown.length === 0 ? `rows: none of ${rows.length}` : `rows ${skip + 1}-${end} of ${rows.length}${more}`;
  if (shown.length === 0) return { range, lines: [] };
  const lines = shown.map((row, at) =>
    [skip + at + 1, ...columns.map(({ field, figure }) => leanFigure(fieldValue(row, field), figure, top))].join('\t'),
  );
  return { range, lines: [['#', ...columns.map(({ field }) => field)].join('\t'), ...lines] };
}

function rowsAt(result: object, path: string): Listed<object> {
  const value = fieldValue(result, path);
  return Array.isArray(value) || value instanceof LazyList ? (value as Listed<object>) : [];
}

function listLines(result: object, lists: NonNullable<AgentTool['lists']>, top: number): string[] {
  return Object.entries(lists).flatMap(([path, fields]) => {
    const entries = [...rowsAt(result, path).slice(0, top)];
    const lines = entries.map((entry) => fields.map((field) => leanFigure(fieldValue(entry, field), 'decimal')));
    const head = fields.length > 1 && lines.length > 0 ? [fields] : [];
    return [...head, ...lines].map((cells) => `${path}:\t${cells.join('\t')}`);
  });
}

function failureLine({ subject, error }: SubjectFailure): string {
  const { kind, message, hint } = error;
  return `failed: ${withoutKeys(leanJson({ subject, kind, message, hint }))}`;
}

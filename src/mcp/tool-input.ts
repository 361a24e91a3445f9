import type { Command } from '../command.js';
import { nearest } from '../domain/did-you-mean.js';
import type { Column } from '../domain/screen.js';
import { Failure } from '../errors.js';
import type { Flag } from '../flags.js';
import type { Reading } from '../providers/ports.js';
import type { AgentTool } from './agent-tools.js';
import { flagKind, MOST_CHANNELS, MOST_ENTRIES, MOST_ROWS, MOST_TEXT, offeredFlags } from './tool-schema.js';

/** What an agent asks of a tool, read. */
export interface ToolInput {
  readonly words: readonly string[];
  /** Every flag of the command; what was not said is absent. */
  readonly flags: Readonly<Record<string, unknown>>;
  /** Files, as they were named. */
  readonly files: readonly string[];
  readonly columns: readonly Column[];
  readonly top: number;
  readonly skip: number;
  /** IANA zone; null for the setting's. */
  readonly timeZone: string | null;
  readonly reading: Reading;
}

type Given = Readonly<Record<string, unknown>>;

/**
 * Reads the arguments of a call by the declaration of its command.
 * @param files whether files may be read
 * @throws Failure `usage`, with what was probably meant
 */
export function readToolInput(
  name: string,
  tool: AgentTool,
  command: Command,
  given: Given,
  files: boolean,
): ToolInput {
  const offered = offeredFlags(command, tool, files);
  const { subject } = tool;
  const shape = [...(tool.choosesFields ? ['fields'] : []), 'top', 'skip'];
  const known = [...(subject === null ? [] : [subject.name]), ...offered, ...shape];
  for (const key of Object.keys(given)) if (!known.includes(key)) throw unknownArgument(name, key, known);
  const flags = Object.fromEntries(
    Object.entries(command.flags).map(([key, flag]) => {
      const value = offered.includes(key) ? given[key] : undefined;
      return [key, value === undefined ? flag.absent : readFlag(key, flag, value, tool.most?.[key])];
    }),
  ) as Given;
  const words = subject === null ? [] : readSubject(name, subject, given[subject.name]);
  const paths = Array.isArray(flags.from) ? flags.from.map(String) : [];
  if (subject?.kind === 'list' && words.length === 0 && paths.length === 0) {
    throw wrong(`${name} needs ${subject.name}`, `for example ["@veritasium"]${files ? ', or a file with from' : ''}`);
  }
  return {
    words,
    flags,
    files: paths,
    columns: readColumns(name, command, given.fields ?? tool.fields(flags)),
    top: readNumber('top', given.top ?? tool.top, 1, MOST_ROWS),
    skip: readNumber('skip', given.skip ?? 0, 0, Number.MAX_SAFE_INTEGER),
    timeZone: typeof flags.tz === 'string' ? flags.tz : null,
    reading: readingOf(flags),
  };
}

function wrong(message: string, hint: string): Failure {
  return new Failure('usage', message, hint);
}

function unknownArgument(name: string, key: string, known: readonly string[]): Failure {
  const meant = nearest(key, known);
  return wrong(
    `${name} takes no "${key.slice(0, 40)}"`,
    meant === null ? `it takes ${known.join(', ')}` : `did you mean ${meant}?`,
  );
}

function readSubject(name: string, { name: key, kind }: NonNullable<AgentTool['subject']>, value: unknown) {
  if (value === undefined && kind !== 'one') return [];
  if (kind !== 'list') {
    if (typeof value !== 'string' || value.trim() === '') throw wrong(`${name} needs ${key}`, `${key} is a text`);
    return [readText(key, value)];
  }
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  if (list.length === 0 || list.length > MOST_CHANNELS) {
    throw wrong(`${key} takes a list of 1 to ${MOST_CHANNELS} texts`, 'for example ["@veritasium"]');
  }
  return list.map((word) => readText(key, word));
}

/** @throws Failure `usage` also for what means standard input: that is where the agent itself speaks */
function readText(key: string, value: unknown): string {
  if (typeof value !== 'string' || value.length > MOST_TEXT) {
    throw wrong(`${key} takes texts of up to ${MOST_TEXT} characters`, `write ${key} as a text`);
  }
  if (value.trim() === '-') throw wrong(`${key} cannot be "-"`, 'there is no standard input to read from here');
  return value;
}

function readFlag(key: string, flag: Flag<unknown>, value: unknown, most = Number.MAX_SAFE_INTEGER): unknown {
  switch (flagKind(flag)) {
    case 'boolean':
      if (typeof value !== 'boolean') throw wrong(`${key} takes true or false`, `write "${key}": true`);
      return value ? flag.read('', key) : flag.absent;
    case 'integer':
      if (typeof value !== 'number') throw wrong(`${key} takes a whole number`, `write "${key}": 50`);
      if (value > most) throw wrong(`${key} is ${most} at most`, 'ask for fewer');
      return flag.read(String(value), key);
    case 'strings':
      if (!Array.isArray(value) || value.length > MOST_ENTRIES) {
        throw wrong(`${key} takes a list of up to ${MOST_ENTRIES} texts`, `write "${key}": ["…"]`);
      }
      return (value as unknown[]).flatMap((text) => flag.read(readText(key, text), key));
    case 'string':
      return flag.read(readText(key, value), key);
  }
}

function readNumber(key: string, value: unknown, least: number, most: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw wrong(`${key} takes a whole number from ${least} to ${most}`, `leave ${key} out for the usual one`);
}

function readColumns(name: string, { columns }: Command, value: unknown): readonly Column[] {
  const fields: readonly unknown[] = Array.isArray(value) ? value : [];
  if (fields.length === 0) throw wrong('fields takes a list of names', 'leave fields out for the usual ones');
  if (new Set(fields).size < fields.length) throw wrong('fields names a field twice', 'name each once');
  return fields.map((field) => {
    const found = columns.find((column) => column.field === field);
    if (found !== undefined) return found;
    const names = columns.map((column) => column.field);
    const meant = nearest(String(field), names);
    const hint = meant === null ? `it has ${names.join(', ')}` : `did you mean ${meant}?`;
    throw wrong(`${name} has no field "${String(field).slice(0, 40)}"`, hint);
  });
}

function readingOf({ refresh, offline }: Given): Reading {
  if (refresh === true && offline === true) throw wrong('refresh and offline contradict each other', 'leave one out');
  return offline === true ? 'offline' : refresh === true ? 'refresh' : 'normal';
}

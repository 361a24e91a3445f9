import type { Command } from '../command.js';
import type { Flag } from '../flags.js';
import type { AgentTool } from './agent-tools.js';

/** Channels of one call, and of one answer where a file holds more. */
export const MOST_CHANNELS = 10;
/** Rows of one answer. */
export const MOST_ROWS = 500;
/** Entries of a list that is no list of channels: files, for example. */
export const MOST_ENTRIES = 20;
/** Characters of one text. */
export const MOST_TEXT = 5_000;

/** Flags that read files, where a folder of them may be read. */
const FILE_FLAGS = ['from', 'asOf'];

/** What the flags of most tools mean, in fewer words than help has room for: every tool repeats them. */
const SHORT: Readonly<Record<string, string>> = {
  limit: 'newest videos, or results, looked at',
  since: '2026-01-31, or 30d, 8w, 6mo, 1y ago',
  until: 'likewise',
  refresh: 'ask anew, whatever is kept',
  offline: 'only what is kept',
  tz: 'IANA time zone',
  description: 'its description',
};

/** A JSON Schema, as far as tools need one. */
export type Schema = Readonly<Record<string, unknown>>;

/** The flags of a command that an agent may set. @param files whether it may read files */
export function offeredFlags({ flags: own }: Command, { flags }: AgentTool, files: boolean): readonly string[] {
  const reads = files && Object.hasOwn(own, 'from') ? FILE_FLAGS : [];
  return [...flags, ...reads];
}

/** What a tool takes, from the flags of its command by the same names. */
export function inputSchema(command: Command, tool: AgentTool, files: boolean): Schema {
  const { subject, top, choosesFields, most } = tool;
  const flags = offeredFlags(command, tool, files).flatMap((name) => {
    const flag = command.flags[name];
    return flag === undefined ? [] : [[name, flagSchema(flag, SHORT[name] ?? flag.describe, most?.[name])]];
  });
  // A file may stand for the channels.
  const needsSubject = subject !== null && subject.kind !== 'optional' && !(files && subject.kind === 'list');
  const rows = {
    ...(choosesFields && { fields: fieldsSchema(command, tool) }),
    top: { type: 'integer', default: top },
    skip: { type: 'integer' },
  };
  return {
    type: 'object',
    properties: {
      ...(subject === null ? {} : { [subject.name]: subjectSchema(subject) }),
      ...(Object.fromEntries(flags) as Schema),
      ...rows,
    },
    ...(needsSubject && { required: [subject.name] }),
    additionalProperties: false,
  };
}

/** Names alone, and those that no answer has shown yet: an `enum` of all says the same in more. */
function fieldsSchema({ columns }: Command, { fields }: AgentTool): Schema {
  const usual = fields({});
  const others = columns.map(({ field }) => field).filter((field) => !usual.includes(field));
  return { type: 'array', items: { type: 'string' }, description: `those of an answer, or ${others.join(', ')}` };
}

function subjectSchema({ describe, kind }: NonNullable<AgentTool['subject']>): Schema {
  const one = { type: 'string' };
  return kind === 'list'
    ? { type: 'array', items: { ...one, description: describe }, maxItems: MOST_CHANNELS }
    : { ...one, description: describe };
}

/** How a value of a flag is written in JSON. */
export function flagKind({ placeholder, repeatable }: Flag<unknown>): 'boolean' | 'integer' | 'string' | 'strings' {
  if (placeholder === undefined) return 'boolean';
  if (repeatable === true) return 'strings';
  return placeholder === 'N' ? 'integer' : 'string';
}

function flagSchema(flag: Flag<unknown>, description: string, maximum: number | undefined): Schema {
  const { choices, shownDefault } = flag;
  // What an agent may read is named by `from`.
  if (choices !== undefined) {
    const words = choices.filter((word) => word !== 'file');
    return {
      enum: words,
      ...(shownDefault !== undefined && words.includes(shownDefault) && { default: shownDefault }),
    };
  }
  const kind = flagKind(flag);
  return kind === 'strings'
    ? { type: 'array', items: { type: 'string' }, maxItems: MOST_ENTRIES, description }
    : { type: kind, description, ...(maximum !== undefined && { maximum }) };
}

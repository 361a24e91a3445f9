import type { Command } from '../command.js';
import { GENERATED } from './commands-page.js';
import { schemaFile, type Schema } from './json-schemas.js';

/** What every result begins with: told once. */
const HEAD = ['schemaVersion', 'source'];

/** Longer lists of words than this are told in the meaning alone. */
const MOST_WORDS = 8;

/** One field as the tables tell it. */
interface Field {
  readonly path: string;
  readonly types: readonly string[];
  readonly always: boolean;
  readonly meaning: string;
}

/**
 * docs/json.md: how results are printed, and the fields of each.
 * @param schemas as they are published, by name
 */
export function jsonPage(commands: readonly Command[], schemas: ReadonlyMap<string, Schema>): string {
  const of = (name: string): Schema => schemas.get(name) ?? {};
  return [
    GENERATED,
    '',
    '# JSON',
    '',
    INTRODUCTION,
    '',
    '## What results begin with',
    '',
    ...table(fieldsOf(of('outliers')).filter(({ path }) => inHead(path) || path === 'asOf')),
    '',
    '## Failures',
    '',
    FAILURES,
    '',
    ...table(fieldsOf(of('failed subject'))),
    '',
    '## --plan',
    '',
    'Of every command, whatever it would give: what it would cost. ' + schemaLink('--plan'),
    '',
    ...table(fieldsOf(of('--plan'))),
    '',
    ...commands.flatMap(({ name, summary }) => section(name, summary, of(name))),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

const INTRODUCTION = `\`--json\` (or \`--format json\`, or \`INSIGHT_FORMAT=json\`) prints what a command found on stdout, and nothing else there.

- One subject gives an object, several give an array in the order in which they were named. \`--format ndjson\` gives each result on a line of its own.
- Numbers are numbers and never rounded, times are ISO 8601 UTC (\`2026-11-21T00:00:00.000Z\`), ids are whole. What is not known is \`null\`, never 0 and never left out; a field that only some results have says so below.
- Fields may be added at any time. One is renamed or removed only with another \`schemaVersion\`.
- \`--top N\` keeps the first N rows; \`--fields a,b\` keeps these fields of the rows, or of the whole result where it is its own row. What the result begins with stays.
- Control characters of other people's texts stand as \\uXXXX.

Every result has a [JSON Schema](https://json-schema.org/) (2020-12) in [schemas](schemas), which is in the package too: \`insightstream/schemas/outliers.schema.json\`. It describes one result: the object, a member of the array, a line. The schemas are made from the types that the program is compiled with, and real results of every command are held against them in its tests. The examples are real results, with each list cut to its first element.`;

const FAILURES = `A command that fails prints nothing on stdout, and on stderr one line \`{"error": {"kind", "message", "hint"}}\` (${schemaLink('error')}). Of several subjects a failed one stands in its place with its \`subject\`, and the exit code is 7, or that of the failure where all failed alike (${schemaLink('failed subject')}). Exit codes: [exit-codes.md](exit-codes.md).`;

function schemaLink(name: string): string {
  return `[${schemaFile(name)}](schemas/${schemaFile(name)})`;
}

function inHead(path: string): boolean {
  return HEAD.some((name) => path === name || path.startsWith(`${name}.`));
}

function section(name: string, summary: string, schema: Schema): string[] {
  const [example] = schema.examples ?? [];
  const fields = fieldsOf(schema).filter(({ path }) => !inHead(path));
  return [
    `## insight ${name}`,
    '',
    `${summary}. ${schemaLink(name)}`,
    '',
    ...table(fields),
    '',
    ...(example === undefined ? [] : ['```json', JSON.stringify(example, null, 2), '```', '']),
  ];
}

function table(fields: readonly Field[]): string[] {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  return [
    '| field | type | what it is |',
    '| --- | --- | --- |',
    ...fields.map(({ path, types, always, meaning }) => {
      const type = types.map((word) => `\`${cell(word)}\``).join(' or ');
      return `| \`${path}\` | ${type}${always ? '' : ', or left out'} | ${cell(meaning)} |`;
    }),
  ];
}

/** Every field below a schema, each once: of forms that a result may have, what they come to together. */
function fieldsOf(schema: Schema): readonly Field[] {
  return [...collected(schema, '')].reduce<Field[]>((found, field) => {
    const at = found.findIndex(({ path }) => path === field.path);
    const known = found[at];
    if (known === undefined) return [...found, field];
    const types = [...new Set([...known.types, ...field.types])];
    const meaning = known.meaning === '' ? field.meaning : known.meaning;
    return found.with(at, { ...known, types, meaning, always: known.always && field.always });
  }, []);
}

function* collected(schema: Schema, path: string): Generator<Field> {
  const forms = (schema.anyOf ?? []).filter(({ type }) => type !== 'null').map((form) => [...collected(form, path)]);
  for (const field of forms.flat()) {
    const inAll = forms.every((form) => form.some((other) => other.path === field.path));
    yield { ...field, always: field.always && inAll };
  }
  if (schema.items !== undefined) yield* collected(schema.items, `${path}[]`);
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    const own = path === '' ? name : `${path}.${name}`;
    const always = schema.required?.includes(name) ?? false;
    yield { path: own, types: typesOf(member), always, meaning: member.description ?? '' };
    yield* collected(member, own);
  }
}

function typesOf({ type, anyOf, enum: words, const: one, format }: Schema): readonly string[] {
  if (anyOf !== undefined) return [...new Set(anyOf.flatMap(typesOf))];
  if (one !== undefined) return [JSON.stringify(one)];
  const known = [type].flat().filter((word) => word !== undefined);
  if (words !== undefined && words.length <= MOST_WORDS) return words.map((word) => JSON.stringify(word));
  if (format === 'date-time') return known.map((word) => (word === 'string' ? 'time' : word));
  return known.length === 0 ? ['anything'] : known;
}

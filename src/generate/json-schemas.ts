import type { Command } from '../command.js';

/** As much of JSON Schema as the types of results come to. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: string | number | boolean | null;
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly description?: string;
  readonly format?: string;
  readonly examples?: readonly unknown[];
}

/** Fields that hold a time are known by their name; a test holds every result to it. */
const TIME = /(?:At|asOf)$/;

/** What the format of a time says already. */
const ONLY_ITS_FORM = /^ISO 8601,? UTC\.?\s*$/;

/** What results begin with, in their order; everything else follows as its type has it. */
const FIRST = ['schemaVersion', 'source', 'asOf', 'channel', 'sample'];

/** `track add` → `track-add.schema.json`, the file's name and its `$id`. */
export function schemaFile(name: string): string {
  return `${name.replace(/^--/, '').replaceAll(' ', '-')}.schema.json`;
}

/**
 * A schema as it is published: named, with the words of the columns beside those of the types, and open, since a later
 * version may add fields.
 * @param command null for what is of no command alone
 * @param example a result, cut; null where there is none
 */
export function publishedSchema(name: string, schema: Schema, command: Command | null, example: unknown): object {
  const rows = command?.rows ?? null;
  const words = new Map(
    (command?.columns ?? []).map(({ field, describe }) => [rows === null ? field : `${rows}.${field}`, describe]),
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: schemaFile(name),
    title: command === null ? name : `insight ${name} --json`,
    ...(command === null ? {} : { description: command.summary }),
    ...explained(schema, '', words),
    ...(example === null ? {} : { examples: [example] }),
  };
}

/** @param words what the columns say, by the path from the result down */
function explained(schema: Schema, path: string, words: ReadonlyMap<string, string>): Schema {
  const { anyOf, items, properties, additionalProperties, ...rest } = schema;
  const isTime = TIME.test(path) && [schema.type].flat().includes('string');
  return {
    ...rest,
    ...(isTime ? { format: 'date-time' } : {}),
    ...(typeof additionalProperties === 'object' ? { additionalProperties } : {}),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map((one) => explained(one, path, words)) }),
    ...(items === undefined ? {} : { items: explained(items, path, words) }),
    ...(properties === undefined ? {} : { properties: members(properties, path, words) }),
  };
}

function members(
  properties: Readonly<Record<string, Schema>>,
  path: string,
  words: ReadonlyMap<string, string>,
): Readonly<Record<string, Schema>> {
  const place = ([name]: readonly [string, Schema]) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  const inOrder = Object.entries(properties).toSorted((a, b) => place(a) - place(b));
  return Object.fromEntries(
    inOrder.map(([name, member]) => {
      const own = path === '' ? name : `${path}.${name}`;
      const description = together(words.get(own), member.description?.replace(ONLY_ITS_FORM, ''));
      return [name, { ...explained(member, own, words), ...(description === null ? {} : { description }) }];
    }),
  );
}

/** What the column says, then what the docstring adds to that. */
function together(column = '', docstring = ''): string | null {
  // A docstring breaks its lines where the source does.
  const words = docstring.replaceAll(/\s+/g, ' ').trim();
  const adds = !column.toLowerCase().includes(words.replace(/\.$/, '').toLowerCase());
  const said = [column, adds ? words : ''].filter((part) => part !== '').map(sentence);
  return said.length === 0 ? null : said.join(' ');
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).replace(/\.?$/, '.');
}

import type { ApiDocument } from './api-document.js';

/** The part of JSON Schema that describes what goes over the wire here. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly description?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** A field of a body, with those inside it named by a path: `changes[].kind`. */
export interface Field {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
}

/** The name behind `#/components/schemas/Name`. */
export function refName({ $ref }: Schema): string | null {
  return $ref?.split('/').at(-1) ?? null;
}

/** The schemas that have a name. */
export function namedSchemas({ components }: ApiDocument): Readonly<Record<string, Schema>> {
  return components?.schemas ?? {};
}

/** Every field of an object, those of lists and objects in it included; what has a name of its own is not opened. */
export function fieldsOf(schema: Schema, prefix = ''): readonly Field[] {
  const { properties = {}, required = [], allOf = [] } = schema;
  const own = Object.entries(properties).flatMap(([key, each]) => {
    const name = `${prefix}${key}`;
    return [{ name, required: required.includes(key), schema: each }, ...inside(each, name)];
  });
  return [...allOf.flatMap((each) => fieldsOf(each, prefix)), ...own];
}

function inside(schema: Schema, name: string): readonly Field[] {
  if (schema.items !== undefined) return fieldsOf(schema.items, `${name}[].`);
  return fieldsOf(schema, `${name}.`);
}

/** The kind of a value in words, without its name: `text, 1 to 80 characters`. */
export function typeWords(schema: Schema): string {
  const ref = refName(schema);
  if (ref !== null) return ref;
  const { anyOf, oneOf, allOf, type, items } = schema;
  const choices = anyOf ?? oneOf;
  if (choices !== undefined) return [...new Set(choices.map(typeWords))].join(' or ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((each) => JSON.stringify(each)).join(', ');
  if (type === 'array') return `list${bounds(schema.minItems, schema.maxItems)}, each ${typeWords(items ?? {})}`;
  if (Array.isArray(type)) return type.map((each: string) => typeWords({ ...schema, type: each })).join(' or ');
  if (allOf !== undefined) return allOf.map(typeWords).join(' and ');
  if (type === 'null' || type === 'object') return type;
  switch (type ?? '') {
    case 'string':
      return `${schema.format ?? 'text'}${bounds(schema.minLength, schema.maxLength, ' characters')}`;
    case 'integer':
      return `whole number${bounds(schema.minimum, schema.maximum)}`;
    case 'number':
      return `number${bounds(schema.minimum, schema.maximum)}`;
    case 'boolean':
      return 'true or false';
    default:
      return 'any JSON';
  }
}

function bounds(least: number | undefined, most: number | undefined, unit = ''): string {
  // What only says that a number can be kept is no bound of anybody's.
  const known = most !== undefined && most < Number.MAX_SAFE_INTEGER ? most : undefined;
  const from = least !== undefined && least > Number.MIN_SAFE_INTEGER ? least : undefined;
  if (from === undefined) return known === undefined ? '' : `, at most ${known}${unit}`;
  return known === undefined ? `, at least ${from}${unit}` : `, ${from} to ${known}${unit}`;
}

/** A value that a schema takes, as small as it may be: for examples. */
export function sampleOf(schema: Schema, named: Readonly<Record<string, Schema>>): unknown {
  const ref = refName(schema);
  if (ref !== null) return sampleOf(named[ref] ?? {}, named);
  const { anyOf, oneOf, type, properties = {}, required = [] } = schema;
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum !== undefined) return schema.enum[0];
  const [choice] = anyOf ?? oneOf ?? [];
  if (choice !== undefined) return sampleOf(choice, named);
  switch ((Array.isArray(type) ? (type as readonly string[])[0] : type) ?? '') {
    case 'object': {
      const shown = required.length > 0 ? required : Object.keys(properties).slice(0, 1);
      return Object.fromEntries(shown.map((name) => [name, sampleField(name, properties[name] ?? {}, named)]));
    }
    case 'array':
      return [sampleOf(schema.items ?? {}, named)];
    case 'string':
      return schema.format === 'email' ? 'ada@example.org' : '…';
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1);
    case 'boolean':
      return true;
    default:
      return null;
  }
}

/** Words by which a reader knows what stands there. */
const SAMPLES: Readonly<Record<string, unknown>> = {
  channels: ['@veritasium'],
  topic: 'sourdough bread',
  query: 'sourdough bread',
  prompt: 'a red fox in the snow, close up',
  email: 'ada@example.org',
  password: 'eleven purple elephants',
  newPassword: 'twelve purple elephants',
  name: 'nightly report',
  machine: 'my-laptop',
  change: 'k3x9',
  id: 'a7f2',
  label: 'my laptop',
};

function sampleField(name: string, schema: Schema, named: Readonly<Record<string, Schema>>): unknown {
  return SAMPLES[name] ?? sampleOf(schema, named);
}

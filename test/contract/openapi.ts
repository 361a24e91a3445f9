import { existsSync, readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';

/** An OpenAPI description, as far as requests and answers are held to it. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly [member: string]: unknown;
}

/** A description out of the folder of specifications; null where it is not at hand. */
export function openApi(path: string): OpenApi | null {
  const file = new URL(`../../../shared/specs/${path}`, import.meta.url);
  if (!existsSync(file)) return null;
  // In YAML a bare null is no word, though some write the type of that name so.
  const text = readFileSync(file, 'utf8').replace(/type: \[(\w+), null\]/g, 'type: [$1, "null"]');
  return (path.endsWith('.yaml') ? parse(text) : JSON.parse(text)) as OpenApi;
}

/** A validator of the schema of that name, under which no object may have a member that its schema lacks. */
export function schemaValidator({ components }: OpenApi, name: string): ValidateFunction {
  const closed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(closed);
    if (typeof value !== 'object' || value === null) return value;
    const members = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, closed(each)]));
    const { properties, additionalProperties } = members;
    return properties !== undefined && additionalProperties === undefined && members.type === 'object'
      ? { ...members, additionalProperties: false }
      : members;
  };
  // `format` says how a number is stored, and `byte` that a text is base64.
  const ajv = new Ajv({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'spec', components: closed(components) });
  return ajv.compile({ $ref: `spec#/components/schemas/${name}` });
}

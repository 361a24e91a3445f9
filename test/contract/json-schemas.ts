import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { schemaFile } from '../../src/generate/json-schemas.js';
import { readText } from '../repo/source-files.js';

/** The schema of a command's result, as `npm run docs` left it. */
export function schemaOf(name: string): object {
  return JSON.parse(readText(`docs/schemas/${schemaFile(name)}`)) as object;
}

/** What a schema has against a value, one line each; none where it holds. */
export type Check = (value: unknown) => readonly string[];

/** As it is published: a later version may add fields. */
export function openCheck(name: string): Check {
  return checkBy(schemaOf(name));
}

/** The same without room for a field that it does not know, which is how this version is held to it. */
export function closedCheck(name: string): Check {
  return checkBy(closed(schemaOf(name)) as object);
}

function checkBy(schema: object): Check {
  const ajv = new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    formats: { 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/ },
  });
  const holds: ValidateFunction = ajv.compile(schema);
  return (value) => {
    // As it is printed: NaN and what is undefined have no place in JSON.
    if (holds(JSON.parse(JSON.stringify(value)))) return [];
    return (holds.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
    );
  };
}

function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const deeper = Object.fromEntries(
    Object.entries(schema).map(([name, member]) => [name, name === 'examples' ? [] : closed(member)]),
  );
  return 'properties' in schema && 'type' in schema ? { ...deeper, additionalProperties: false } : deeper;
}

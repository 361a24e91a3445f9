import { existsSync, readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';

/** A parameter as a discovery document writes it. */
export interface DiscoveryParameter {
  readonly type: string;
  readonly required?: boolean;
  readonly repeated?: boolean;
  readonly enum?: readonly string[];
  readonly minimum?: string;
  readonly maximum?: string;
}

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
}

interface Method {
  readonly path: string;
  readonly httpMethod: string;
  readonly parameters: Readonly<Record<string, DiscoveryParameter>>;
  readonly response: { readonly $ref: string };
}

interface Document {
  readonly parameters: Readonly<Record<string, DiscoveryParameter>>;
  readonly schemas: Readonly<Record<string, Schema>>;
  readonly resources: Readonly<Record<string, { readonly methods?: Readonly<Record<string, Method>> }>>;
}

const FILE = new URL('../../../shared/specs/google/youtube__v3.json', import.meta.url);

/** Google's own description of the Data API; null where the specifications are not at hand. */
export const DISCOVERY: Document | null = existsSync(FILE)
  ? (JSON.parse(readFileSync(FILE, 'utf8')) as Document)
  : null;

/** The GET method behind a path such as `/youtube/v3/videos`. */
export function methodAt(document: Document, path: string): Method | undefined {
  return Object.values(document.resources)
    .flatMap(({ methods }) => Object.values(methods ?? {}))
    .find((method) => method.httpMethod === 'GET' && `/${method.path}` === path);
}

/** What is wrong with a query by the document; nothing when it is good. */
export function queryFaults(
  document: Document,
  path: string,
  query: Readonly<Record<string, readonly string[]>>,
): string[] {
  const method = methodAt(document, path);
  if (method === undefined) return [`${path} is no method`];
  const known = { ...document.parameters, ...method.parameters };
  const faults = Object.entries(query).flatMap(([name, values]) => {
    const parameter = Object.hasOwn(known, name) ? known[name] : undefined;
    if (parameter === undefined) return [`${name} is unknown`];
    const repeated = values.length > 1 && parameter.repeated !== true ? [`${name} is repeated`] : [];
    return [...repeated, ...values.flatMap((value) => valueFaults(name, parameter, value))];
  });
  const missing = Object.entries(method.parameters)
    .filter(([name, { required }]) => required === true && query[name] === undefined)
    .map(([name]) => `${name} is missing`);
  return [...faults, ...missing];
}

function valueFaults(
  name: string,
  { type, enum: values, minimum, maximum }: DiscoveryParameter,
  value: string,
): string[] {
  if (values?.includes(value) === false) return [`${name}=${value} is not in its enum`];
  if (type === 'boolean' && !['true', 'false'].includes(value)) return [`${name}=${value} is no boolean`];
  if (type !== 'integer') return [];
  const size = Number(value);
  const within = Number.isInteger(size) && size >= Number(minimum ?? -Infinity) && size <= Number(maximum ?? Infinity);
  return within ? [] : [`${name}=${value} is out of range`];
}

/** A validator of the schema of that name, under which an object may have no member that the schema lacks. */
export function validatorOf(document: Document, name: string): ValidateFunction {
  const strict = (schema: Schema): object => {
    if (schema.$ref !== undefined) return { $ref: `#/definitions/${schema.$ref}` };
    const { type, enum: values } = schema as { readonly type?: string; readonly enum?: readonly string[] };
    return {
      type,
      ...(values === undefined ? {} : { enum: values }),
      ...(schema.items === undefined ? {} : { items: strict(schema.items) }),
      ...(schema.properties === undefined ? {} : { properties: mapped(schema.properties, strict) }),
      ...(type === 'object'
        ? {
            additionalProperties:
              schema.additionalProperties === undefined ? false : strict(schema.additionalProperties),
          }
        : {}),
    };
  };
  return new Ajv({ strict: false }).compile({
    ...strict({ $ref: name }),
    definitions: mapped(document.schemas, strict),
  });
}

function mapped(of: Readonly<Record<string, Schema>>, change: (schema: Schema) => object): Record<string, object> {
  return Object.fromEntries(Object.entries(of).map(([name, schema]) => [name, change(schema)]));
}

/** Members of a `fields=` mask that the schema of that name does not have. */
export function fieldsFaults(document: Document, name: string, mask: FieldsMask, path = ''): string[] {
  const schema = resolved(document, { $ref: name });
  return fieldsFaultsOf(document, schema, mask, path);
}

type FieldsMask = ReadonlyMap<string, FieldsMask>;

function fieldsFaultsOf(document: Document, schema: Schema, mask: FieldsMask, path: string): string[] {
  return [...mask].flatMap(([name, below]) => {
    const member = schema.properties?.[name];
    if (member === undefined) return [`${path}${name}`];
    return fieldsFaultsOf(document, resolved(document, member), below, `${path}${name}/`);
  });
}

function resolved(document: Document, schema: Schema): Schema {
  if (schema.$ref !== undefined) return resolved(document, document.schemas[schema.$ref] ?? {});
  return schema.items === undefined ? schema : resolved(document, schema.items);
}

import { badParameter, incompatibleFilters, missingParameter, unknownParameter, unknownPart } from './google-error.js';
import { COMMON, type Operation, type Parameter } from './parameter-tables.js';

/**
 * Refuses a query that Google would refuse: unknown or missing parameters, values outside enums and ranges, unknown
 * parts, more than 50 ids, no filter or two.
 * @throws GoogleError 400
 */
export function checkParameters(operation: Operation, query: URLSearchParams): void {
  const known: Readonly<Record<string, Parameter>> = { ...COMMON, ...operation.parameters };
  for (const name of new Set(query.keys())) {
    const parameter = Object.hasOwn(known, name) ? known[name] : undefined;
    if (parameter === undefined) throw unknownParameter(name);
    checkValues(name, parameter, query.getAll(name));
  }
  for (const [name, { required }] of Object.entries(operation.parameters)) {
    if (required === true && values(query, name).length === 0) throw missingParameter(name);
  }
  for (const part of values(query, 'part')) {
    if (!operation.parts.includes(part)) throw unknownPart(part);
  }
  if (values(query, 'id').length > 50) throw badParameter('id', 'The request specifies an invalid filter parameter.');
  const given = operation.filters.filter((filter) => query.has(filter));
  if (given.length > 1) throw incompatibleFilters(given);
  if (given.length === 0 && operation.filters.length > 0) {
    throw missingParameter(`filter selected. Expected one of: ${operation.filters.join(', ')}; none`);
  }
}

/** The values of a parameter, whether repeated or separated by commas. */
export function values(query: URLSearchParams, name: string): string[] {
  return query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .filter((value) => value !== '');
}

function checkValues(name: string, parameter: Parameter, given: readonly string[]): void {
  if (given.length > 1 && parameter.repeated !== true) {
    throw badParameter(name, `Parameter ${name} cannot be repeated.`);
  }
  for (const value of given) {
    if (parameter.values !== undefined && !parameter.values.includes(value)) {
      throw badParameter(name, `Invalid value at '${name}' (type.googleapis.com/youtube), "${value}"`);
    }
    if (parameter.type === 'boolean' && !/^(true|false)$/.test(value)) {
      throw badParameter(name, `Invalid value at '${name}' (TYPE_BOOL), "${value}"`);
    }
    if (parameter.type === 'integer') checkInteger(name, value, parameter.range);
  }
}

function checkInteger(name: string, value: string, range: Parameter['range']): void {
  if (!/^\d{1,9}$/.test(value)) throw badParameter(name, `Invalid value at '${name}' (TYPE_UINT32), "${value}"`);
  const [min, max] = range ?? [0, Infinity];
  if (Number(value) < min || Number(value) > max) {
    throw badParameter(name, `Invalid value '${value}'. Values must be within the range: [${min}, ${max}]`);
  }
}

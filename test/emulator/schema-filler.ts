import { seededRandom } from './seeded-random.js';

/** A JSON Schema, as far as it says what to make up. */
export interface FillableSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, FillableSchema>>;
  readonly items?: FillableSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly FillableSchema[];
  readonly oneOf?: readonly FillableSchema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, FillableSchema>>;
}

/** How many items a list gets of those that it may have. */
export type Count = (least: number, most: number) => number;

const WORDS =
  'lighthouse harbour winter garden slow quiet bright copper morning river paper island first seven mistakes how why build guide secret simple honest week only'.split(
    ' ',
  );

/**
 * Makes up a value that a schema allows, the same for the same seed. Strings in one list all differ.
 * @param count how long lists get; by default somewhere within what is allowed
 */
export function filled(schema: FillableSchema, seed: number, count?: Count): unknown {
  const random = seededRandom(seed);
  const between = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1));
  const pick = <T>(list: readonly T[]): T | undefined => list[between(0, list.length - 1)];
  const defs = schema.$defs ?? {};
  let made = 0;

  const text = ({ minLength = 0, maxLength = 60 }: FillableSchema): string => {
    // A number of its own makes it differ from all others.
    const mark = String((made += 1));
    let words = `${pick(WORDS) ?? ''} ${mark}`;
    const wanted = Math.min(maxLength, Math.max(minLength, between(12, 48)));
    while (words.length < wanted) words += ` ${pick(WORDS) ?? ''}`;
    return words.length <= maxLength ? words : (mark + words.replaceAll(' ', '')).slice(0, maxLength);
  };
  const number = ({ minimum = 0, maximum = minimum + 100 }: FillableSchema, whole: boolean): number =>
    whole ? between(Math.ceil(minimum), Math.floor(maximum)) : minimum + random() * (maximum - minimum);
  const list = ({ items = {}, minItems = 0, maxItems = Math.max(minItems, 5) }: FillableSchema): unknown[] => {
    const length = (count ?? ((least, most) => between(Math.max(1, least), most)))(minItems, maxItems);
    const options = items.enum;
    if (options !== undefined) return options.slice(0, length);
    return Array.from({ length: Math.max(0, length) }, () => value(items));
  };
  const value = (given: FillableSchema): unknown => {
    const one = given.$ref === undefined ? given : (defs[given.$ref.split('/').pop() ?? ''] ?? {});
    if (one.const !== undefined) return one.const;
    if (one.enum !== undefined) return pick(one.enum);
    const alternative = pick(one.anyOf ?? one.oneOf ?? []);
    if (alternative !== undefined) return value(alternative);
    switch (typeof one.type === 'string' ? one.type : one.type?.find((type) => type !== 'null')) {
      case 'object':
        return Object.fromEntries(Object.entries(one.properties ?? {}).map(([name, each]) => [name, value(each)]));
      case 'array':
        return list(one);
      case 'integer':
        return number(one, true);
      case 'number':
        return number(one, false);
      case 'boolean':
        return random() < 0.5;
      case 'null':
        return null;
      case undefined:
      default:
        return text(one);
    }
  };
  return value(schema);
}

/** The same value with every list of two or more made to repeat its first item. */
export function withDuplicates(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((): unknown => withDuplicates(value[0]));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withDuplicates(each)]));
}

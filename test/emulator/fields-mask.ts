import { badParameter } from './google-error.js';

/** A parsed `fields=`: names, each with what is wanted below it; an empty map wants everything. */
export type FieldsMask = ReadonlyMap<string, FieldsMask>;

/**
 * Parses Google's partial-response syntax: `a,b/c,d(e,f/g)`.
 * @throws GoogleError 400 when it is malformed
 */
export function parseFields(text: string): FieldsMask {
  let at = 0;
  const broken = (): never => {
    throw badParameter('fields', `Invalid field selection ${text.slice(at)}`);
  };
  const list = (): FieldsMask => {
    const mask = new Map<string, FieldsMask>();
    for (;;) {
      const [name, below] = entry();
      mask.set(name, below);
      if (text[at] !== ',') return mask;
      at++;
    }
  };
  const entry = (): [string, FieldsMask] => {
    const name = /^[\w*]+/.exec(text.slice(at))?.[0] ?? broken();
    at += name.length;
    if (text[at] === '/') {
      at++;
      return [name, new Map([entry()])];
    }
    if (text[at] !== '(') return [name, new Map()];
    at++;
    const below = list();
    if (text[at] !== ')') broken();
    at++;
    return [name, below];
  };
  const mask = list();
  if (at < text.length) broken();
  return mask;
}

/** Only what the mask wants of a value; lists are masked item by item, and what becomes empty is left out. */
export function applyFields(value: unknown, mask: FieldsMask): unknown {
  if (mask.size === 0) return value;
  if (Array.isArray(value)) return value.map((item) => applyFields(item, mask));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, below]) => {
      const wanted = mask.get(name) ?? mask.get('*');
      if (wanted === undefined || (Array.isArray(below) && below.length === 0)) return [];
      return [[name, applyFields(below, wanted)]];
    }),
  );
}

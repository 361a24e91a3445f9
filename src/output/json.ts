import { LazyList, type Listed } from '../domain/listed.js';

// JSON.stringify escapes C0 itself; these reach a terminal raw otherwise. It also escapes half a surrogate pair, which
// JavaScript reads back, but which other readers (serde, PostgreSQL) refuse together with all the rest.
const RAW = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
/** A backslash that is meant, half a pair, or a sign to escape. */
const EACH = /\\\\|(\\ud[89a-f][\da-f]{2})|[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
/** An object with an array of this length is written member by member. */
const LONG = 100;
/** Elements written at once: each call of JSON.stringify takes as long as some members. */
const GROUP = 50;

/**
 * One line of JSON without a line end, with every control and bidi character escaped, and U+FFFD for half a pair.
 * `value` must be plain data.
 */
export function jsonLine(value: unknown): string {
  return escaped(JSON.stringify(value));
}

/**
 * Pretty JSON (two spaces, a line end last) in pieces, so that a million rows never become one string.
 * Together the pieces are `JSON.stringify(value, null, 2)` with every control and bidi character escaped, and U+FFFD for
 * half a pair.
 * `value` must be plain data: no cycles, no functions.
 */
export function* jsonPieces(value: unknown): Generator<string> {
  yield* piecesAt(value, PRETTY, 0);
  yield '\n';
}

/** One object a line, for `--format ndjson`, in pieces likewise. */
export function* jsonLinePieces(values: Iterable<unknown>): Generator<string> {
  for (const value of values) {
    yield* piecesAt(value, DENSE, 0);
    yield '\n';
  }
}

/** An array of which nobody knows the length, as `jsonPieces` writes one. */
export function* jsonRowPieces(values: Iterable<unknown>): Generator<string> {
  let before = '[';
  for (const value of values) {
    yield `${before}\n  `;
    yield* piecesAt(value, PRETTY, 1);
    before = ',';
  }
  yield before === '[' ? '[]\n' : '\n]\n';
}

/** What stands before each level of depth, and between a name and its value. */
interface Layout {
  readonly gap: string;
  readonly colon: string;
}

const PRETTY: Layout = { gap: '  ', colon: ': ' };
const DENSE: Layout = { gap: '', colon: ':' };

function* piecesAt(value: unknown, layout: Layout, depth: number): Generator<string> {
  const { gap, colon } = layout;
  const outer = gap === '' ? '' : '\n' + gap.repeat(depth);
  const inner = outer + gap;
  if (isList(value) && value.length > 0) {
    let before = '[';
    for (const group of groupsOf(value)) {
      yield before;
      if (holdsLongArray(group[0])) {
        yield inner;
        yield* piecesAt(group[0], layout, depth + 1);
      } else yield elementsText(group, layout, depth);
      before = ',';
    }
    yield outer + ']';
  } else if (holdsLongArray(value)) {
    let before = '{' + inner;
    for (const [name, member] of Object.entries(value)) {
      if (member === undefined) continue;
      yield before + jsonLine(name) + colon;
      yield* piecesAt(member, layout, depth + 1);
      before = ',' + inner;
    }
    yield outer + '}';
  } else {
    const text = escaped(JSON.stringify(value, null, gap));
    yield outer === '' ? text : text.replaceAll('\n', outer);
  }
}

function isList(value: unknown): value is Listed<unknown> {
  return Array.isArray(value) || value instanceof LazyList;
}

/** Elements in their order, some at a time; one that holds a long array comes alone. */
function* groupsOf(list: Iterable<unknown>): Generator<readonly unknown[]> {
  // Rows that are made when asked for are all alike, and to look at each takes a tenth as long as to write it.
  const alike = list instanceof LazyList && !holdsLongArray(list.at(0));
  let group: unknown[] = [];
  for (const element of list) {
    const alone = !alike && holdsLongArray(element);
    if (group.length > 0 && (alone || group.length === GROUP)) {
      yield group;
      group = [];
    }
    group.push(element);
    if (alone) {
      yield group;
      group = [];
    }
  }
  if (group.length > 0) yield group;
}

/** The elements of a list that stands in `depth` others, as they are between its brackets, without the last line end. */
function elementsText(elements: readonly unknown[], { gap }: Layout, depth: number): string {
  if (gap === '') return escaped(JSON.stringify(elements).slice(1, -1));
  let nested: unknown = elements;
  for (let level = 0; level < depth; level += 1) nested = [nested];
  // Let JSON.stringify indent: to move its lines afterwards takes as long again. A bracket of level n takes 2n + 2 signs.
  const brackets = (depth + 1) * (depth + 2);
  return escaped(JSON.stringify(nested, null, gap).slice(brackets - 1, -brackets));
}

function holdsLongArray(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || isList(value)) return false;
  // Not by Object.values: a list of the members of each of a million rows is made for nothing.
  for (const name in value) {
    const member: unknown = Reflect.get(value, name);
    if (isList(member) && member.length >= LONG) return true;
  }
  return false;
}

function escaped(json: string): string {
  // Two searches take half the time of one for either.
  if (!RAW.test(json) && !json.includes('\\ud')) return json;
  return json.replace(EACH, (sign, half?: string) => {
    if (half !== undefined) return '\ufffd';
    return sign === '\\\\' ? sign : '\\u' + sign.charCodeAt(0).toString(16).padStart(4, '0');
  });
}

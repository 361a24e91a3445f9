// JSON.stringify escapes C0 and lone surrogates itself; these reach a terminal raw otherwise.
const RAW = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
const ALL_RAW = new RegExp(RAW, 'g');
/** Arrays from this length on are written element by element. */
const LONG = 100;

/** One line of JSON without a line end, with every control and bidi character escaped. `value` must be plain data. */
export function jsonLine(value: unknown): string {
  return escaped(JSON.stringify(value));
}

/**
 * Pretty JSON (two spaces, a line end last) in pieces, so that a million rows never become one string.
 * Together the pieces are `JSON.stringify(value, null, 2)` with every control and bidi character escaped.
 * `value` must be plain data: no cycles, no functions.
 */
export function* jsonPieces(value: unknown): Generator<string> {
  yield* piecesAt(value, '');
  yield '\n';
}

/** One object a line, for `--format ndjson`. */
export function* jsonLinePieces(values: Iterable<unknown>): Generator<string> {
  for (const value of values) yield jsonLine(value) + '\n';
}

function* piecesAt(value: unknown, indent: string): Generator<string> {
  const inner = indent + '  ';
  if (Array.isArray(value) && value.length > 0) {
    let before = '[\n' + inner;
    for (const element of value as unknown[]) {
      yield before;
      yield* piecesAt(element ?? null, inner);
      before = ',\n' + inner;
    }
    yield '\n' + indent + ']';
  } else if (holdsLongArray(value)) {
    let before = '{\n' + inner;
    for (const [name, member] of Object.entries(value)) {
      if (member === undefined) continue;
      yield before + jsonLine(name) + ': ';
      yield* piecesAt(member, inner);
      before = ',\n' + inner;
    }
    yield '\n' + indent + '}';
  } else {
    const text = escaped(JSON.stringify(value, null, 2));
    yield indent === '' ? text : text.replaceAll('\n', '\n' + indent);
  }
}

function holdsLongArray(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).some((member) => Array.isArray(member) && member.length >= LONG)
  );
}

function escaped(json: string): string {
  if (!RAW.test(json)) return json;
  return json.replace(ALL_RAW, (sign) => '\\u' + sign.charCodeAt(0).toString(16).padStart(4, '0'));
}

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fieldTypes } from './json-fields.js';

const FILE = fileURLToPath(new URL('json-examples.json', import.meta.url));

/** The folder of a test. */
const FOLDER = /[^"]*insight-e2e-\w+/g;

/** The example that docs/json.md shows of each command. */
export function keptExamples(): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, unknown>;
}

/**
 * Keeps a result as the example of its command, unless there is one with the same fields: other times and sizes alone are
 * no reason for another page.
 * @param places addresses that no reader has, and what stands for each
 */
export function keepExample(name: string, result: object, places: readonly (readonly [string, string])[]): void {
  const kept = keptExamples();
  const text = places.reduce(
    (json, [place, instead]) => json.replaceAll(place, instead),
    JSON.stringify(cut(result)).replaceAll(FOLDER, '/home/you'),
  );
  const example: unknown = JSON.parse(text);
  if (kept[name] !== undefined && fieldsIn(kept[name]) === fieldsIn(example)) return;
  writeFileSync(FILE, JSON.stringify({ ...kept, [name]: example }, null, 2) + '\n');
}

function fieldsIn(example: unknown): string {
  return Object.keys(fieldTypes([example])).join();
}

/** Longer texts are cut. */
const MOST_LETTERS = 300;

/** A result with the first element of each list alone. */
function cut(value: unknown): unknown {
  if (typeof value === 'string' && value.length > MOST_LETTERS) return `${value.slice(0, MOST_LETTERS)}…`;
  if (Array.isArray(value)) return value.slice(0, 1).map(cut);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, cut(member)]));
}

import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { schemaFile } from '../../src/generate/json-schemas.js';
import { allCommands } from '../../src/program.js';
import { ROOT } from '../repo/source-files.js';
import { keptExamples } from './json-examples.js';
import { closedCheck, openCheck, schemaOf } from './json-schemas.js';

const OF_NO_COMMAND = ['--plan', 'error', 'failed subject'];
const names = [...(await allCommands()).map(({ name }) => name), ...OF_NO_COMMAND];
const examples = keptExamples();

/** Whatever a kept result was: it has a schema of its own. */
const FREE = ['result'];

/** What a result may be without, of what the examples have. */
const OPTIONAL: Readonly<Record<string, readonly string[]>> = {};

/** A value with each of its members changed in turn, and where. */
function* changed(value: unknown, change: (member: unknown) => unknown, path = ''): Generator<[string, unknown]> {
  if (Array.isArray(value)) {
    for (const [at, member] of value.entries()) {
      yield [`${path}[${at}]`, value.with(at, change(member))];
      for (const [where, other] of changed(member, change, `${path}[${at}]`)) yield [where, value.with(at, other)];
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value) as [string, unknown][]) {
      if (FREE.includes(name)) continue;
      yield [`${path}.${name}`, { ...value, [name]: change(member) }];
      for (const [where, other] of changed(member, change, `${path}.${name}`))
        yield [where, { ...value, [name]: other }];
    }
  }
}

/** A value without each of its fields in turn. */
function* shortened(value: unknown, path = ''): Generator<[string, unknown]> {
  if (Array.isArray(value)) {
    for (const [at, member] of value.entries())
      for (const [where, other] of shortened(member, `${path}[${at}]`)) yield [where, value.with(at, other)];
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value) as [string, unknown][]) {
      if (FREE.includes(name)) continue;
      yield [`${path}.${name}`, Object.fromEntries(Object.entries(value).filter(([other]) => other !== name))];
      for (const [where, other] of shortened(member, `${path}.${name}`)) yield [where, { ...value, [name]: other }];
    }
  }
}

/** Of another type than what was there, whatever it was. */
const otherType = (member: unknown): unknown =>
  typeof member === 'object' && member !== null ? 'text' : { other: true };

it('there is a schema of each command, and of none beside them', () => {
  const hint = 'npm run docs writes them, of src/results.ts';
  expect(readdirSync(`${ROOT}docs/schemas`).sort(), hint).toEqual(names.map(schemaFile).sort());
});

describe('the schema', () => {
  it.each(names)('of %s names itself by its file and no host', (name) => {
    expect(schemaOf(name)).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: schemaFile(name),
    });
  });

  it.each(names)('of %s takes its example, and refuses it with any field gone or of another type', (name) => {
    const [open, strict] = [openCheck(name), closedCheck(name)];
    const example = examples[name];
    expect(example, 'UPDATE_JSON_FIELDS=1 keeps one').toBeDefined();
    expect(strict(example)).toEqual([]);
    const wrong = [...changed(example, otherType)];
    expect(wrong.length).toBeGreaterThan(1);
    expect(wrong.filter(([, value]) => open(value).length === 0).map(([where]) => where)).toEqual([]);
    const short = [...shortened(example)].filter(([, value]) => open(value).length === 0).map(([where]) => where);
    expect(short).toEqual(OPTIONAL[name] ?? []);
  });

  it('lets a later version add fields, while this one may not', () => {
    const result = { ...(examples.outliers as object), later: 1 };
    expect(openCheck('outliers')(result)).toEqual([]);
    expect(closedCheck('outliers')(result).join()).toContain('later');
  });

  it.each([NaN, Infinity])('refuses %s where there is to be a number', (value) => {
    const result = structuredClone(examples.outliers) as { summary: { high: number } };
    result.summary.high = value;
    expect(closedCheck('outliers')(result).join('\n')).toMatch(/^\/summary\/high must be number/);
  });

  it('refuses a time that is none', () => {
    expect(closedCheck('outliers')({ ...(examples.outliers as object), asOf: '2026-11-21' }).join()).toContain(
      'date-time',
    );
  });
});

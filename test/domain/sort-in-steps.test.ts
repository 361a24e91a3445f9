import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortInSteps } from '../../src/domain/sort-in-steps.js';
import { finish, STEP } from '../../src/domain/steps.js';

const places = (length: number) => Uint32Array.from(Array(length).keys());

const sorted = (...columns: (readonly number[])[]) =>
  Array.from(
    finish(sortInSteps(places(columns[0]?.length ?? 0), ...columns.map((column) => Float64Array.from(column)))),
  );

/** By Array.sort, which is stable; two infinities leave NaN, which is as good as equal. */
const bySort = (...columns: (readonly number[])[]) =>
  [...(columns[0] ?? []).keys()].sort((a, b) =>
    columns.reduce((so, column) => so || (column[b] ?? 0) - (column[a] ?? 0) || 0, 0),
  );

const anyNumber = fc.oneof(
  fc.integer({ min: 0, max: 5 }),
  fc.double({ noNaN: true }),
  fc.constantFrom(-Infinity, -1, -0.5, 0, 1e-300, 2 ** 53),
);

test('largest first, equal ones by the next column, then as they came', () => {
  expect(sorted([1, 3, 3, -Infinity, -2, 3], [9, 1, 2, 5, 5, 1])).toEqual([2, 1, 5, 0, 4, 3]);
});

test('few places are sorted as Array.sort does', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyNumber, anyNumber)), (rows) => {
      const columns = [rows.map(([first]) => first), rows.map(([, second]) => second)];
      expect(sorted(...columns)).toEqual(bySort(...columns));
    }),
  );
});

test('many places are sorted as Array.sort does', () => {
  const many = fc.array(anyNumber, { minLength: 20, maxLength: 200 });
  fc.assert(
    fc.property(many, many, (first, second) => {
      // Some numbers repeated over and over, so that there are many equal ones.
      const column = (numbers: readonly number[], pace: number) =>
        Array.from({ length: STEP + 1 }, (_, at) => (numbers[(at * pace) % numbers.length] ?? 0) + 0);
      const columns = [column(first, 7), column(second, 13)];
      expect(sorted(...columns)).toEqual(bySort(...columns));
    }),
    { numRuns: 10 },
  );
});

test.each([STEP - 1, STEP, STEP + 1, 5 * STEP + 77])('%i whole numbers are sorted stably', (length) => {
  const keys = Array.from({ length }, (_, at) => (at * 7_919) % 1_009);
  expect(sorted(keys)).toEqual(bySort(keys));
});

test('what is unknown stays as it came, last', () => {
  const keys = Array.from({ length: 3 * STEP }, (_, at) => (at % 3 === 0 ? -Infinity : at % 100));
  expect(sorted(keys)).toEqual(bySort(keys));
});

test('many fractions pause some times', () => {
  const column = Float64Array.from({ length: 2 * STEP }, (_, at) => Math.sin(at));
  expect([...sortInSteps(places(2 * STEP), column)].length).toBeGreaterThan(3);
});

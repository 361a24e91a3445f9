import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortInSteps } from '../../src/domain/sort-in-steps.js';
import { finish, STEP } from '../../src/domain/steps.js';

const sorted = (keys: readonly number[]) =>
  Array.from(finish(sortInSteps(Uint32Array.from(keys.keys()), (a, b) => (keys[a] ?? 0) - (keys[b] ?? 0))));

const bySort = (keys: readonly number[]) => [...keys.keys()].sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));

test('small lists are sorted as Array.sort does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5 })), (keys) => {
      expect(sorted(keys)).toEqual(bySort(keys));
    }),
  );
});

test.each([STEP - 1, STEP, STEP + 1, 2 * STEP + 1, 5 * STEP + 77])(
  '%i places are sorted stably, whatever is left over at the end',
  (length) => {
    const keys = Array.from({ length }, (_, at) => (at * 7_919) % 1_009);
    expect(sorted(keys)).toEqual(bySort(keys));
  },
);

test('infinities are equal to each other, so that what is unknown stays as it came', () => {
  const keys = Array.from({ length: 3 * STEP }, (_, at) => (at % 3 === 0 ? -Infinity : at % 100));
  expect(sorted(keys)).toEqual(bySort(keys));
});

test('a long list pauses often', () => {
  const steps = sortInSteps(Uint32Array.from(Array(10 * STEP).keys()), (a, b) => b - a);
  expect([...steps].length).toBeGreaterThan(10);
});

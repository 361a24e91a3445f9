import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isoInstant } from '../../src/domain/iso-instant.js';

test('every instant is written as Date does it', () => {
  const instant = fc.oneof(
    fc.integer({ min: Date.UTC(2005, 0, 1), max: Date.UTC(2100, 0, 1) }),
    fc.integer({ min: -8.64e15, max: 8.64e15 }),
    fc.double({ min: -8.64e15, max: 8.64e15, noNaN: true }),
    fc.constantFrom(-1.5, -0.5, 0.9, 999.99, -1, 0, 999, Date.UTC(2024, 1, 29, 23, 59, 59, 999)),
  );
  fc.assert(
    fc.property(instant, (at) => {
      expect(isoInstant(at)).toBe(new Date(at).toISOString());
    }),
  );
});

test('what no date can be is refused', () => {
  for (const instant of [8.64e15 + 1, -8.64e15 - 1, 8.64e15 + 86_400_000, Infinity]) {
    expect(() => isoInstant(instant)).toThrow(RangeError);
  }
  expect(() => isoInstant(NaN)).toThrow(RangeError);
});

import { expect, test } from 'vitest';
import { ageDays, DAY_MS, viewsPerDay } from '../../src/domain/age.js';

test('an age is counted in fractional days', () => {
  expect(ageDays(Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 11, 12))).toBe(10.5);
  expect(ageDays(null, 0)).toBeNull();
});

test('velocity counts the first day as a whole one', () => {
  expect(viewsPerDay(2400, 1 / 24)).toBe(2400);
  expect(viewsPerDay(2400, 1)).toBe(2400);
  expect(viewsPerDay(2400, 10)).toBe(240);
  expect(viewsPerDay(0, 10)).toBe(0);
});

test('velocity is unknown when views or date are', () => {
  expect(viewsPerDay(null, 10)).toBeNull();
  expect(viewsPerDay(2400, ageDays(null, DAY_MS))).toBeNull();
});

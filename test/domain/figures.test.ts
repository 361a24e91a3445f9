import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { age, count, day, decimal, duration, multiple, percent, score } from '../../src/domain/figures.js';

describe('counts', () => {
  test.each([
    [0, '0'],
    [7, '7'],
    [0.4, '0.4'],
    [9.94, '9.9'],
    [9.96, '10'],
    [987, '987'],
    [999.4, '999'],
    [999.6, '1.0k'],
    [1000, '1.0k'],
    [1499, '1.5k'],
    [9949, '9.9k'],
    [9950, '10k'],
    [98_200, '98k'],
    [212_345, '212k'],
    [999_499, '999k'],
    [999_500, '1.0M'],
    [999_950, '1.0M'],
    [1_400_000, '1.4M'],
    [41_300_000, '41.3M'],
    [999_949_999, '999.9M'],
    [999_950_000, '1.0B'],
    [1_234_567_890, '1.2B'],
    [-1500, '−1.5k'],
    [null, '–'],
  ])('%s is %s', (value, shown) => {
    expect(count(value)).toBe(shown);
  });

  test('a larger count never shows a smaller figure, and no unit runs over', () => {
    const unit: Record<string, number> = { k: 1e3, M: 1e6, B: 1e9 };
    const read = (shown: string) => Number.parseFloat(shown) * (unit[shown.at(-1) ?? ''] ?? 1);
    const views = fc.integer({ min: 0, max: 900_000_000_000 });
    fc.assert(
      fc.property(views, fc.integer({ min: 0, max: 200_000 }), (one, more) => {
        expect(read(count(one + more))).toBeGreaterThanOrEqual(read(count(one)));
        expect(Number.parseFloat(count(one))).toBeLessThan(1000);
        expect(Math.abs(read(count(one)) - one)).toBeLessThanOrEqual(0.051 * one);
      }),
    );
  });
});

test.each([
  [8.2, '8.2×'],
  [0.3, '0.3×'],
  [0.04, '0.04×'],
  [0.0949, '0.09×'],
  [0.096, '0.1×'],
  [99.94, '99.9×'],
  [130.4, '130×'],
  [2400, '2.4k×'],
  [null, '–'],
])('the multiple %s is %s', (value, shown) => {
  expect(multiple(value)).toBe(shown);
});

test('fractions as per cent, scores, decimals', () => {
  expect(percent(0.041)).toBe('4.1 %');
  expect(percent(1.5)).toBe('150.0 %');
  expect(percent(null)).toBe('–');
  expect(score(0.912)).toBe('0.91');
  expect(score(null)).toBe('–');
  expect(decimal(-0.114, 2)).toBe('−0.11');
  expect(decimal(-0.001, 2)).toBe('0.00');
  expect(decimal(6.44, 1)).toBe('6.4');
  expect(decimal(null, 1)).toBe('–');
});

test.each([
  [0, '0 min'],
  [0.01, '14 min'],
  [0.13, '3 h'],
  [0.999, '23 h'],
  [1, '1 d'],
  [5.9, '5 d'],
  [59.9, '59 d'],
  [60, '2 mo'],
  [183, '6 mo'],
  [715, '23 mo'],
  [730, '2 y'],
  [3650, '10 y'],
  [null, '–'],
])('an age of %s days is %s', (days, shown) => {
  expect(age(days)).toBe(shown);
});

test('the day of an instant depends on the zone', () => {
  const evening = Date.UTC(2026, 8, 20, 20);
  expect(day(evening, 'UTC')).toBe('20 Sep 2026');
  expect(day(evening, 'Asia/Kolkata')).toBe('21 Sep 2026');
  expect(day('2026-09-20T23:30:00.000Z', 'Asia/Kolkata')).toBe('21 Sep 2026');
  expect(day(null, 'UTC')).toBe('–');
});

test.each([
  [0, '0:00'],
  [7, '0:07'],
  [59.6, '1:00'],
  [754, '12:34'],
  [3599, '59:59'],
  [3600, '1:00:00'],
  [3723, '1:02:03'],
  [360_000, '100:00:00'],
  [null, '–'],
])('%s seconds are %s', (seconds, shown) => {
  expect(duration(seconds)).toBe(shown);
});

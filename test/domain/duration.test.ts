import * as fc from 'fast-check';
import { serialize } from 'tinyduration';
import { describe, expect, test } from 'vitest';
import { parseDuration } from '../../src/domain/duration.js';
import { duration } from '../../src/domain/figures.js';

describe('ISO 8601', () => {
  // By hand from ISO 8601-1:2019, 5.5.2: weeks, days, and after T hours, minutes and seconds.
  test.each([
    ['PT1H2M3S', 3723],
    ['PT9M49S', 589],
    ['PT45M', 2700],
    ['PT2H', 7200],
    ['P0D', 0],
    ['PT0S', 0],
    ['P1DT2H', 93_600],
    ['P1W', 604_800],
    ['PT1.5S', 1.5],
    ['PT0,5M', 30],
    ['PT90S', 90],
    [' PT3S ', 3],
  ])('%s', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });
});

describe('clocks and plain seconds', () => {
  test.each([
    ['1:02:03', 3723],
    ['01:02:03', 3723],
    ['12:34', 754],
    ['0:07', 7],
    ['90:00', 5400],
    ['0:00:21.5', 21.5],
    ['754', 754],
    ['754.0', 754],
    [754, 754],
    [0, 0],
  ])('%s', (given, seconds) => {
    expect(parseDuration(given)).toBe(seconds);
  });
});

test.each([
  '',
  'P',
  'PT',
  'P1DT',
  'PTS',
  'PT5S5M',
  'P1DT1.2.3S',
  'xPT5Sx',
  'P1Y',
  'P1M',
  '-PT5S',
  'PT-5S',
  '1:75',
  '1:75:00',
  '1:2:3:4',
  '12:3',
  '-5',
  '1e3',
  'soon',
  -1,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  null,
])('%s is no duration', (given) => {
  expect(parseDuration(given)).toBeNull();
});

test('what is written is read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999 }), (seconds) => {
      const parts = {
        days: Math.floor(seconds / 86_400),
        hours: Math.floor(seconds / 3600) % 24,
        minutes: Math.floor(seconds / 60) % 60,
        seconds: seconds % 60,
      };
      expect(parseDuration(serialize(parts))).toBe(seconds);
      expect(parseDuration(duration(seconds))).toBe(seconds);
      expect(parseDuration(String(seconds))).toBe(seconds);
    }),
  );
});

test('hostile text costs nothing', () => {
  const started = performance.now();
  for (const hostile of [`PT${'1'.repeat(1_000_000)}`, '1'.repeat(1_000_000), `${'1:'.repeat(500_000)}x`])
    expect(parseDuration(hostile)).toBeNull();
  expect(performance.now() - started).toBeLessThan(500);
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseWhen } from '../../src/domain/when.js';
import { AS_OF } from './made-up-video.js';

const at = (iso: string) => Date.parse(iso);
const instant = (iso: string) => ({ start: at(iso), end: at(iso) });

describe('a day', () => {
  test('runs from its midnight to the next in the zone', () => {
    expect(parseWhen('2026-01-31', 'UTC', AS_OF)).toEqual({
      start: at('2026-01-31T00:00Z'),
      end: at('2026-02-01T00:00Z'),
    });
    expect(parseWhen('2026-01-31', 'Asia/Kolkata', AS_OF)).toEqual({
      start: at('2026-01-30T18:30Z'),
      end: at('2026-01-31T18:30Z'),
    });
  });

  test('may have 23 hours, or no midnight at all', () => {
    // Berlin goes forward on 2026-03-29; in Sao Paulo the clocks went from 0:00 to 1:00 on 2018-11-04.
    expect(parseWhen('2026-03-29', 'Europe/Berlin', AS_OF)).toEqual({
      start: at('2026-03-28T23:00Z'),
      end: at('2026-03-29T22:00Z'),
    });
    expect(parseWhen('2018-11-04', 'America/Sao_Paulo', AS_OF)).toEqual({
      start: at('2018-11-04T03:00Z'),
      end: at('2018-11-05T02:00Z'),
    });
  });

  test('29 February exists in leap years', () => {
    expect(parseWhen('2024-02-29', 'UTC', AS_OF)).not.toBeNull();
    expect(parseWhen('2026-02-29', 'UTC', AS_OF)).toBeNull();
  });
});

test.each([
  ['2026-01-31T18:30:00Z', '2026-01-31T18:30:00Z'],
  ['2026-01-31T18:30+05:30', '2026-01-31T13:00:00Z'],
  ['2026-01-31T18:30:00.250-0800', '2026-02-01T02:30:00.250Z'],
  ['2026-01-31T18:30', '2026-01-31T13:00:00Z'],
  [' 2026-01-31 18:30:15 ', '2026-01-31T13:00:15Z'],
])('the instant %s, in Kolkata', (typed, expected) => {
  expect(parseWhen(typed, 'Asia/Kolkata', AS_OF)).toEqual(instant(expected));
});

// AS_OF is 2026-11-20T12:00Z.
test.each([
  ['30d', '2026-10-21T12:00Z'],
  ['2w', '2026-11-06T12:00Z'],
  ['6mo', '2026-05-20T12:00Z'],
  ['1y', '2025-11-20T12:00Z'],
  ['0d', '2026-11-20T12:00Z'],
])('%s ago', (typed, expected) => {
  expect(parseWhen(typed, 'UTC', AS_OF)).toEqual(instant(expected));
});

test('so many days ago keep the time of day when the clocks changed in between', () => {
  expect(parseWhen('30d', 'Europe/Berlin', AS_OF)).toEqual(instant('2026-10-21T11:00Z'));
});

test('a month before the 31st is the last day of the shorter month', () => {
  expect(parseWhen('1mo', 'UTC', at('2026-03-31T12:00Z'))).toEqual(instant('2026-02-28T12:00Z'));
});

test.each([
  '',
  'yesterday',
  '2026-02-30',
  '2026-13-01',
  '2026-1-5',
  '2026-W05',
  '2026-031',
  '2026',
  '31.01.2026',
  '01/31/2026',
  '2026-01-31T25:00',
  '2026-01-31T18:30+99:00:00',
  '30',
  '-3d',
  '3h',
  '3m',
  '1.5y',
  '999999d',
  '5toString',
])('%j is no time', (typed) => {
  expect(parseWhen(typed, 'UTC', AS_OF)).toBeNull();
});

test('every day follows the one before without a hole', () => {
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/Sao_Paulo', 'Pacific/Kiritimati', 'Asia/Kolkata');
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  fc.assert(
    fc.property(fc.integer({ min: 11_000, max: 20_000 }), zones, (number, zone) => {
      const ms = number * 86_400_000;
      expect(parseWhen(day(ms), zone, AS_OF)?.end).toBe(parseWhen(day(ms + 86_400_000), zone, AS_OF)?.start);
    }),
  );
});

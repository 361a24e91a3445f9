import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../src/domain/age.js';
import { periodNumber, periodNumbers } from '../../src/domain/calendar-period.js';
import type { Period } from '../../src/domain/calendar-period.js';

const same = (a: string, b: string, period: Period, zone: string) =>
  periodNumber(Date.parse(b), period, zone) - periodNumber(Date.parse(a), period, zone);

describe('ISO weeks, from the calendar of ISO 8601', () => {
  test('2020 has 53 weeks: 28 December to 3 January are W53, the 4th begins 2021-W01', () => {
    expect(same('2020-12-28T00:00Z', '2021-01-03T23:59Z', 'week', 'UTC')).toBe(0);
    expect(same('2020-12-31T12:00Z', '2021-01-03T12:00Z', 'week', 'UTC')).toBe(0);
    expect(same('2021-01-03T23:59Z', '2021-01-04T00:00Z', 'week', 'UTC')).toBe(1);
    expect(same('2020-12-27T23:59Z', '2020-12-28T00:00Z', 'week', 'UTC')).toBe(1);
  });

  test('2024-12-30 is already in 2025-W01', () => {
    expect(same('2024-12-30T00:00Z', '2025-01-05T23:59Z', 'week', 'UTC')).toBe(0);
    expect(same('2024-12-29T23:59Z', '2024-12-30T00:00Z', 'week', 'UTC')).toBe(1);
  });
});

describe('time zones', () => {
  test('Sunday evening in UTC is Monday of the next week in Kolkata (+05:30)', () => {
    expect(same('2026-11-15T18:29Z', '2026-11-15T18:30Z', 'week', 'Asia/Kolkata')).toBe(1);
    expect(same('2026-11-15T18:29Z', '2026-11-15T18:30Z', 'week', 'UTC')).toBe(0);
  });

  test('Kiritimati (+14:00) is a day ahead from ten in the morning of UTC', () => {
    expect(same('2026-11-15T09:59Z', '2026-11-15T10:00Z', 'day', 'Pacific/Kiritimati')).toBe(1);
    expect(same('2026-01-31T09:59Z', '2026-01-31T10:00Z', 'month', 'Pacific/Kiritimati')).toBe(1);
  });

  // 2026: clocks go forward on 29 March and back on 25 October in Berlin.
  test('a day of 23 hours and a day of 25 hours are one day each', () => {
    expect(same('2026-03-28T23:00Z', '2026-03-29T21:59Z', 'day', 'Europe/Berlin')).toBe(0);
    expect(same('2026-03-29T21:59Z', '2026-03-29T22:00Z', 'day', 'Europe/Berlin')).toBe(1);
    expect(same('2026-10-24T22:00Z', '2026-10-25T22:59Z', 'day', 'Europe/Berlin')).toBe(0);
    expect(same('2026-10-25T22:59Z', '2026-10-25T23:00Z', 'day', 'Europe/Berlin')).toBe(1);
  });

  test('an unknown one is refused', () => {
    expect(() => periodNumber(0, 'week', 'Mars/Olympus')).toThrow(RangeError);
  });
});

test('months run on through New Year', () => {
  expect(same('2025-12-31T23:59Z', '2026-01-01T00:00Z', 'month', 'UTC')).toBe(1);
});

test('a later day is never in an earlier period, and a week later is the next week', () => {
  const zones = fc.constantFrom('UTC', 'Asia/Kolkata', 'Pacific/Kiritimati');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), zones, (instant, zone) => {
      const week = periodNumber(instant, 'week', zone);
      expect(periodNumber(instant + 7 * DAY_MS, 'week', zone)).toBe(week + 1);
      expect(periodNumber(instant + DAY_MS, 'day', zone)).toBe(periodNumber(instant, 'day', zone) + 1);
      expect(periodNumber(instant + DAY_MS, 'month', zone) - periodNumber(instant, 'month', zone)).toBeOneOf([0, 1]);
    }),
  );
});

// Lord Howe's clocks change by half an hour, São Paulo's did at midnight, and Apia had no 30 December 2011. In Havana the
// first hour of a day comes twice, in St John's a day had a minute before the last hour of the one before.
const ZONES = [
  ...['UTC', 'Asia/Kolkata', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'Pacific/Apia', 'America/New_York'],
  ...['America/Havana', 'America/St_Johns', 'Africa/Casablanca'],
];

/** Days and months as Intl dates the instant in that zone. */
function expectAsIntl(instant: number, timeZone: string): void {
  const date = new Intl.DateTimeFormat('en-CA', { timeZone }).format(instant);
  const [year = 0, month = 0] = date.split('-').map(Number);
  expect([timeZone, instant, periodNumber(instant, 'day', timeZone), periodNumber(instant, 'month', timeZone)]).toEqual(
    [...[timeZone, instant, Date.parse(date) / DAY_MS, year * 12 + month - 1]],
  );
}

test('days and months are those of the date that Intl names in that zone', () => {
  const anyInstant = fc.integer({ min: Date.UTC(2005, 0, 1), max: Date.UTC(2027, 0, 1) });
  fc.assert(fc.property(anyInstant, fc.constantFrom(...ZONES), expectAsIntl), { numRuns: 2_000 });
});

test.each(['America/Havana', 'America/St_Johns', 'America/Sao_Paulo', 'Africa/Casablanca'])(
  'also in every quarter of an hour around the changes of clocks in %s',
  (timeZone) => {
    const QUARTER = 900_000;
    const offsetAt = (instant: number) =>
      new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).format(instant).split('GMT')[1];
    let changes = 0;
    for (let day = Date.UTC(2009, 0, 1); day < Date.UTC(2012, 0, 1); day += DAY_MS) {
      if (offsetAt(day) === offsetAt(day + DAY_MS)) continue;
      changes++;
      for (let at = day - DAY_MS / 4; at <= day + DAY_MS * 1.25; at += QUARTER) {
        expectAsIntl(at, timeZone);
        expectAsIntl(at + 30_000, timeZone);
      }
    }
    expect(changes).toBeGreaterThanOrEqual(5);
  },
);

test('the periods of many instants are those of each, once', () => {
  expect(periodNumbers(Float64Array.of(0, 1, DAY_MS, 2 * DAY_MS - 1, 5 * DAY_MS), 'day', 'UTC')).toEqual([0, 1, 5]);
  expect(periodNumbers(Float64Array.of(), 'day', 'UTC')).toEqual([]);
  // St John's, 7 November 2010: at 0:01 the clocks went back to 23:01 of the day before.
  const twice = ['2010-11-07T02:30:30Z', '2010-11-07T02:45:00Z', '2010-11-07T03:31:00Z'].map((text) =>
    Date.parse(text),
  );
  const [before = 0] = periodNumbers(Float64Array.of(Date.parse('2010-11-06T12:00Z')), 'day', 'America/St_Johns');
  expect(periodNumbers(Float64Array.from(twice), 'day', 'America/St_Johns')).toEqual([before, before + 1]);
});

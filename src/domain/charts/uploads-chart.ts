import { localHour, periodNumber } from '../calendar-period.js';
import { daysOnly } from '../days-only.js';
import type { UploadsChart } from './chart.js';

/**
 * When uploads came. Of a source that tells days without hours there are no hours, and no zone shifts the days.
 * @param instants milliseconds, none after `asOf`
 * @param zone an IANA name
 * @throws RangeError when the time zone is unknown
 */
export function uploadsChart(instants: Float64Array | readonly number[], asOf: number, zone: string): UploadsChart {
  const bare = daysOnly(instants);
  const timeZone = bare ? 'UTC' : zone;
  const perDay = new Map<number, number>();
  const hours = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  for (const instant of instants) {
    const day = periodNumber(instant, 'day', timeZone);
    perDay.set(day, (perDay.get(day) ?? 0) + 1);
    if (bare) continue;
    const ofDay = hours[weekdayOf(day)] ?? [];
    const hour = localHour(instant, timeZone);
    ofDay[hour] = (ofDay[hour] ?? 0) + 1;
  }
  return { form: 'uploads', perDay, today: periodNumber(asOf, 'day', timeZone), hours: bare ? null : hours, timeZone };
}

/** 0 for a Monday. Day 0, 1970-01-01, was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

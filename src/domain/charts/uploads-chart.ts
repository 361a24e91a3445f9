import { localHour, periodNumber } from '../calendar-period.js';
import type { UploadsChart } from './chart.js';

/**
 * When uploads came.
 * @param instants milliseconds, none after `asOf`
 * @param timeZone an IANA name
 * @throws RangeError when the time zone is unknown
 */
export function uploadsChart(instants: Iterable<number>, asOf: number, timeZone: string): UploadsChart {
  const perDay = new Map<number, number>();
  const hours = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  for (const instant of instants) {
    const day = periodNumber(instant, 'day', timeZone);
    perDay.set(day, (perDay.get(day) ?? 0) + 1);
    const ofDay = hours[weekdayOf(day)] ?? [];
    const hour = localHour(instant, timeZone);
    ofDay[hour] = (ofDay[hour] ?? 0) + 1;
  }
  return { form: 'uploads', perDay, today: periodNumber(asOf, 'day', timeZone), hours, timeZone };
}

/** 0 for a Monday. Day 0, 1970-01-01, was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

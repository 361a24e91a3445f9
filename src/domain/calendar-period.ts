import { DateTime } from 'luxon';
import { DAY_MS } from './age.js';

export type Period = 'day' | 'week' | 'month';

/**
 * Numbers the days, ISO weeks or months of a time zone's calendar, so that neighbours differ by 1.
 * Weeks begin on Monday and run on through New Year: 2021-01-03 is still in the last week of 2020.
 * @param instant milliseconds
 * @param timeZone an IANA name
 * @throws RangeError when the time zone is unknown
 */
export function periodNumber(instant: number, period: Period, timeZone: string): number {
  const local = DateTime.fromMillis(instant, { zone: timeZone });
  if (!local.isValid) throw new RangeError(`no such time zone or instant: ${timeZone}, ${instant}`);
  if (period === 'month') return local.year * 12 + local.month;
  // By the date alone, so that a day of 23 or 25 hours counts as one day.
  const day = Date.UTC(local.year, local.month - 1, local.day) / DAY_MS;
  // 1970-01-01, day 0, was a Thursday, three days after its Monday.
  return period === 'day' ? day : Math.floor((day + 3) / 7);
}

import { DateTime } from 'luxon';
import { DAY_MS } from './age.js';

export type Period = 'day' | 'week' | 'month';

/** A stretch of time that lies in one period. */
interface Stretch {
  readonly number: number;
  /** Its last millisecond. */
  readonly end: number;
}

/** By where they start, for each kind of period and time zone: a million uploads lie in some thousand days. */
const STRETCHES = new Map<string, Map<number, Stretch>>();

/**
 * Numbers the days, ISO weeks or months of a time zone's calendar, so that neighbours differ by 1.
 * Weeks begin on Monday and run on through New Year: 2021-01-03 is still in the last week of 2020.
 * @param instant milliseconds
 * @param timeZone an IANA name
 * @throws RangeError when the time zone is unknown
 */
export function periodNumber(instant: number, period: Period, timeZone: string): number {
  const name = `${period} ${timeZone}`;
  const known = STRETCHES.get(name) ?? new Map<number, Stretch>();
  STRETCHES.set(name, known);
  let start = Math.floor(instant / DAY_MS) * DAY_MS;
  for (;;) {
    const stretch = known.get(start) ?? stretchFrom(start, period, timeZone);
    known.set(start, stretch);
    if (instant <= stretch.end) return stretch.number;
    start = stretch.end + 1;
  }
}

/** The numbers of the periods that some instants lie in, each once. @param inOrder milliseconds, ascending */
export function periodNumbers(inOrder: Float64Array, period: Period, timeZone: string): number[] {
  const numbers: number[] = [];
  for (const instant of inOrder) {
    const number = periodNumber(instant, period, timeZone);
    if (number !== numbers.at(-1)) numbers.push(number);
  }
  return numbers;
}

function stretchFrom(start: number, period: Period, timeZone: string): Stretch {
  const local = DateTime.fromMillis(start, { zone: timeZone });
  if (!local.isValid) throw new RangeError(`no such time zone or instant: ${timeZone}, ${start}`);
  const end = local.endOf(period).toMillis();
  if (period === 'month') return { number: local.year * 12 + local.month, end };
  // By the date alone, so that a day of 23 or 25 hours counts as one day.
  const day = Date.UTC(local.year, local.month - 1, local.day) / DAY_MS;
  // 1970-01-01, day 0, was a Thursday, three days after its Monday.
  return { number: period === 'day' ? day : Math.floor((day + 3) / 7), end };
}

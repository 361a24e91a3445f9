import { DateTime } from 'luxon';
import { DAY_MS } from './age.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export type Period = 'day' | 'week' | 'month';

/** A stretch of time that lies in one day, and so in one period. */
interface Stretch {
  readonly number: number;
  /** Its last millisecond. */
  readonly end: number;
  /** What the zone's clock is ahead of UTC. */
  readonly offsetMs: number;
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
  return stretchAt(instant, period, timeZone).number;
}

/** The hour that a zone's clock shows, 0 to 23. Parameters as of `periodNumber`. */
export function localHour(instant: number, timeZone: string): number {
  const local = instant + stretchAt(instant, 'day', timeZone).offsetMs;
  return Math.floor((local - Math.floor(local / DAY_MS) * DAY_MS) / HOUR_MS);
}

function stretchAt(instant: number, period: Period, timeZone: string): Stretch {
  const name = `${period} ${timeZone}`;
  const known = STRETCHES.get(name) ?? new Map<number, Stretch>();
  STRETCHES.set(name, known);
  let start = Math.floor(instant / DAY_MS) * DAY_MS;
  for (;;) {
    const stretch = known.get(start) ?? stretchFrom(start, period, timeZone);
    known.set(start, stretch);
    if (instant <= stretch.end) return stretch;
    start = stretch.end + 1;
  }
}

/** The numbers of the periods that some instants lie in, each once, ascending. @param inOrder milliseconds, ascending */
export function periodNumbers(inOrder: Float64Array, period: Period, timeZone: string): number[] {
  const numbers: number[] = [];
  for (const instant of inOrder) {
    const number = periodNumber(instant, period, timeZone);
    if (number !== numbers.at(-1)) numbers.push(number);
  }
  // Where the clocks go back over midnight, a day comes again after the next has begun.
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/**
 * The rest of a day while the zone keeps its offset, for only then the local time runs straight: where the clocks go back
 * over midnight (Havana every year), the first minutes of a day come twice.
 */
function stretchFrom(start: number, period: Period, timeZone: string): Stretch {
  const { isValid, zone } = DateTime.fromMillis(start, { zone: timeZone });
  if (!isValid) throw new RangeError(`no such time zone or instant: ${timeZone}, ${start}`);
  const offset = (instant: number) => zone.offset(instant) * MINUTE_MS;
  const day = Math.floor((start + offset(start)) / DAY_MS);
  const end = lastAlike(start, (day + 1) * DAY_MS - offset(start) - 1, offset);
  return { number: numberOf(day, period), end, offsetMs: offset(start) };
}

/** The last instant up to `latest` that has the value of `start`. A day has one change at most. */
function lastAlike(start: number, latest: number, valueAt: (instant: number) => number): number {
  let [alike, other] = [start, latest + 1];
  if (valueAt(latest) === valueAt(start)) return latest;
  while (other - alike > 1) {
    const middle = Math.floor((alike + other) / 2);
    if (valueAt(middle) === valueAt(start)) alike = middle;
    else other = middle;
  }
  return alike;
}

/** By the date alone, so that a day of 23 or 25 hours counts as one. @param day since 1970-01-01 */
function numberOf(day: number, period: Period): number {
  if (period === 'day') return day;
  // 1970-01-01, day 0, was a Thursday, three days after its Monday.
  if (period === 'week') return Math.floor((day + 3) / 7);
  const date = new Date(day * DAY_MS);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

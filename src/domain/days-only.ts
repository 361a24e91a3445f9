import { DAY_MS } from './age.js';

/** Whether an instant is a midnight of UTC, as which a day without an hour is read. @param instant milliseconds */
export function isBareDay(instant: number): boolean {
  return instant % DAY_MS === 0;
}

/** Whether all of some instants are days without hours: then no hour of theirs means anything, and no zone moves them. */
export function daysOnly(instants: Iterable<number>): boolean {
  for (const instant of instants) if (!isBareDay(instant)) return false;
  return true;
}

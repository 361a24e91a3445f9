import { DateTime } from 'luxon';

/** The time that somebody named, in milliseconds: a day from its start to the start of the next, or one instant twice. */
export interface When {
  readonly start: number;
  /** The first millisecond that is no longer meant; equal to `start` for an instant. */
  readonly end: number;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?$/;
const AGO = /^(\d{1,5})(d|w|mo|y)$/;
const UNITS: Readonly<Record<string, 'days' | 'weeks' | 'months' | 'years'>> = {
  d: 'days',
  w: 'weeks',
  mo: 'months',
  y: 'years',
};

/**
 * Reads a time as a person types it: `2026-01-31`, `2026-01-31T18:30` (local to the zone unless it has an offset),
 * or `30d`, `2w`, `6mo`, `1y` before now, by the calendar of the zone.
 * @param timeZone an IANA name
 * @param now milliseconds
 * @returns null when it is none of these or no real date (2026-02-30)
 */
export function parseWhen(text: string, timeZone: string, now: number): When | null {
  const typed = text.trim();
  if (DAY.test(typed)) {
    // Noon first: there are days whose midnight a clock change skips.
    const day = DateTime.fromISO(`${typed}T12:00`, { zone: timeZone }).startOf('day');
    return day.isValid ? { start: day.toMillis(), end: day.plus({ days: 1 }).startOf('day').toMillis() } : null;
  }
  const [, count, letter] = AGO.exec(typed) ?? [];
  const unit = UNITS[letter ?? ''];
  if (unit !== undefined) return instant(DateTime.fromMillis(now, { zone: timeZone }).minus({ [unit]: Number(count) }));
  return INSTANT.test(typed) ? instant(DateTime.fromISO(typed.replace(' ', 'T'), { zone: timeZone })) : null;
}

function instant(time: DateTime): When | null {
  return time.isValid ? { start: time.toMillis(), end: time.toMillis() } : null;
}

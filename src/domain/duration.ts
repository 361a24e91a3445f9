import { parse } from 'tinyduration';

/**
 * The whole text must be a duration, and short: tinyduration finds one anywhere in a text and takes quadratic time over
 * a long row of digits. Years and months are left out because they are no fixed number of seconds.
 */
const ISO =
  /^(?=.{2,40}$)P(?:\d+(?:[.,]\d+)?W)?(?:\d+(?:[.,]\d+)?D)?(?:T(?=\d)(?:\d+(?:[.,]\d+)?H)?(?:\d+(?:[.,]\d+)?M)?(?:\d+(?:[.,]\d+)?S)?)?$/;
const CLOCK = /^(?:(\d{1,5}):)?(\d{1,5}):(\d{2}(?:\.\d{1,9})?)$/;
const SECONDS = /^\d{1,12}(?:\.\d{1,12})?$/;

function fromIso(text: string): number | null {
  try {
    const { weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = parse(text);
    return (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds;
  } catch {
    // The library throws one shared error for everything that it cannot read, `PT` among it.
    return null;
  }
}

function fromClock(hours: string | undefined, minutes: string | undefined, seconds: string | undefined): number | null {
  // `90:00` is an hour and a half, but in `1:90:00` and `1:75` somebody made a mistake.
  if (Number(seconds) >= 60 || (hours !== undefined && Number(minutes) >= 60)) return null;
  return Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/**
 * Reads a duration as the files and interfaces of this field write it: ISO 8601 (`PT1H2M3S`, `P1DT2H`, `P0D`),
 * a clock (`1:02:03`, `12:34`) or plain seconds (`754`, `"754.0"`).
 * @returns seconds, possibly fractional; null for anything else, negative durations included
 */
export function parseDuration(given: string | number | null): number | null {
  if (given === null) return null;
  if (typeof given === 'number') return Number.isFinite(given) && given >= 0 ? given : null;
  const text = given.trim();
  if (SECONDS.test(text)) return Number(text);
  if (ISO.test(text)) return fromIso(text);
  const clock = CLOCK.exec(text);
  return clock === null ? null : fromClock(clock[1], clock[2], clock[3]);
}

/**
 * An instant: a Date, milliseconds since 1970, or a text as ISO 8601 writes it, a day (`2026-01-31`, its midnight UTC) or
 * a time with its zone (`2026-01-31T12:00:00Z`, `…+02:00`).
 */
export type Instant = Date | number | string;

/** With a time goes a zone: without one it would mean another instant on every machine. */
const ISO = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d))?$/;

/** The year that YouTube began in. What is before it was most likely given in seconds. */
const FIRST = Date.UTC(2005, 0, 1);

/** @param name what an error calls it @returns milliseconds @throws TypeError */
export function instantFrom(given: Instant, name: string): number {
  // Who writes JavaScript may give anything, and to it null, true and an empty list are numbers too.
  const instant: unknown = given instanceof Date ? given.getTime() : typeof given === 'string' ? parsed(given) : given;
  if (typeof given === 'number' && given < FIRST) {
    throw new TypeError(`${name} is ${given}, before there was a video: give milliseconds since 1970`);
  }
  // Beyond that JavaScript has no calendar.
  if (typeof instant === 'number' && Math.abs(instant) <= 8.64e15) return instant;
  const what = given instanceof Date ? 'an invalid Date' : JSON.stringify(given);
  throw new TypeError(`${name} is ${what}: give a Date, milliseconds, or "2026-01-31", "2026-01-31T12:00:00Z"`);
}

/** NaN for what is no ISO 8601, and for a day that its month has not: JavaScript would take the next month's. */
function parsed(text: string): number {
  if (!ISO.test(text)) return NaN;
  const day = text.slice(0, 10);
  const midnight = Date.parse(day);
  return Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(day) ? NaN : Date.parse(text);
}

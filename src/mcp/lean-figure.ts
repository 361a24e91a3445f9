import { count } from '../domain/figures.js';
import { safeText } from '../domain/safe-text.js';
import type { Figure } from '../domain/screen.js';

/** A number that is not known. */
const UNKNOWN = '?';
/** A word that is not there: a video that is no outlier, a part without advice. */
const NONE = '-';
/** Digits of a number that no rule of its own rounds. */
const DIGITS = 3;
/** Longer texts are cut in a row; a result of the history is told whole. */
const LONGEST = 300;

/** Entries of a list within a value, when nobody says how many. */
const ENTRIES = 20;

/**
 * A value of a row in as few characters as say what it is: 41.3M, 8.2, 4.1%, 2026-11-21. One line, without a tab.
 * @param most entries of each list within it
 */
export function leanFigure(value: unknown, figure: Figure, most = ENTRIES): string {
  if (value === null || value === undefined) return figure === 'text' || figure === 'title' ? NONE : UNKNOWN;
  if (typeof value === 'number') return leanNumber(value, figure);
  if (typeof value !== 'string') return leanJson(value, most);
  if (figure === 'day') return safeText(value.slice(0, 10));
  if (figure === 'instant') return safeText(value).replace(/:\d\d(?:\.\d+)?Z$/, 'Z');
  const text = safeText(value);
  return text.length > LONGEST ? `${safeText(text.slice(0, LONGEST))}…` : text;
}

function leanNumber(value: number, figure: Figure): string {
  if (figure === 'count') return count(value).replace('−', '-');
  if (figure === 'percent') return `${rounded(value * 100)}%`;
  return String(rounded(value));
}

/** Any JSON with its numbers rounded, its texts cleaned, and `most` entries of each list. */
export function leanJson(value: unknown, most = ENTRIES): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === 'number') return rounded(inner);
    if (Array.isArray(inner) && inner.length > most) {
      return [...(inner as unknown[]).slice(0, most), `${inner.length - most} more`];
    }
    return typeof inner === 'string' ? safeText(inner) : inner;
  });
}

/** Whole numbers stay as they are: an id or a year is none to round. */
function rounded(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(DIGITS + (Math.abs(value) >= 100 ? 1 : 0)));
}

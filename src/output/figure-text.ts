import {
  age,
  count,
  day,
  decimal,
  duration,
  instant,
  multiple,
  percent,
  score,
  UNKNOWN_FIGURE,
} from '../domain/figures.js';
import type { Figure } from '../domain/screen.js';
import { usdWords } from '../domain/usd-words.js';

type NumberFigure = Exclude<Figure, 'text' | 'title' | 'day' | 'instant' | 'flag' | 'written'>;

const NUMBERS: Record<NumberFigure, (value: number) => string> = {
  count,
  whole: (value) => value.toLocaleString('en-US'),
  multiple,
  percent,
  score,
  age,
  duration,
  decimal: (value) => decimal(value, 2),
  usd: usdWords,
};

/**
 * A value of a row as people read it. `day` and `instant` take ISO 8601 text or milliseconds, told in `timeZone` (IANA).
 * Null and undefined are `–`; a value that does not fit its figure is shown as it is.
 */
export function figureText(figure: Figure, value: unknown, timeZone: string): string {
  if (value === null || value === undefined || value === '') return UNKNOWN_FIGURE;
  if (figure === 'day') return timeText(value, timeZone, day);
  if (figure === 'instant') return timeText(value, timeZone, instant);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number' && isNumberFigure(figure)) return NUMBERS[figure](value);
  return plainText(value);
}

/** The side a figure stands on in its column. */
export function figureSide(figure: Figure): 'left' | 'right' {
  return isNumberFigure(figure) || figure === 'day' || figure === 'instant' || figure === 'written' ? 'right' : 'left';
}

/** A value without any rounding: text as it is, numbers in full, lists and objects as JSON; what is no value (null, undefined, NaN) is empty. */
export function plainText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  return JSON.stringify(value);
}

function isNumberFigure(figure: Figure): figure is NumberFigure {
  return figure in NUMBERS;
}

function timeText(value: unknown, timeZone: string, words: (at: number, timeZone: string) => string): string {
  const at = typeof value === 'string' ? Date.parse(value) : value;
  return typeof at === 'number' && Number.isFinite(at) ? words(at, timeZone) : plainText(value);
}

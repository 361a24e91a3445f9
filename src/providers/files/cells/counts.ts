import { cellText, saysNothing } from './cell-text.js';

/** Thousands in groups, all by the same sign, the last group of three; Indian grouping (12,34,567) too. A zero fraction may follow. */
const GROUPED =
  /^(?:\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.0+)?|\d{1,3}(?:\.\d{3})+(?:,0+)?|\d{1,3}(?:(['’ \u00a0\u202f\u2009])\d{3})(?:\1\d{3})*(?:[.,]0+)?)$/;
const FLOAT = /^\d+(?:\.\d*)?(?:e\+?\d{1,2})?$/i;
const SHORT = /^(\d+(?:[.,]\d{1,2})?)\s?([kmb])$/i;
const SCALE: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9 };

export interface Count {
  /** Null when there is none, or it cannot be read. */
  readonly value: number | null;
  readonly problem: 'unreadable' | 'rounded' | null;
}

const NONE: Count = { value: null, problem: null };
const UNREADABLE: Count = { value: null, problem: 'unreadable' };

/**
 * Reads a count of views, likes … from a cell: `1234`, `2595.0`, `1,234,567`, `1.234.567`, `1 234 567`, `1'234'567`,
 * `1.5E+06`, and the rounded `1.2M`. A dot or comma before exactly three last digits parts thousands: counts are whole.
 */
export function parseCount(value: unknown): Count {
  if (value === null || value === undefined) return NONE;
  if (typeof value === 'number') return whole(value);
  const text = cellText(value);
  if (text === null) return typeof value === 'string' ? NONE : UNREADABLE;
  if (text.length < 16 && isDigits(text)) return { value: Number(text), problem: null };
  if (saysNothing(text)) return NONE;
  if (GROUPED.test(text)) return whole(Number(text.replace(/[.,]0+$/, ungroupedZeros).replace(/[^\d]/g, '')));
  if (FLOAT.test(text)) return whole(Number(text));
  const [, digits = '', letter = ''] = SHORT.exec(text) ?? [];
  if (letter === '') return UNREADABLE;
  const rounded = Math.round(Number(digits.replace(',', '.')) * (SCALE[letter.toLowerCase()] ?? 1));
  return { value: rounded, problem: 'rounded' };
}

/** `.000` at the end is a group of thousands, `.0` or `.00` a fraction. */
function ungroupedZeros(zeros: string): string {
  return zeros.length === 4 ? zeros : '';
}

function isDigits(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

function whole(number: number): Count {
  return Number.isSafeInteger(number) && number >= 0 ? { value: number, problem: null } : UNREADABLE;
}

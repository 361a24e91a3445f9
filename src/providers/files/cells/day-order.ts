import { parseDate, settle, type OpenDate } from './dates.js';

interface Waiting {
  readonly open: OpenDate;
  readonly decided: (moment: number | null) => void;
}

/**
 * Which number of a date such as 03/04/2025 is the day, decided by the column as a whole: a first number above 12
 * means day first, a second one above 12 month first. When no value of the column decides, `/` means month first,
 * `-` and `.` day first, and a note says so.
 */
export class DayOrder {
  #order: 'day' | 'month' | null = null;
  #waiting: Waiting[] = [];

  /**
   * Reads one date of the column.
   * @param decided told the moment in milliseconds, or null when there is none: at once, or when the column decides
   */
  read(value: unknown, decided: (moment: number | null) => void): void {
    const date = parseDate(value);
    if (date === null || typeof date === 'number') {
      decided(date);
      return;
    }
    const own = orderOf(date);
    if (own !== null && this.#order === null) this.#decide(own);
    const order = own ?? this.#order;
    if (order === null) this.#waiting.push({ open: date, decided });
    else decided(settle(date, order));
  }

  /** Reads one date at once, by what the column has shown so far. */
  readNow(value: unknown): number | null {
    const date = parseDate(value);
    if (date === null || typeof date === 'number') return date;
    return settle(date, orderOf(date) ?? this.#order ?? assumed(date));
  }

  /** Lets a sample of the column decide before its values are read. */
  learn(value: unknown): void {
    const date = parseDate(value);
    if (date !== null && typeof date !== 'number') this.#order ??= orderOf(date);
  }

  /** Settles what still waits, at the end of the column; returns the sentence that says what was assumed. */
  close(): string | null {
    const first = this.#waiting[0];
    if (first === undefined) return null;
    const order = assumed(first.open);
    const { separator } = first.open;
    this.#decide(order);
    const example = ['03', '04', '2025'].join(separator);
    const meaning = order === 'day' ? '3 April' : 'March 4';
    return `No date of the file tells day from month: ${example} was taken for ${meaning}.`;
  }

  #decide(order: 'day' | 'month'): void {
    this.#order = order;
    for (const { open, decided } of this.#waiting) decided(settle(open, order));
    this.#waiting = [];
  }
}

function orderOf(open: OpenDate): 'day' | 'month' | null {
  if (open.first > 12) return 'day';
  return open.second > 12 ? 'month' : null;
}

function assumed(open: OpenDate): 'day' | 'month' {
  return open.separator === '/' ? 'month' : 'day';
}

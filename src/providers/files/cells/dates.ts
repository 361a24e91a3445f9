import { cellText, saysNothing } from './cell-text.js';

/** A date such as 03/04/2025 whose cell alone does not say which number is the day. */
export interface OpenDate {
  readonly first: number;
  readonly second: number;
  readonly year: number;
  /** Milliseconds since that day's midnight. */
  readonly timeOfDay: number;
  readonly separator: string;
}

const CLOCK = String.raw`(?:,?[T ]\s*(?:at )?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap]\.?m\.?)?)?`;
const ZONE = String.raw`\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${CLOCK}${ZONE}$`, 'i');
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})${CLOCK}${ZONE}$`, 'i');
const MONTH_FIRST = new RegExp(String.raw`^(\p{L}{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})${CLOCK}${ZONE}$`, 'iu');
const DAY_FIRST = new RegExp(
  String.raw`^(?:\p{L}{2,4}, )?(\d{1,2})(?:\.|st|nd|rd|th)?[ -](?:de )?(\p{L}{3,10})\.?[ -](?:de )?(\d{4})${CLOCK}${ZONE}$`,
  'iu',
);
/** Days above 28 take the longer way, where it is asked whether the month has them. */
const ISO_SECONDS = /^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;
/** The `trending_date` of the well-known trending tables: year, day, month. */
const YEAR_DAY_MONTH = /^(\d{2})\.(\d{2})\.(\d{2})$/;

/** How months begin in English, Spanish, Portuguese, French, German and Italian, without accents. */
const MONTHS = [
  'jan ene gen',
  'feb fev',
  'mar',
  'apr abr avr',
  'may mai mag',
  'jun juin giu',
  'jul juil lug',
  'aug ago aou',
  'sep set',
  'oct okt out ott',
  'nov',
  'dec dez dic',
].map((names) => names.split(' '));

/** YouTube opened in 2005; anything before or far after is damage, as spreadsheets do it. */
const EARLIEST = Date.UTC(2005, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);
const DAY = 86_400_000;

/**
 * Reads a date or a moment in any of the forms met in tables: ISO, with a space or a zone, `Apr 1, 2025`, `1 Apr 2025`,
 * `20140614`, seconds or milliseconds since 1970, and numbers with the year last. Without a zone it is UTC, without a
 * time midnight.
 * @returns milliseconds; an `OpenDate` when day and month cannot be told apart; null when it is no date
 */
export function parseDate(value: unknown): number | OpenDate | null {
  const text = cellText(value);
  if (text === null || text.length > 60) return null;
  const moment = readMoment(text);
  return typeof moment === 'number' && !(moment >= EARLIEST && moment < LATEST) ? null : moment;
}

/** Whether the cell holds something that was meant as a date: for counting those that cannot be read. */
export function isMeantAsDate(value: unknown): boolean {
  const text = cellText(value);
  return text !== null && !saysNothing(text) && text !== '0';
}

/** The moment of an open date once the order of its column is known; null when there is no such day. */
export function settle(open: OpenDate, order: 'day' | 'month'): number | null {
  const [day, month] = order === 'day' ? [open.first, open.second] : [open.second, open.first];
  const midnight = dayOf(open.year, month, day);
  return midnight === null ? null : midnight + open.timeOfDay;
}

function readMoment(text: string): number | OpenDate | null {
  if (ISO_SECONDS.test(text)) return Date.parse(text); // the form of the API, and so of nearly every row there is
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst !== null) return moment(dayOf(yearFirst[1], yearFirst[3], yearFirst[4]), yearFirst.slice(5));
  if (/^\d/.test(text) && !/[^\d.]/.test(text)) return fromDigits(text);
  const yearLast = YEAR_LAST.exec(text);
  if (yearLast !== null) return openDate(yearLast);
  const monthFirst = MONTH_FIRST.exec(text);
  if (monthFirst !== null)
    return moment(dayOf(monthFirst[3], monthOf(monthFirst[1]), monthFirst[2]), monthFirst.slice(4));
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst !== null) return moment(dayOf(dayFirst[3], monthOf(dayFirst[2]), dayFirst[1]), dayFirst.slice(4));
  return null;
}

function openDate(match: RegExpExecArray): number | OpenDate | null {
  const timeOfDay = moment(0, match.slice(5));
  if (timeOfDay === null) return null;
  const open = {
    first: Number(match[1]),
    second: Number(match[3]),
    year: Number(match[4]),
    timeOfDay,
    separator: match[2] ?? '-',
  };
  // Equal numbers are the same day either way.
  return open.first === open.second ? settle(open, 'day') : open;
}

function fromDigits(text: string): number | OpenDate | null {
  const short = YEAR_DAY_MONTH.exec(text);
  if (short !== null) return dayOf(2000 + Number(short[1]), short[3], short[2]);
  if (/^\d{1,2}\.\d{1,2}\.\d{4}$/.test(text)) {
    const match = YEAR_LAST.exec(text);
    return match === null ? null : openDate(match);
  }
  if (/^(?:19|20)\d{6}(?:\.0)?$/.test(text)) return dayOf(text.slice(0, 4), text.slice(4, 6), text.slice(6, 8));
  if (/^\d{14}$/.test(text)) {
    return moment(dayOf(text.slice(0, 4), text.slice(4, 6), text.slice(6, 8)), [
      text.slice(8, 10),
      text.slice(10, 12),
      text.slice(12),
    ]);
  }
  if (/^\d{10}(?:\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  return /^\d{13}(?:\.\d+)?$/.test(text) ? Math.round(Number(text)) : null;
}

/** Midnight UTC of a day; null when the calendar has no such day. */
function dayOf(
  year: string | number | undefined,
  month: string | number | null | undefined,
  day: string | number | undefined,
): number | null {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const midnight = Date.UTC(y, m - 1, d);
  const back = new Date(midnight);
  return back.getUTCFullYear() === y && back.getUTCMonth() === m - 1 && back.getUTCDate() === d ? midnight : null;
}

/** A day with the hour, minute, second, am/pm and zone that a pattern found behind it. */
function moment(midnight: number | null, clock: readonly (string | undefined)[]): number | null {
  const [hours = '0', minutes = '0', seconds = '0', fraction = '0', half, zone] = clock;
  if (midnight === null) return null;
  const pm = half?.toLowerCase().startsWith('p');
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (pm === true ? 12 : 0);
  if (hour > 24 || Number(minutes) > 59 || Number(seconds) > 60) return null;
  return (
    midnight +
    ((hour * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 +
    Math.floor(Number(`0.${fraction}`) * 1000) -
    offset(zone)
  );
}

function offset(zone: string | undefined): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '') ?? [];
  const size = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return sign === '-' ? -size : Math.min(size, DAY);
}

function monthOf(word: string | undefined): number | null {
  const name = (word ?? '').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const index = MONTHS.findIndex((starts) => starts.some((start) => name.startsWith(start)));
  return index === -1 ? null : index + 1;
}

import type { UploadsChart } from '../../domain/charts/chart.js';
import { DAY_MS } from '../../domain/age.js';
import { day as dayWords } from '../../domain/figures.js';
import { DARKEST, shadeOf, shadeRanges } from '../../domain/charts/shades.js';
import { weekdayOf } from '../../domain/charts/uploads-chart.js';
import { captionLines, joinStrokes, muted, plain, type Drawing, type Stroke } from './drawing.js';
import type { Signs } from './signs.js';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const GUTTER = 4;
const HOURS = 24;
const GAP = 3;
const MOST_WEEKS = 53;
/** Beside the hours a calendar needs at least so many weeks to be one. */
const FEWEST_WEEKS_BESIDE = 22;

/** The days of the last weeks, a column each, and beside them (below, where it is narrow) the hours of the week. */
export function drawUploads(chart: UploadsChart, width: number, signs: Signs): Drawing {
  const { hours: known } = chart;
  const beside = width - GUTTER - (known === null ? 0 : GAP + HOURS);
  const together = beside >= FEWEST_WEEKS_BESIDE;
  const weeks = Math.min(MOST_WEEKS, together ? beside : width - GUTTER);
  const shown = shownWeeks(chart, weeks);
  const calendar = drawCalendar(shown, signs);
  const names = ['', ...DAYS].map((name): Stroke => muted(name.padEnd(GUTTER)));
  const named = (drawing: Drawing): Drawing => drawing.map((line, at) => [names[at] ?? plain(''), ...line]);
  const caption = captionLines(calendarWords(shown, signs), width);
  if (known === null)
    return [...named(calendar), ...caption, ...captionLines('The source tells days without hours.', width)];
  const hours = drawHours(known, signs);
  const notes = [caption, captionLines(hoursWords(known, chart.timeZone, signs), width)];
  return together
    ? [...named(calendar.map((line, at) => [...line, plain(' '.repeat(GAP)), ...(hours[at] ?? [])])), ...notes.flat()]
    : [...named(calendar), ...(notes[0] ?? []), ...named(hours), ...(notes[1] ?? [])];
}

function drawCalendar({ perDay, last, first, weeks }: Shown, signs: Signs): Drawing {
  const rows = DAYS.map((_, weekday) =>
    joinStrokes(
      Array.from({ length: weeks }, (_, week) => {
        const day = first + week * 7 + weekday;
        return day > last ? plain(' ') : shade(perDay.get(day) ?? 0, DARKEST, signs);
      }),
    ),
  );
  return [[muted(monthNames(first, weeks))], ...rows];
}

/** Each month's name over the week in which it begins, where there is room. */
function monthNames(first: number, weeks: number): string {
  let line = '';
  for (let week = 0; week < weeks; week += 1) {
    const month = monthOf(first + week * 7 + 6);
    const begins = week === 0 || month !== monthOf(first + week * 7 - 1);
    if (begins && line.length <= week && week + month.length <= weeks) line = line.padEnd(week) + month + ' ';
  }
  return line.slice(0, weeks).padEnd(weeks);
}

function monthOf(day: number): string {
  return dayWords(day * DAY_MS, 'UTC').split(' ')[1] ?? '';
}

type Hours = readonly (readonly number[])[];

function drawHours(hours: Hours, signs: Signs): Drawing {
  const most = Math.max(...hours.flat());
  return [
    [muted('00    06    12    18    ')],
    ...hours.map((row) => joinStrokes(row.map((count) => shade(count, most, signs)))),
  ];
}

/** 1 is the lightest shade, `most` and more the darkest. */
function shade(count: number, most: number, { shades }: Signs): Stroke {
  if (count === 0) return muted(shades[0] ?? ' ');
  return { text: shades[shadeOf(count, most)] ?? '', tone: 'good' };
}

interface Shown {
  readonly perDay: ReadonlyMap<number, number>;
  readonly weeks: number;
  /** A Monday. */
  readonly first: number;
  readonly last: number;
}

/** The last weeks up to today; of a channel silent for longer, those up to its last upload. */
function shownWeeks({ perDay, today }: UploadsChart, weeks: number): Shown {
  const newest = Math.max(...perDay.keys());
  const firstOf = (last: number) => last - weekdayOf(last) - (weeks - 1) * 7;
  const last = newest < firstOf(today) ? newest : today;
  return { perDay, weeks, first: firstOf(last), last };
}

function calendarWords({ perDay, weeks, first, last }: Shown, signs: Signs): string {
  let [uploads, most] = [0, 0];
  for (const [day, count] of perDay) {
    if (day < first) continue;
    uploads += count;
    most = Math.max(most, count);
  }
  const until = dayWords(last * DAY_MS, 'UTC');
  return `${uploads} uploads by day, ${weeks} weeks to ${until}: ${legend(Math.min(DARKEST, most), signs, most > DARKEST)}`;
}

function hoursWords(hours: Hours, timeZone: string, signs: Signs): string {
  const all = hours.flat();
  const uploads = all.reduce((sum, count) => sum + count, 0);
  return `All ${uploads} by weekday and hour, ${timeZone}: ${legend(Math.max(...all), signs, false)}`;
}

/** What each shade stands for, such as `░ 1 ▒ 2–3`. */
function legend(most: number, { shades, to }: Signs, open: boolean): string {
  const words = shadeRanges(most).map(({ shade, from, to: last }) => {
    const range = from === last ? String(from) : `${from}${to}${last}`;
    return `${shades[shade] ?? ''} ${range}${open && shade === DARKEST ? '+' : ''}`;
  });
  return [`${shades[0] ?? ''} none`, ...words].join(' ');
}

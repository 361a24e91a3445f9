import { viewsChart, zChart } from '../domain/charts/outliers-charts.js';
import type { ViewOptions } from '../command.js';
import { count, decimal, multiple } from '../domain/figures.js';
import type { Format } from '../domain/format.js';
import type { RobustSummary, RobustVideo } from '../domain/robust/robust-analysis.js';
import { FEWEST_OF_FORMAT, LEAST_MULTIPLE, LIKELY_Z, SETTLED_DAYS, STRONG_Z } from '../domain/robust/robust-verdict.js';
import type { Column, Screen, Section } from '../domain/screen.js';
import type { RobustResult } from '../tools/outliers.js';
import { closingLines, WHY } from './closing-lines.js';
import { growthWords } from './growth-words.js';
import { headline, plural } from './headline.js';
import { VIDEO_COLUMNS } from './video-columns.js';

/** Outliers of each side that are shown when nobody says how many. */
const SHOWN = 20;

/** The fields that only this method tells. */
export const ROBUST_COLUMNS: readonly Column[] = [
  {
    field: 'z',
    figure: 'decimal',
    describe: 'robust: usual spreads above the uploads around it; null when not judged',
  },
  { field: 'tier', figure: 'text', describe: 'robust: strong, likely or null' },
  { field: 'provisional', figure: 'flag', describe: `robust: younger than ${SETTLED_DAYS} days; null when not judged` },
  { field: 'usual.views', figure: 'count', describe: 'robust: median views of the uploads around it at its age' },
  { field: 'usual.p25', figure: 'count', describe: 'robust: first quartile of those' },
  { field: 'usual.p75', figure: 'count', describe: 'robust: third quartile of those' },
  { field: 'usual.n', figure: 'count', describe: 'robust: how many uploads that is' },
];

const { multiple: times, views, age, title } = VIDEO_COLUMNS;

/** How sure the verdict is and the usual range are made for the eye: one word, and two figures in one. */
const SHOWN_COLUMNS: readonly Column[] = [
  { field: 'z', header: 'Z', figure: 'decimal', describe: '' },
  times,
  { field: 'sure', header: 'SURE', figure: 'text', describe: '' },
  views,
  { field: 'range', header: 'USUAL', figure: 'text', describe: '' },
  age,
  title,
];

/** The screen of one channel by the robust method: what was looked at, what it comes to, both sides, the method. */
export function robustScreen(result: RobustResult, view: ViewOptions): Screen {
  const { summary } = result;
  return [
    {
      kind: 'lines',
      lines: [{ text: headline(result, view.timeZone), tone: 'muted' }, { text: verdict(result), tone: 'strong' }, ''],
    },
    { kind: 'table', columns: view.columns ?? SHOWN_COLUMNS, sections: sections(result, view) },
    { kind: 'lines', lines: remarks(result) },
    { kind: 'charts', charts: () => [viewsChart(result.videos), zChart(result.videos)] },
    {
      kind: 'lines',
      lines: [
        ...(summary.tooFew ? [] : closingLines(method(result, view), ' ')),
        ...closingLines([`Next: insight streak ${view.subject}`, `insight hashtags ${view.subject}`], ' · ', '      '),
      ],
    },
  ];
}

function verdict({ summary, videos }: RobustResult): string {
  const { high, low } = summary;
  if (summary.tooFew) {
    return `Too few videos (${summary.videos}) to say which stand out: it takes ${FEWEST_OF_FORMAT} of one format.`;
  }
  const fall = low === 0 ? '' : ` ${low} ${low === 1 ? 'falls' : 'fall'} far below.`;
  if (high === 0) return `No video of ${summary.videos} stands out.${fall}`;
  let best = 0;
  for (const video of videos.slice(0, high)) best = Math.max(best, video.multiple ?? 0);
  const stand = high === 1 ? 'videos stands out' : 'videos stand out';
  return `${high} of ${summary.videos} ${stand}; the best has ${multiple(best)} what uploads around it have.${fall}`;
}

const MARKS = { high: { mark: '▲', tone: 'good' }, low: { mark: '▼', tone: 'bad' } } as const;

function sections(result: RobustResult, { top, all }: ViewOptions): Section[] {
  const { videos, summary } = result;
  const end = judged(summary);
  const part = (from: number, to: number) => [...videos.slice(from, Math.max(from, to))].map(forTheEye);
  const last = top ?? (all || summary.tooFew ? videos.length : null);
  if (last !== null) {
    const upTo = (place: number) => Math.min(place, last);
    return [
      { ...MARKS.high, rows: part(0, upTo(summary.high)) },
      { rows: part(summary.high, upTo(end - summary.low)) },
      { ...MARKS.low, rows: part(end - summary.low, upTo(end)) },
      { rows: part(end, last) },
    ].filter(({ rows }) => rows.length > 0);
  }
  return [
    { ...MARKS.high, rows: part(0, Math.min(summary.high, SHOWN)) },
    { ...MARKS.low, rows: part(Math.max(end - summary.low, end - SHOWN), end) },
  ].filter(({ rows }) => rows.length > 0);
}

/** Videos with a verdict, which come before those without. */
function judged({ formats }: RobustSummary): number {
  return formats.reduce((sum, { tooFew, videos }) => sum + (tooFew ? 0 : videos), 0);
}

function forTheEye(video: RobustVideo): object {
  const { tier, provisional, outlier, usual } = video;
  const sure = outlier === null ? null : provisional === true ? 'provisional' : tier;
  return { ...video, sure, range: usual.p25 === null ? null : `${count(usual.p25)}–${count(usual.p75)}` };
}

const NAMES = { long: 'long', short: 'Shorts', live: 'live' } as const;
const nameOf = (format: Format | null) => (format === null ? 'unknown format' : NAMES[format]);

/** What a reader could stumble over: verdicts that may change, and videos that have none. */
function remarks({ summary }: RobustResult): string[] {
  const { provisional, formats, tooFew } = summary;
  const few = formats.filter((one) => one.tooFew);
  const unknown = summary.videos - formats.reduce((sum, { videos }) => sum + videos, 0);
  return [
    ...(provisional > 0
      ? [`${provisional} of them ${provisional === 1 ? 'is' : 'are'} younger than ${SETTLED_DAYS} days: provisional.`]
      : []),
    ...(few.length > 0 && !tooFew
      ? [
          `Not judged, fewer than ${FEWEST_OF_FORMAT}: ${few.map(({ format, videos }) => `${nameOf(format)} ${videos}`).join(', ')}.`,
        ]
      : []),
    ...(unknown > 0 && !tooFew ? [`${plural(unknown, 'video')} not judged, for want of a date, views or age.`] : []),
  ];
}

function method({ summary, growth }: RobustResult, { all, top }: ViewOptions): string[] {
  const spreads = summary.formats
    .filter(({ tooFew }) => !tooFew)
    .map(({ format, videos, spread }) => `${nameOf(format)} ${decimal(spread, 1)}× (n ${videos})`);
  const own = growthWords(growth);
  const more = Math.max(0, summary.high - SHOWN) + Math.max(0, summary.low - SHOWN);
  return [
    'robust: each against up to 21 uploads of its format around it, at its age.',
    ...(own === '' ? [] : [`${own.replace('growth', 'Growth')}.`]),
    `Usual deviation: ${spreads.join(', ')}.`,
    `Likely: |z| from ${LIKELY_Z} and ${LEAST_MULTIPLE}×, strong from ${STRONG_Z}.`,
    ...(all || top !== null ? [] : [more > 0 ? `${more} more and all rows: --all.` : 'All rows: --all.']),
    WHY,
  ];
}

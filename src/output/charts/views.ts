import type { ViewsChart } from '../../domain/charts/chart.js';
import { count } from '../../domain/figures.js';
import type { Outlier } from '../../domain/outliers.js';
import { median } from '../../domain/quantile.js';
import { barRows, captionLines, joinStrokes, muted, plain, type Drawing, type Stroke } from './drawing.js';
import type { Signs } from './signs.js';

const GUTTER = 7;
const ROWS = 2;

/** Views over the uploads, oldest first, on a logarithmic scale: on a plain one the best hides all others. */
export function drawViews({ uploads }: ViewsChart, width: number, signs: Signs): Drawing {
  const perColumn = Math.ceil(uploads.length / (width - GUTTER));
  const columns = Array.from({ length: Math.ceil(uploads.length / perColumn) }, (_, at) =>
    uploads.slice(at * perColumn, (at + 1) * perColumn),
  );
  const middles = columns.map((column) => median(column.map(({ views }) => views)) ?? 0);
  const [least, most] = [Math.min(...middles), Math.max(...middles)];
  const log = (views: number) => Math.log(views + 1);
  const range = log(most) - log(least);
  // Even the least is seen: it is a number too.
  const heights = middles.map((views) => (range === 0 ? 0.5 : 0.06 + (0.94 * (log(views) - log(least))) / range));
  const marks = columns.map((column): Stroke => {
    const has = (verdict: Outlier) => column.some(({ outlier }) => outlier === verdict);
    if (has('high')) return { text: signs.high, tone: 'good' };
    return has('low') ? { text: signs.low, tone: 'bad' } : plain(' ');
  });
  const labels = [count(most), count(least)];
  const rows = barRows(heights, ROWS, signs.bars).map((row, at) => [
    muted(`${(labels[at] ?? '').padStart(GUTTER - 1)} `),
    plain(row.trimEnd()),
  ]);
  const marked = (tone: Stroke['tone'], words: string) => (marks.some((mark) => mark.tone === tone) ? [words] : []);
  const key = [...marked('good', `${signs.high} high`), ...marked('bad', `${signs.low} low`)];
  const each = perColumn === 1 ? 'uploads' : `uploads, the median of each ${perColumn}`;
  const caption = [`Views of ${uploads.length} ${each}, oldest to newest, log scale`, ...key].join(', ');
  return [
    ...rows,
    ...(key.length === 0 ? [] : [joinStrokes([plain(' '.repeat(GUTTER)), ...marks])]),
    ...captionLines(caption, width),
  ];
}

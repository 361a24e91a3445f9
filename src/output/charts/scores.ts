import { binCounts } from '../../domain/charts/bins.js';
import { beyondEndsWords } from '../../domain/charts/beyond-ends.js';
import type { ScoresChart } from '../../domain/charts/chart.js';
import { decimal } from '../../domain/figures.js';
import { barRows, captionLines, muted, plain, type Drawing } from './drawing.js';
import type { Signs } from './signs.js';

const GUTTER = 7;
const ROWS = 2;
const BINS = 20;
const WIDEST_BIN = 3;

/** How often each score occurs, over an axis that has the fences on it. */
export function drawScores(chart: ScoresChart, width: number, signs: Signs): Drawing {
  const { values, from, to, lowerFence, upperFence, name } = chart;
  const figure = (value: number) => decimal(value, 2).replace('−', signs.minus);
  const end = ` ${figure(to)}`;
  const binWidth = Math.min(WIDEST_BIN, Math.max(1, Math.floor((width - GUTTER - end.length) / BINS)));
  const counts = binCounts(values, from, to, BINS);
  const beyond = beyondEndsWords(chart);
  const most = Math.max(...counts);
  const heights = counts.flatMap((count) => new Array<number>(binWidth).fill(count / most));
  const labels = [String(most), '0'];
  const rows = barRows(heights, ROWS, signs.bars).map((row, at) => [
    muted(`${(labels[at] ?? '').padStart(GUTTER - 1)} `),
    plain(row.trimEnd()),
  ]);
  const length = BINS * binWidth;
  const axis = new Array<string>(length).fill(signs.axis);
  for (const fence of [lowerFence, upperFence]) {
    if (fence === null || fence < from || fence > to) continue;
    axis[Math.min(length - 1, Math.round(((fence - from) / (to - from)) * length))] = signs.fence;
  }
  return [
    ...rows,
    [muted(`${figure(from).padStart(GUTTER - 1)} `), plain(axis.join('')), muted(end)],
    ...captionLines(
      `${name} of ${values.length} videos${fenceWords(chart, figure, signs)}${beyond === null ? '' : `; ${beyond}`}`,
      width,
    ),
  ];
}

function fenceWords(
  { lowerFence, upperFence, from, to, also }: ScoresChart,
  figure: (value: number) => string,
  { fence, times }: Signs,
): string {
  if (lowerFence === null || upperFence === null) return ', too few for fences';
  const away = (value: number) => (value < from || value > to ? ' (off the scale)' : '');
  return `; ${fence} fences: low ${figure(lowerFence)}${away(lowerFence)}, high ${figure(upperFence)}${away(upperFence)}${also === null ? '' : `, ${also.replace('×', times)}`}`;
}

import type { ScoresChart, UploadsChart, ViewsChart } from '../../domain/charts/chart.js';
import { binCounts } from '../../domain/charts/bins.js';
import { DARKEST, shadeOf, shadeRanges } from '../../domain/charts/shades.js';
import { weekdayOf } from '../../domain/charts/uploads-chart.js';
import { DAY_MS } from '../../domain/age.js';
import { count, decimal } from '../../domain/figures.js';
import { median } from '../../domain/quantile.js';
import { drawn, type Size } from './drawn.js';
import { INKS, SHADES } from './inks.js';
import type { Markup } from './markup.js';

const { ink, muted, line, accent, warm, page } = INKS;
const SMALL = 11;
const BINS = 20;
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const axis = {
  axisLabel: { color: muted, fontSize: SMALL, hideOverlap: true },
  axisLine: { lineStyle: { color: line } },
  axisTick: { show: false },
  splitLine: { show: false },
};

/** A dashed line across a chart, with words at its end. */
const ruler = (lines: readonly object[]) => ({
  silent: true,
  symbol: 'none',
  lineStyle: { color: muted, type: 'dashed', width: 1 },
  label: { color: muted, fontSize: SMALL },
  data: lines,
});

/** Views by day of publication on a logarithmic scale; outliers are triangles, and orange. */
export function viewsPicture({ uploads }: ViewsChart, size: Size): Markup {
  const points = (wanted: (outlier: 'high' | 'low' | null) => boolean) =>
    uploads.filter(({ outlier }) => wanted(outlier)).map(({ at, views }) => [at, Math.max(1, views)]);
  const typical = Math.max(1, median(uploads.map(({ views }) => views)) ?? 1);
  const scatter = { type: 'scatter', symbolSize: 8, itemStyle: { color: accent, opacity: 0.85 } };
  return drawn(
    {
      grid: { left: 48, right: 16, top: 20, bottom: 24 },
      xAxis: {
        type: 'time',
        ...axis,
        axisLabel: { ...axis.axisLabel, formatter: '{MMM} {yyyy}', showMaxLabel: false },
        splitNumber: size.width > 500 ? 6 : 3,
      },
      yAxis: {
        type: 'log',
        ...axis,
        min: 'dataMin',
        splitLine: { show: true, lineStyle: { color: line } },
        axisLabel: { ...axis.axisLabel, formatter: (value: number) => count(value) },
      },
      series: [
        {
          ...scatter,
          data: points((outlier) => outlier === null),
          markLine: ruler([
            { yAxis: typical, label: { formatter: `median ${count(typical)}`, position: 'insideEndTop' } },
          ]),
        },
        {
          ...scatter,
          symbol: 'triangle',
          symbolSize: 13,
          itemStyle: { color: warm },
          data: points((outlier) => outlier === 'high'),
        },
        {
          ...scatter,
          symbol: 'triangle',
          symbolRotate: 180,
          symbolSize: 13,
          itemStyle: { color: warm },
          data: points((outlier) => outlier === 'low'),
        },
      ],
    },
    size,
    `Views of ${uploads.length} uploads over time`,
  );
}

/** How often each score occurs, with the fences. */
export function scoresPicture(chart: ScoresChart, size: Size): Markup {
  const { values, from, to, lowerFence, upperFence, name } = chart;
  const wide = (to - from) / BINS;
  const bars = binCounts(values, from, to, BINS).map((videos, at) => [from + (at + 0.5) * wide, videos]);
  const fences = [
    { at: lowerFence, words: 'low fence' },
    { at: upperFence, words: 'high fence' },
  ].flatMap(({ at, words }) =>
    at === null || at < from || at > to
      ? []
      : [
          {
            xAxis: at,
            label: { formatter: `${size.width > 500 ? `${words} ` : ''}${decimal(at, 2)}`, position: 'end' },
          },
        ],
  );
  return drawn(
    {
      grid: { left: 48, right: 16, top: 24, bottom: 24 },
      xAxis: { type: 'value', min: from, max: to, ...axis },
      yAxis: { type: 'value', minInterval: 1, ...axis, splitLine: { show: true, lineStyle: { color: line } } },
      series: [
        {
          type: 'bar',
          data: bars,
          barWidth: Math.max(2, Math.floor((size.width - 64) / BINS) - 2),
          itemStyle: { color: accent },
          markLine: ruler(fences),
        },
      ],
    },
    size,
    `${name} of ${values.length} videos`,
  );
}

/** The days of the last weeks, the darker the more uploads. */
export function calendarPicture({ perDay, today }: UploadsChart, size: Size): Markup {
  const weeks = Math.min(53, Math.floor((size.width - 40) / 12));
  const newest = Math.max(...perDay.keys());
  const firstOf = (last: number) => last - weekdayOf(last) - (weeks - 1) * 7;
  const last = newest < firstOf(today) ? newest : today;
  const first = firstOf(last);
  const name = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);
  const days = [...perDay].filter(([day]) => day >= first);
  return drawn(
    {
      visualMap: shadesOf(
        days.length === 0 ? 1 : Math.min(DARKEST, Math.max(...days.map(([, uploads]) => uploads))),
        true,
      ),
      calendar: {
        range: [name(first), name(last)],
        left: 36,
        right: 4,
        top: 22,
        bottom: 4,
        cellSize: 'auto',
        itemStyle: { color: INKS.shade0, borderColor: page, borderWidth: 2 },
        splitLine: { show: false },
        dayLabel: { firstDay: 1, color: muted, fontSize: SMALL, nameMap: ['', 'Mon', '', 'Wed', '', 'Fri', ''] },
        monthLabel: { color: muted, fontSize: SMALL },
        yearLabel: { show: false },
      },
      series: [
        { type: 'heatmap', coordinateSystem: 'calendar', data: days.map(([day, uploads]) => [name(day), uploads]) },
      ],
    },
    size,
    `Uploads by day, ${weeks} weeks: ${days.reduce((sum, [, uploads]) => sum + uploads, 0)} uploads on ${days.length} days`,
  );
}

/** Weekday by hour, the darker the more uploads, which stand in the cells. */
export function hoursPicture(hours: readonly (readonly number[])[], size: Size): Markup {
  const most = Math.max(1, ...hours.flat());
  const cells = hours.flatMap((row, weekday) =>
    row.map((uploads, hour) => ({
      value: [hour, weekday, uploads],
      // On the two darkest shades letters have the colour of the page, to be read.
      label: { color: shadeOf(uploads, most) > 2 ? page : ink },
    })),
  );
  return drawn(
    {
      grid: { left: 36, right: 4, top: 4, bottom: 22 },
      xAxis: {
        type: 'category',
        data: Array.from({ length: 24 }, (_, hour) => String(hour)),
        ...axis,
        axisLine: { show: false },
      },
      yAxis: { type: 'category', data: DAYS, inverse: true, ...axis, axisLine: { show: false } },
      visualMap: shadesOf(most, false),
      series: [
        {
          type: 'heatmap',
          data: cells,
          itemStyle: { borderColor: page, borderWidth: 2 },
          label: {
            show: size.width > 500,
            fontSize: SMALL,
            formatter: ({ value: [, , uploads] }: { readonly value: readonly number[] }) =>
              uploads === 0 ? '' : String(uploads),
          },
        },
      ],
    },
    size,
    `Uploads by weekday and hour: ${weekdayWords(hours)}`,
  );
}

/** Such as `Mon 3, Sun 1`. */
function weekdayWords(hours: readonly (readonly number[])[]): string {
  const sums = hours.map((row, weekday) => ({ name: DAYS[weekday] ?? '', uploads: row.reduce((a, b) => a + b, 0) }));
  return sums
    .filter(({ uploads }) => uploads > 0)
    .map(({ name, uploads }) => `${name} ${uploads}`)
    .join(', ');
}

/** Which counts have which shade; with `open` the darkest is for all above it too. */
function shadesOf(most: number, open: boolean) {
  const pieces = shadeRanges(most).map(({ shade, from, to }) => ({
    gte: from,
    ...(open && shade === DARKEST ? {} : { lt: to + 1 }),
    color: SHADES[shade],
  }));
  return { show: false, type: 'piecewise', seriesIndex: 0, pieces: [{ lt: 1, color: INKS.shade0 }, ...pieces] };
}

import type { ScoreParts } from './algorithm-score.js';
import type { ChannelFigures, Middle } from './channel-figures.js';
import { age, count, decimal, multiple, percent } from './figures.js';

/** What a line of a comparison is read from. */
export interface Compared extends Pick<ChannelFigures, 'views' | 'formats' | 'engagement'> {
  readonly channel: { readonly subscribers: number | null };
  readonly sample: { readonly videos: number; readonly total: number | null };
  readonly best: { readonly multiple: number | null };
  readonly outliers: { readonly high: number; readonly low: number; readonly tooFew: boolean };
  readonly algorithmScore: number | null;
  readonly parts: ScoreParts;
  readonly uploads: { readonly perWeek: number | null; readonly daysSinceLast: number | null };
  readonly streak: { readonly period: string | null; readonly current: number | null; readonly longest: number | null };
}

/** One figure of a channel, with the sample that it is from. */
export interface Metric {
  readonly name: string;
  /** What the highest is found by; null where a channel has none, and for what has no best. */
  readonly value: (channel: Compared) => number | null;
  readonly words: (channel: Compared) => string;
}

const middle = (name: string, of: (channel: Compared) => Middle, figure: (value: number | null) => string): Metric => ({
  name,
  value: (channel) => of(channel).median,
  words: (channel) => (of(channel).median === null ? '–' : `${figure(of(channel).median)} (n ${of(channel).n})`),
});

const plain = (
  name: string,
  value: (channel: Compared) => number | null,
  figure: (value: number | null) => string,
): Metric => ({ name, value, words: (channel) => figure(value(channel)) });

const whole = (value: number | null) => decimal(value, 0);

/** The lines of a comparison, in their order. */
export const METRICS: readonly Metric[] = [
  {
    name: 'Videos looked at',
    value: () => null,
    words: ({ sample: { videos, total } }) => (total === null ? String(videos) : `${videos} of ${total}`),
  },
  plain('Subscribers', ({ channel }) => channel.subscribers, count),
  middle('Median views', ({ views }) => views, count),
  middle('  long', ({ formats }) => formats.long.views, count),
  middle('  Shorts', ({ formats }) => formats.short.views, count),
  middle('  live', ({ formats }) => formats.live.views, count),
  plain('Best, × typical', ({ best }) => best.multiple, multiple),
  {
    name: 'Outliers, high / low',
    value: ({ outliers }) => (outliers.tooFew ? null : outliers.high),
    words: ({ outliers: { high, low, tooFew } }) => (tooFew ? 'too few' : `${high} / ${low}`),
  },
  middle('Median engagement', ({ engagement }) => engagement, percent),
  plain(
    'Uploads a week',
    ({ uploads }) => uploads.perWeek,
    (value) => decimal(value, 1),
  ),
  { name: 'Last upload', value: () => null, words: ({ uploads }) => age(uploads.daysSinceLast) },
  {
    name: 'Streak (longest)',
    value: ({ streak }) => streak.current,
    words: ({ streak: { current, longest, period } }) =>
      current === null ? '–' : `${current} (${longest ?? 0}) ${period ?? ''}s`,
  },
  plain('Algorithm score', ({ algorithmScore }) => algorithmScore, whole),
  plain('  steady', ({ parts }) => parts.consistency, whole),
  plain('  frequency', ({ parts }) => parts.frequency, whole),
  plain('  engagement', ({ parts }) => parts.engagement, whole),
];

/** The places of the channels that have the highest value of a metric; none where they do not differ. */
export function highest({ value }: Metric, channels: readonly Compared[]): ReadonlySet<number> {
  const values = channels.map((channel) => value(channel) ?? -Infinity);
  const most = Math.max(...values);
  if (most === -Infinity || values.every((one) => one === most)) return new Set();
  return new Set(values.flatMap((one, at) => (one === most ? [at] : [])));
}

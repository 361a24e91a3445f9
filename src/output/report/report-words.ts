import { belowTypicalWords } from '../../domain/below-typical-words.js';
import { age, count, day, decimal, multiple, percent } from '../../domain/figures.js';
import type { ReportCharts, ReportedChannel } from '../../domain/report.js';

/** A figure with what it is and how it came about. */
export interface Card {
  readonly figure: string;
  readonly name: string;
  readonly method: string;
}

/** What was looked at, in one line. */
export function headWords({ sample, source, asOf, timeZone }: ReportedChannel): string {
  const { videos, total } = sample;
  const looked = total !== null && total > videos ? `the newest ${videos} of ${total} videos` : `${videos} videos`;
  return `${looked} · source: ${source.kind} · as of ${day(asOf, timeZone)} · ${timeZone}`;
}

/** What it comes to, in one sentence. */
export function verdictWords({ outliers, sample, standing }: ReportedChannel): string {
  if (outliers.tooFew) return `Too few videos (${sample.videos}) to say which stand out.`;
  const best = Math.max(...standing.map((video) => video.multiple ?? 0), 0);
  const by = best > 0 ? `; the best has ${multiple(best)} the typical views of its format` : '';
  return `${outliers.high} of ${sample.videos} videos stand out${by}.`;
}

/** What a reader of the videos that stand out could stumble over; null where they stand out by their views. */
export function standingWords({ outliers, standing }: ReportedChannel): string | null {
  return outliers.high > 0 ? belowTypicalWords(standing) : null;
}

/** The figures of a channel that matter most, each with its method and n. */
export function cardsOf(channel: ReportedChannel, { scores }: ReportCharts): readonly Card[] {
  const { views, formats, outliers, engagement, uploads, streak, algorithmScore, parts, sample, best } = channel;
  const whole = (value: number | null) => decimal(value, 0);
  return [
    { figure: count(views.median), name: 'median views', method: `of ${views.n} videos with known views` },
    {
      figure: multiple(best.multiple),
      name: 'best video, × typical',
      method: `views / median views of its format${ofFormat(channel)}`,
    },
    {
      figure: outliers.tooFew ? '–' : String(outliers.high),
      name: 'videos that stand out',
      method: `${outliers.method}, above the upper fence, n ${scores?.values.length ?? 0}`,
    },
    {
      figure: percent(engagement.median),
      name: 'median engagement',
      method: `(likes + comments) / views, n ${engagement.n}`,
    },
    {
      figure: decimal(uploads.perWeek, 1),
      name: 'uploads a week',
      method: `7 / mean gap, n ${uploads.videos ?? 0}; the last ${age(uploads.daysSinceLast)} ago`,
    },
    {
      figure: whole(streak.current),
      name: `${streak.period ?? 'week'}${streak.current === 1 ? '' : 's'} running`,
      method: `with at least one upload, n ${uploads.videos ?? 0}; longest ${whole(streak.longest)}`,
    },
    {
      figure: formatWords(formats),
      name: 'long / Shorts / live',
      method: `told by length and streaming details, n ${sample.videos}`,
    },
    {
      figure: algorithmScore === null ? '–' : `${algorithmScore} / 100`,
      name: 'algorithm score',
      method: `steady ${whole(parts.consistency)}, frequency ${whole(parts.frequency)}, engagement ${whole(parts.engagement)}, n ${uploads.videos ?? 0}`,
    },
  ];
}

/** How the figures came about, a sentence each. */
export const METHOD_WORDS: readonly string[] = [
  'SmartScore = 0.5 · views + 0.3 · views per day + 0.2 · engagement, each as a share of the highest among the videos looked at; where engagement is unknown the other two are rescaled.',
  'A video stands out when its score lies above Q3 + 1.5 · IQR (below Q1 − 1.5 · IQR for a low one), quartiles by linear interpolation. One giant sets the scale, and young videos are favoured.',
  '× typical = views / median views of the videos of the same format that were looked at; unknown under four of a format.',
  'Engagement = (likes + comments) / views; unknown when one of them is hidden.',
  'Algorithm score = 0.4 · steadiness + 0.3 · frequency + 0.3 · engagement, an index of this program and not of YouTube: steadiness 100 / (1 + CV² of the gaps), frequency 100 for four uploads a week, engagement 100 at 10 %.',
  'Figures are of the videos looked at and of the day named above. – stands for what is not known.',
];

/** How many videos the best one is compared with, itself among them. */
function ofFormat({ best, formats, views }: ReportedChannel): string {
  if (best.multiple === null) return '';
  const { long, short, live } = formats;
  // Those of unknown format are compared with each other.
  const n = best.format === null ? views.n - long.views.n - short.views.n - live.views.n : formats[best.format].views.n;
  return `, n ${n}`;
}

function formatWords({ long, short, live }: ReportedChannel['formats']): string {
  const counts = [long, short, live].map(({ videos }) => videos);
  return counts.every((videos) => videos === 0) ? '–' : counts.join(' / ');
}

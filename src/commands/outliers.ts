import { defineCommand, type ViewOptions } from '../command.js';
import type { AnalysedVideo } from '../domain/analysis.js';
import { belowTypicalWords } from '../domain/below-typical-words.js';
import { scoresChart, viewsChart } from '../domain/charts/outliers-charts.js';
import type { Listed } from '../domain/listed.js';
import { decimal, multiple } from '../domain/figures.js';
import { defaultColumns, type Screen, type Section } from '../domain/screen.js';
import { CHART_FLAG, choice, OUTPUT_FLAGS, ROW_FLAGS, SAVE_FLAG, VIDEO_FLAGS } from '../flags.js';
import { inTurns } from '../tools/in-turns.js';
import {
  enoughToSay,
  findOutliers,
  findRobustOutliers,
  type OutliersResult,
  type RobustResult,
} from '../tools/outliers.js';
import { closingLines, WHY } from './closing-lines.js';
import { headline } from './headline.js';
import { outliersOverview } from './outliers-overview.js';
import { ROBUST_COLUMNS, robustScreen } from './robust-screen.js';
import { VIDEO_COLUMNS } from './video-columns.js';
import { askForVideos, CHANNELS, judgeEach, planForVideos, REMOTE_VIDEO_FLAGS } from './video-question.js';

/** Outliers that are shown when nobody says how many: a screen, not a scroll. */
const HIGH_SHOWN = 20;

/** Rows that are shown of those below the rest: enough to see what did not work. */
const LOWEST_SHOWN = 3;

export const OUTLIER_COLUMNS = Object.values(VIDEO_COLUMNS);

type Result = OutliersResult | RobustResult;

export const outliers = defineCommand({
  name: 'outliers',
  summary: 'Find the videos of a channel that stand out',
  details:
    'Scores each video against the others of its channel by views, views per day and engagement, and names those ' +
    'outside the interquartile fences. "× typical" compares with the median of the same format. --method robust compares ' +
    'each video with the 21 uploads of its format around it, at the views that videos of its age usually have, and says ' +
    'how sure it is.',
  argument: CHANNELS,
  flags: {
    ...VIDEO_FLAGS,
    ...SAVE_FLAG,
    method: choice('how outliers are told', ['smartscore', 'robust'], { shownDefault: 'smartscore' }),
    ...ROW_FLAGS,
    ...CHART_FLAG,
    ...OUTPUT_FLAGS,
  },
  examples: [
    { words: 'outliers @veritasium', does: 'the newest 50 videos, from the API with a key, else from the feed' },
    { words: 'outliers @veritasium --method robust', does: 'high and low ones, each with how sure it is' },
    { words: 'outliers @veritasium @kurzgesagt --limit 200 --json', does: 'two channels as a JSON array' },
    { words: 'outliers --from "Table data.csv"', does: 'a YouTube Studio export' },
    { words: 'outliers --from videos.csv --format csv --fields title,multiple', does: 'two columns for a spreadsheet' },
  ],
  rows: 'videos',
  columns: [...OUTLIER_COLUMNS, ...ROBUST_COLUMNS],
  plan: (context, { words, flags }) => planForVideos(context, words, flags),
  run: async (context, { words, flags }) => {
    const answer = await askForVideos(context, words, flags);
    const growth = flags.method === 'robust' ? await context.growth() : null;
    const robust = growth !== null;
    const { results, several } = await judgeEach<Result>(answer, (channel) => {
      const asOf = answer.asOf(channel);
      const judging = growth === null ? findOutliers(channel, asOf) : findRobustOutliers(channel, asOf, growth);
      return inTurns<Result>(judging, context.signal);
    });
    if (several) {
      const few = results.filter((result) => 'summary' in result && result.summary.tooFew).length;
      if (few > 0)
        context.note(
          `${few} of ${results.length} channels have fewer than ${robust ? '8 videos of one format' : '4 videos'} with views and a date: no verdict on them.`,
        );
    }
    return {
      results: several ? results : results.map((one) => ('summary' in one ? enoughToSay(one) : one)),
      several,
      ...(robust ? {} : { columns: OUTLIER_COLUMNS }),
    };
  },
  remote: { tool: 'outliers', subject: 'channels', sends: REMOTE_VIDEO_FLAGS },
  screen: (result: Result, view) =>
    result.method === 'robust' ? robustScreen(result, view) : outliersScreen(result, view),
  overview: outliersOverview,
});

/** The screen of one channel: what was looked at, what it comes to, the outliers, the lowest, the method, what next. */
export function outliersScreen(result: OutliersResult, view: ViewOptions): Screen {
  const { summary } = result;
  const columns = view.columns ?? defaultColumns(OUTLIER_COLUMNS);
  return [
    {
      kind: 'lines',
      lines: [{ text: headline(result, view.timeZone), tone: 'muted' }, { text: verdict(result), tone: 'strong' }, ''],
    },
    { kind: 'table', columns, sections: sections(result, view) },
    { kind: 'lines', lines: remarks(result) },
    { kind: 'charts', charts: () => [viewsChart(result.videos), scoresChart(result.videos, summary)] },
    {
      kind: 'lines',
      lines: [
        ...(summary.tooFew ? [] : closingLines(method(result, view), ' ')),
        ...(result.sample.videos === 0 ? [] : closingLines(next(view), ' · ', '      ')),
      ],
    },
  ];
}

const next = ({ subject }: ViewOptions) => [
  `Next: insight streak ${subject}`,
  `insight outliers ${subject} --method robust`,
];

function verdict({ summary, videos }: OutliersResult): string {
  if (summary.tooFew) return `Too few videos (${summary.videos}) to say which stand out.`;
  // They come first: what lies above the upper fence has the best scores.
  const standing = videos.slice(0, summary.high);
  let best = -Infinity;
  for (const video of standing) best = Math.max(best, video.multiple ?? -Infinity);
  const low = summary.low === 0 ? '' : ` ${summary.low} ${summary.low === 1 ? 'falls' : 'fall'} below the lower fence.`;
  if (standing.length === 0)
    return `No video of ${summary.videos} stands out: none scores above the upper fence.${low}`;
  const stands = standing.length === 1 ? 'videos stands out' : 'videos stand out';
  const by = Number.isFinite(best) ? `; the best has ${multiple(best)} the channel's typical views` : '';
  return `${standing.length} of ${summary.videos} ${stands}${by}.${low}`;
}

/** What a reader could stumble over: outliers with few views, and an engagement that nobody knows. */
function remarks({ videos, summary }: OutliersResult): string[] {
  const few = belowTypicalWords(videos.slice(0, summary.high));
  const blind = videos.length > 0 && !some(videos, ({ engagementRate }) => engagementRate !== null);
  let unscored = 0;
  // They come last.
  while (videos.at(-1 - unscored)?.smartScore === null) unscored += 1;
  return [
    ...(unscored > 0 && unscored < videos.length
      ? [`${unscored} ${unscored === 1 ? 'has' : 'have'} no score, for want of a date or of views.`]
      : []),
    ...(few === null ? [] : [few]),
    ...(blind ? ['Engagement is unknown here: scores are from views and views per day alone.'] : []),
  ];
}

const MARKS = { high: { mark: '▲', tone: 'good' }, low: { mark: '▼', tone: 'bad' } } as const;

function some(videos: Listed<AnalysedVideo>, fits: (video: AnalysedVideo) => boolean): boolean {
  for (const video of videos) if (fits(video)) return true;
  return false;
}

/** Of the videos inside the fences those with the lowest multiples. */
function lowestInside(videos: Listed<AnalysedVideo>): readonly AnalysedVideo[] {
  const lowest: AnalysedVideo[] = [];
  for (const video of videos) {
    if (video.outlier !== null || video.multiple === null) continue;
    if (lowest.length === LOWEST_SHOWN && video.multiple >= (lowest.at(-1)?.multiple ?? 0)) continue;
    lowest.push(video);
    lowest.sort((a, b) => (a.multiple ?? 0) - (b.multiple ?? 0));
    lowest.splice(LOWEST_SHOWN);
  }
  return lowest;
}

function marked(videos: Listed<AnalysedVideo>, outlier: 'high' | 'low' | null): Section {
  const rows = videos.filter((video) => video.outlier === outlier);
  return outlier === null ? { rows } : { ...MARKS[outlier], rows };
}

function sections({ videos, summary }: OutliersResult, { top, all }: ViewOptions): Section[] {
  const parts = (rows: Listed<AnalysedVideo>) =>
    [marked(rows, 'high'), marked(rows, null), marked(rows, 'low')].filter((section) => section.rows.length > 0);
  if (top !== null) return parts(videos.slice(0, top));
  // Without a verdict there is nothing to leave out.
  if (all || (videos.at(0)?.smartScore ?? null) === null) return parts(videos);
  return [
    marked(videos.slice(0, Math.min(summary.high, HIGH_SHOWN)), 'high'),
    ...(summary.low > 0 ? [marked(videos, 'low')] : []),
    { label: 'Lowest × typical (inside the fences):', tone: 'plain' as const, rows: lowestInside(videos) },
  ].filter(({ rows }) => rows.length > 0);
}

function method({ summary }: OutliersResult, { all, top }: ViewOptions): string[] {
  const figure = (value: number | null) => decimal(value, 2);
  const fences = `${figure(summary.lowerFence)} … ${figure(summary.upperFence)} (Q1 ${figure(summary.q1)}, Q3 ${figure(summary.q3)})`;
  const more = Math.max(0, summary.high - HIGH_SHOWN);
  const rest = more > 0 && top === null ? `${more} more outliers and all rows: --all.` : 'All rows: --all.';
  return [`smartscore, fences ${fences}.`, ...(all && top === null ? [] : [rest]), WHY];
}

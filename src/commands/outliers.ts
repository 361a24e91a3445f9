import { defineCommand, type ViewOptions } from '../command.js';
import type { AnalysedVideo } from '../domain/analysis.js';
import { decimal, multiple } from '../domain/figures.js';
import { defaultColumns, type Screen, type Section } from '../domain/screen.js';
import { choice, OUTPUT_FLAGS, ROW_FLAGS, VIDEO_FLAGS } from '../flags.js';
import { enoughToSay, findOutliers, type OutliersResult } from '../tools/outliers.js';
import { closingLines, WHY } from './closing-lines.js';
import { headline } from './headline.js';
import { outliersOverview } from './outliers-overview.js';
import { VIDEO_COLUMNS } from './video-columns.js';
import { askForVideos, CHANNELS, judgeEach, planForVideos } from './video-question.js';

/** Outliers that are shown when nobody says how many: a screen, not a scroll. */
const HIGH_SHOWN = 20;

/** Rows that are shown of those below the rest: enough to see what did not work. */
const LOWEST_SHOWN = 3;

export const OUTLIER_COLUMNS = Object.values(VIDEO_COLUMNS);

export const outliers = defineCommand({
  name: 'outliers',
  summary: 'Find the videos of a channel that stand out',
  details:
    'Scores each video against the others of its channel by views, views per day and engagement, and names those ' +
    'outside the interquartile fences. "× typical" compares with the median of the same format.',
  argument: CHANNELS,
  flags: {
    ...VIDEO_FLAGS,
    method: choice('how outliers are told', ['smartscore'], { shownDefault: 'smartscore' }),
    ...ROW_FLAGS,
    ...OUTPUT_FLAGS,
  },
  examples: [
    { words: 'outliers @veritasium', does: 'the newest 50 videos, from the API with a key, else from the feed' },
    { words: 'outliers @veritasium @kurzgesagt --limit 200 --json', does: 'two channels as a JSON array' },
    { words: 'outliers --from "Table data.csv"', does: 'a YouTube Studio export' },
    { words: 'outliers --from videos.csv --format csv --fields title,multiple', does: 'two columns for a spreadsheet' },
  ],
  rows: 'videos',
  columns: OUTLIER_COLUMNS,
  plan: (context, { words, flags }) => planForVideos(context, words, flags),
  run: async (context, { words, flags }) => {
    const answer = await askForVideos(context, words, flags);
    const { results, several } = judgeEach(answer, (channel) => findOutliers(channel, answer.asOf(channel)));
    if (several) {
      const few = results.filter((result) => 'summary' in result && result.summary.tooFew).length;
      if (few > 0)
        context.note(
          `${few} of ${results.length} channels have fewer than 4 videos with views and a date: no verdict on them.`,
        );
    }
    return { results: several ? results : results.map((one) => ('summary' in one ? enoughToSay(one) : one)), several };
  },
  screen: outliersScreen,
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
    { kind: 'table', columns, sections: sections(result.videos, view) },
    { kind: 'lines', lines: remarks(result) },
    {
      kind: 'lines',
      lines: [
        ...(summary.tooFew ? [] : closingLines(method(result, view), ' ')),
        ...closingLines([`Next: insight streak ${view.subject}`, `insight hashtags ${view.subject}`], ' · ', '      '),
      ],
    },
  ];
}

function verdict({ summary, videos }: OutliersResult): string {
  if (summary.tooFew) return `Too few videos (${summary.videos}) to say which stand out.`;
  const standing = videos.filter(({ outlier }) => outlier === 'high');
  const best = Math.max(...standing.map((video) => video.multiple ?? -Infinity));
  const low = summary.low === 0 ? '' : ` ${summary.low} ${summary.low === 1 ? 'falls' : 'fall'} below the lower fence.`;
  if (standing.length === 0)
    return `No video of ${summary.videos} stands out: none scores above the upper fence.${low}`;
  const stands = standing.length === 1 ? 'videos stands out' : 'videos stand out';
  const by = Number.isFinite(best) ? `; the best has ${multiple(best)} the channel's typical views` : '';
  return `${standing.length} of ${summary.videos} ${stands}${by}.${low}`;
}

/** What a reader could stumble over: outliers with few views, and an engagement that nobody knows. */
function remarks({ videos }: OutliersResult): string[] {
  const few = videos.filter((video) => video.outlier === 'high' && (video.multiple ?? 1) < 1).length;
  const blind = videos.length > 0 && videos.every(({ engagementRate }) => engagementRate === null);
  const unscored = videos.filter(({ smartScore }) => smartScore === null).length;
  return [
    ...(unscored > 0 && unscored < videos.length
      ? [`${unscored} ${unscored === 1 ? 'has' : 'have'} no score, for want of a date or of views.`]
      : []),
    ...(few > 0
      ? [`${few} of them ${few === 1 ? 'has' : 'have'} fewer views than typical: youth or engagement lifts the score.`]
      : []),
    ...(blind ? ['Engagement is unknown here: scores are from views and views per day alone.'] : []),
  ];
}

const MARKS = { high: { mark: '▲', tone: 'good' }, low: { mark: '▼', tone: 'bad' } } as const;

function marked(videos: readonly AnalysedVideo[], outlier: 'high' | 'low' | null): Section {
  const rows = videos.filter((video) => video.outlier === outlier);
  return outlier === null ? { rows } : { ...MARKS[outlier], rows };
}

function sections(videos: readonly AnalysedVideo[], { top, all }: ViewOptions): Section[] {
  const parts = (rows: readonly AnalysedVideo[]) =>
    [marked(rows, 'high'), marked(rows, null), marked(rows, 'low')].filter((section) => section.rows.length > 0);
  if (top !== null) return parts(videos.slice(0, top));
  // Without a verdict there is nothing to leave out.
  if (all || videos.every(({ smartScore }) => smartScore === null)) return parts(videos);
  const lowest = videos
    .filter((video) => video.outlier === null && video.multiple !== null)
    .sort((a, b) => (a.multiple ?? 0) - (b.multiple ?? 0))
    .slice(0, LOWEST_SHOWN);
  const high = marked(videos, 'high');
  return [
    { ...high, rows: high.rows.slice(0, HIGH_SHOWN) },
    marked(videos, 'low'),
    { label: 'Lowest × typical (inside the fences):', tone: 'plain' as const, rows: lowest },
  ].filter(({ rows }) => rows.length > 0);
}

function method({ summary }: OutliersResult, { all, top }: ViewOptions): string[] {
  const figure = (value: number | null) => decimal(value, 2);
  const fences = `${figure(summary.lowerFence)} … ${figure(summary.upperFence)} (Q1 ${figure(summary.q1)}, Q3 ${figure(summary.q3)})`;
  const more = Math.max(0, summary.high - HIGH_SHOWN);
  const rest = more > 0 && top === null ? `${more} more outliers and all rows: --all.` : 'All rows: --all.';
  return [`smartscore, fences ${fences}.`, ...(all && top === null ? [] : [rest]), WHY];
}

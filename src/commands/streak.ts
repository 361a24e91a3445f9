import { defineCommand, type ViewOptions } from '../command.js';
import { age, decimal } from '../domain/figures.js';
import type { Column, Line, Screen } from '../domain/screen.js';
import { CHART_FLAG, choice, OUTPUT_FLAGS, ROW_FLAGS, SAVE_FLAG, toggle, VIDEO_FLAGS } from '../flags.js';
import { inTurns } from '../tools/in-turns.js';
import { measureStreak, UPLOADS_PICTURE, type StreakResult } from '../tools/streak.js';
import { SPENDING_FLAGS } from './ask-before-spending.js';
import { closingLines, overviewRows, WHY } from './closing-lines.js';
import { headline } from './headline.js';
import { outlookLines } from './streak-outlook.js';
import { askForVideos, CHANNELS, judgeEach, planForVideos, REMOTE_VIDEO_FLAGS } from './video-question.js';

const COLUMNS: readonly Column[] = [
  { field: 'algorithmScore', header: 'SCORE', figure: 'count', describe: '0 to 100, from the three parts' },
  {
    field: 'parts.consistency',
    header: 'STEADY',
    figure: 'count',
    describe: 'how regular the gaps between uploads are, 0 to 100',
  },
  { field: 'parts.frequency', header: 'FREQUENCY', figure: 'count', describe: 'how often, 0 to 100' },
  {
    field: 'parts.engagement',
    header: 'ENGAGEMENT',
    figure: 'count',
    describe: 'median engagement rate, 10 % is 100; null when unknown',
  },
  { field: 'uploads.perWeek', header: 'A WEEK', figure: 'decimal', describe: '7 / mean gap in days' },
  {
    field: 'streak.current',
    header: 'RUNNING',
    figure: 'count',
    describe: 'periods in a row with an upload, up to now',
  },
  { field: 'streak.longest', header: 'LONGEST', figure: 'count', describe: 'the longest run of such periods' },
  { field: 'uploads.daysSinceLast', header: 'LAST', figure: 'age', describe: 'days since the newest upload' },
  { field: 'channel.title', header: 'CHANNEL', figure: 'title', describe: 'title of the channel' },
  { field: 'channel.id', figure: 'text', describe: 'id of the channel' },
  { field: 'channel.handle', figure: 'text', describe: 'handle of the channel' },
  { field: 'channel.subscribers', figure: 'count', describe: 'subscribers; null when hidden or unknown' },
  { field: 'timeZone', figure: 'text', describe: 'time zone of the days and weeks' },
  { field: 'asOf', figure: 'day', describe: 'the instant that everything is counted to' },
  { field: 'uploads.videos', figure: 'count', describe: 'uploads looked at' },
  { field: 'uploads.shorts', figure: 'count', describe: 'of them Shorts' },
  { field: 'uploads.long', figure: 'count', describe: 'of them long videos' },
  { field: 'uploads.live', figure: 'count', describe: 'of them streams and premieres' },
  { field: 'uploads.unknownFormat', figure: 'count', describe: 'of them of unknown format' },
  { field: 'uploads.medianGapDays', figure: 'decimal', describe: 'median days between uploads' },
  { field: 'uploads.gapCv', figure: 'decimal', describe: 'standard deviation / mean of the gaps' },
  { field: 'streak.period', figure: 'text', describe: 'day, week or month' },
  {
    field: 'growth',
    figure: 'text',
    describe: 'what the forecasts take growth from: own snapshots or the published curve, with the pairs of own ones',
  },
  {
    field: 'predictions',
    figure: 'text',
    describe: 'views of the next upload of each format after 7, 30, 90 days, with 80 % interval and back test',
  },
  {
    field: 'schedule',
    figure: 'text',
    describe: 'weekdays × 3 hours with 3 uploads or more: lift of the views with 80 % interval, and whether that tells',
  },
  { field: 'suggestions', figure: 'text', describe: 'what to do next: text, evidence, source (rule or ai)' },
];

export const streak = defineCommand({
  name: 'streak',
  summary: 'See how steadily a channel uploads, as a streak and an algorithm score',
  details:
    'The score is 0.4 steadiness + 0.3 frequency + 0.3 engagement, each 0 to 100 and shown. A streak counts ISO weeks ' +
    '(or days, months) with at least one upload; the running one may still come. Suggestions follow from rules and name ' +
    'their figures. Views of the next upload are forecast from the last ones, with an 80 % interval and what such forecasts ' +
    'were worth; times of the week are compared where there are enough. --ai adds some of a model, which costs money.',
  argument: CHANNELS,
  flags: {
    ...VIDEO_FLAGS,
    ...SAVE_FLAG,
    period: choice('what a streak counts', ['day', 'week', 'month'], { shownDefault: 'week' }),
    ai: toggle('let a model add suggestions to those of the rules; needs a key for Gemini'),
    ...SPENDING_FLAGS,
    ...ROW_FLAGS,
    ...CHART_FLAG,
    ...OUTPUT_FLAGS,
  },
  examples: [
    { words: 'streak @veritasium', does: 'the newest 50 uploads, weeks of your own time zone' },
    { words: 'streak @veritasium --period day --tz America/New_York', does: 'daily uploads, on New York days' },
    { words: 'streak --from videos.csv --json', does: 'every channel of a file as JSON' },
  ],
  rows: null,
  columns: COLUMNS,
  plan: async (context, { words, flags }) => {
    const look = await planForVideos(context, words, flags);
    if (!flags.ai || flags.offline) return look;
    return (await import('./streak-advice.js')).withPlannedAdvice(context, look);
  },
  run: async (context, { words, flags }) => {
    const answer = await askForVideos(context, words, flags);
    const { timeZone } = context;
    const period = flags.period ?? 'week';
    const growth = await context.growth();
    const judged = await judgeEach(answer, (channel) =>
      inTurns(measureStreak(channel, { asOf: answer.asOf(channel), timeZone, period }, growth), context.signal),
    );
    if (!flags.ai) return judged;
    // Only now, so that nobody else waits for what it takes to ask a model.
    const { withAdvice } = await import('./streak-advice.js');
    return { ...judged, results: await withAdvice(context, judged.results, answer.channels, flags) };
  },
  remote: { tool: 'streak', subject: 'channels', sends: [...REMOTE_VIDEO_FLAGS, 'period', 'ai'] },
  screen: streakScreen,
  overview: (results, view) => {
    const rows = [...results].sort((a, b) => (b.algorithmScore ?? -1) - (a.algorithmScore ?? -1));
    const { shown, more } = overviewRows(rows, view.top);
    return [
      {
        kind: 'lines',
        lines: [{ text: `${results.length} channels, the highest algorithm score first.`, tone: 'strong' }, ''],
      },
      table(shown, view),
      { kind: 'lines', lines: closingLines([...more, 'Each channel in full: --all.', WHY], ' ') },
    ];
  },
});

function table(rows: readonly StreakResult[], { columns }: ViewOptions): Screen[number] {
  return {
    kind: 'table',
    columns: columns ?? COLUMNS.filter(({ header }) => header !== undefined),
    sections: [{ rows }],
  };
}

/** The screen of one channel: what was looked at, the score with its parts, the rhythm, the streak, the mix. */
export function streakScreen(result: StreakResult, view: ViewOptions): Screen {
  const lines: Line[] = [
    { text: `${headline(result, result.timeZone, 'uploads')} · ${result.timeZone}`, tone: 'muted' },
    { text: scoreLine(result), tone: 'strong' },
    '',
  ];
  if (view.columns !== null) return [{ kind: 'lines', lines }, table([result], view)];
  const { uploads, streak } = result;
  const unit = { day: 'days', week: 'weeks', month: 'months' }[streak.period];
  const rhythm =
    uploads.perWeek === null || uploads.medianGapDays === null
      ? `one upload, ${age(uploads.daysSinceLast)} ago: no rhythm to see yet`
      : `${decimal(uploads.perWeek, 1)} a week · median gap ${decimal(uploads.medianGapDays, 1)} days · last one ${age(uploads.daysSinceLast)} ago`;
  return [
    {
      kind: 'lines',
      lines: [
        ...lines,
        `  Uploads  ${rhythm}`,
        `  Streak   ${streak.current} ${unit} running · longest ${streak.longest}`,
        `  Mix      ${mix(uploads)}`,
        ...outlookLines(result),
        ...result.suggestions.map(suggestionLine),
      ],
    },
    { kind: 'charts', charts: () => [result[UPLOADS_PICTURE]?.() ?? null] },
    { kind: 'lines', lines: closingLines([WHY, `Next: insight outliers ${view.subject}`], ' · ') },
  ];
}

function scoreLine({ algorithmScore, parts }: StreakResult): string {
  const part = (value: number | null) => (value === null ? 'unknown' : decimal(value, 0));
  if (algorithmScore === null) return 'No algorithm score: it takes at least two uploads.';
  const weights = parts.engagement === null ? ' (the other two weigh 4 : 3)' : '';
  return `Algorithm score ${algorithmScore} of 100: steady ${part(parts.consistency)}, frequency ${part(parts.frequency)}, engagement ${part(parts.engagement)}${weights}.`;
}

function suggestionLine({ text, evidence, source }: StreakResult['suggestions'][number], index: number): string {
  return `${index === 0 ? '  Advice   ' : '           '}${text} (${evidence}${source === 'ai' ? '; suggested by a model' : ''})`;
}

function mix({ long, shorts, live, unknownFormat }: StreakResult['uploads']): string {
  const parts = [`${long} long`, `${shorts} Shorts`, `${live} live`];
  return [...parts, ...(unknownFormat > 0 ? [`${unknownFormat} of unknown format`] : [])].join(' · ');
}

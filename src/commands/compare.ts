import { defineCommand, type ViewOptions } from '../command.js';
import { highest, METRICS } from '../domain/channel-metrics.js';
import { day } from '../domain/figures.js';
import { defaultColumns, type Column, type Screen } from '../domain/screen.js';
import { Failure } from '../errors.js';
import { choice, OUTPUT_FLAGS, SAVE_FLAG, VIDEO_FLAGS } from '../flags.js';
import { profileChannel, type ChannelProfile } from '../tools/channel-profile.js';
import { inTurns } from '../tools/in-turns.js';
import { closingLines, WHY } from './closing-lines.js';
import { plural, sourceWords } from './headline.js';
import { PROFILE_COLUMNS } from './profile-columns.js';
import { askForVideos, CHANNELS, judgeEach, planForVideos } from './video-question.js';

/** More channels than this are lines of a table, not columns. */
const MOST_COLUMNS = 4;
/** Letters of a channel's name at the head of its column. */
const NAME_LENGTH = 16;

/** A channel that is a line is known by its title, else by its handle or id. */
const LINE_COLUMNS: readonly Column[] = defaultColumns(PROFILE_COLUMNS).map((column) =>
  column.field === 'channel.title' ? { ...column, field: 'name' } : column,
);
const named = (result: ChannelProfile) => ({ ...result, name: nameOf(result) });

export const compare = defineCommand({
  name: 'compare',
  summary: 'Put channels side by side: views, outliers, engagement, uploads, score',
  details:
    'Each figure is of the videos looked at, with its n where it is a median; ▲ marks the highest. Up to four channels ' +
    'are columns, more are lines. Looking at the same number of videos of each keeps the comparison fair.',
  argument: CHANNELS,
  flags: {
    ...VIDEO_FLAGS,
    ...SAVE_FLAG,
    period: choice('what a streak counts', ['day', 'week', 'month'], { shownDefault: 'week' }),
    ...OUTPUT_FLAGS,
  },
  examples: [
    { words: 'compare @veritasium @kurzgesagt', does: 'the newest 50 videos of each, side by side' },
    { words: 'compare --from videos.csv', does: 'every channel of a file' },
    { words: 'compare @veritasium @kurzgesagt --since 1y --json', does: 'the videos of a year, as a JSON array' },
  ],
  rows: null,
  columns: PROFILE_COLUMNS,
  plan: async (context, { words, flags }) => {
    enough(words, flags.from);
    return planForVideos(context, words, flags);
  },
  run: async (context, { words, flags }) => {
    enough(words, flags.from);
    const answer = await askForVideos(context, words, flags);
    const { timeZone } = context;
    const period = flags.period ?? 'week';
    const { results } = await judgeEach({ ...answer, several: true }, async (channel) => {
      const question = { asOf: answer.asOf(channel), timeZone, period };
      return (await inTurns(profileChannel(channel, question), context.signal)).profile;
    });
    return { results, several: true };
  },
  screen: (result, view) => compareScreen([result], view),
  overview: compareScreen,
  overviewFrom: 1,
});

/** @throws Failure `usage` for a single channel that is no file, and no list on stdin */
function enough(words: readonly string[], files: readonly string[]): void {
  if (words.length !== 1 || words[0] === '-' || files.length > 0) return;
  throw new Failure('usage', 'one channel cannot be compared', 'name at least two, or see one with insight streak');
}

/** Channels side by side. */
export function compareScreen(results: readonly ChannelProfile[], view: ViewOptions): Screen {
  const [first] = results;
  if (first === undefined) return [];
  const many = results.length > MOST_COLUMNS || view.columns !== null;
  const sources = [...new Set(results.map(({ source }) => sourceWords(source)))].join('; ');
  return [
    {
      kind: 'lines',
      lines: [
        {
          text: `${plural(results.length, 'channel')} · ${sources} · ${day(first.asOf, view.timeZone)} · ${first.timeZone}`,
          tone: 'muted',
        },
        { text: leader(results), tone: 'strong' },
        '',
      ],
    },
    many
      ? { kind: 'table', columns: view.columns ?? LINE_COLUMNS, sections: [{ rows: results.map(named) }] }
      : { kind: 'table', columns: columnsFor(results), sections: [{ rows: metricRows(results) }] },
    {
      kind: 'lines',
      lines: closingLines(
        [...(many || results.length === 1 ? [] : ['▲ the highest.']), 'n: the videos with that figure known.', WHY],
        ' ',
      ),
    },
  ];
}

function leader(results: readonly ChannelProfile[]): string {
  const known = results.filter(({ views }) => views.median !== null);
  const [best] = known.toSorted((a, b) => (b.views.median ?? 0) - (a.views.median ?? 0));
  if (best === undefined) return 'Nothing is known of their views.';
  const { name: metric, words } = METRICS[2] ?? { name: '', words: () => '' };
  const rest = known.length > 1 ? ' has the highest median views' : `, ${metric.toLowerCase()}`;
  return `${nameOf(best)}${rest}: ${words(best)}.`;
}

const nameOf = ({ channel }: ChannelProfile) => channel.title ?? channel.handle ?? channel.id ?? 'unnamed';

function columnsFor(results: readonly ChannelProfile[]): Column[] {
  const heading = (result: ChannelProfile) => {
    const name = nameOf(result);
    if (name.length <= NAME_LENGTH) return name;
    const letters = Array.from(new Intl.Segmenter().segment(name), ({ segment }) => segment);
    return letters.length > NAME_LENGTH ? `${letters.slice(0, NAME_LENGTH - 1).join('')}…` : name;
  };
  return [
    { field: 'metric', header: '', figure: 'text', describe: 'what is compared' },
    ...results.map((result, at): Column => ({
      field: `of${at}`,
      header: heading(result),
      figure: 'written',
      describe: 'a channel',
    })),
  ];
}

function metricRows(results: readonly ChannelProfile[]): object[] {
  return METRICS.map((metric) => {
    const best = highest(metric, results);
    const cells = results.map((result, at) => [`of${at}`, `${metric.words(result)} ${best.has(at) ? '▲' : ' '}`]);
    return { metric: metric.name, ...(Object.fromEntries(cells) as object) };
  });
}

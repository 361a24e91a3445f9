import { defineCommand, one, type ViewOptions } from '../command.js';
import { percent } from '../domain/figures.js';
import { parseChannelRef } from '../domain/channel-ref.js';
import { defaultColumns, type Column, type Screen } from '../domain/screen.js';
import { Failure, isSubjectFailure } from '../errors.js';
import { OUTPUT_FLAGS, ROW_FLAGS, text, VIDEO_FLAGS } from '../flags.js';
import { asOneSet, countHashtags, type HashtagsResult } from '../tools/hashtags.js';
import { inTurns } from '../tools/in-turns.js';
import { headline, plural } from './headline.js';
import { askForVideos, planForVideos } from './video-question.js';

/** Rows of a table when nobody says how many. */
const SHOWN = 20;

export const HASHTAG_COLUMNS: readonly Column[] = [
  { field: 'tag', header: 'HASHTAG', figure: 'title', describe: 'the hashtag in its commonest spelling' },
  { field: 'videos', header: 'VIDEOS', figure: 'count', describe: 'videos with it, in title or description' },
  { field: 'share', header: 'SHARE', figure: 'percent', describe: 'of all videos looked at' },
  { field: 'medianViews', header: 'MEDIAN VIEWS', figure: 'count', describe: 'median views of the videos with it' },
  {
    field: 'medianViewsPerDay',
    header: 'PER DAY',
    figure: 'count',
    describe: 'median views per day of the videos with it',
  },
  {
    field: 'engagementRate',
    header: 'ENGAGED',
    figure: 'percent',
    describe: 'median engagement rate of the videos with it',
  },
  {
    field: 'lift',
    header: 'LIFT',
    figure: 'multiple',
    describe: 'median views per day with it / without it; null under 3 videos on a side',
  },
  { field: 'source', figure: 'text', describe: 'where it was found: videos' },
];

export const hashtags = defineCommand({
  name: 'hashtags',
  summary: 'Count the hashtags a channel uses, and how the videos with them do',
  details:
    'Hashtags are read from titles and descriptions, each counted once per video. Lift compares videos with and ' +
    'without one: it shows what goes together, not what causes it. A file counts as one set unless a channel is named.',
  argument: {
    name: 'channel',
    describe: 'an @handle, id or URL',
    required: false,
    variadic: false,
  },
  flags: {
    channel: text('the channel, also by its name in a file', 'CHANNEL'),
    ...VIDEO_FLAGS,
    ...ROW_FLAGS,
    ...OUTPUT_FLAGS,
  },
  examples: [
    { words: 'hashtags @veritasium', does: 'the newest 50 videos' },
    { words: 'hashtags --from videos.csv --top 10', does: 'the ten commonest of a file' },
    { words: 'hashtags --from niche.jsonl --channel LiveOverflow --json', does: 'one channel of a file as JSON' },
  ],
  rows: 'hashtags',
  columns: HASHTAG_COLUMNS,
  plan: (context, { words, flags }) => {
    const channel = channelOf(words, flags.channel, flags.from.length > 0);
    return planForVideos(context, channel === null ? [] : [channel], flags);
  },
  run: async (context, { words, flags }) => {
    const channel = channelOf(words, flags.channel, flags.from.length > 0);
    const answer = await askForVideos(context, channel === null ? [] : [channel], flags, true);
    const set = asOneSet(answer.channels.flatMap((found) => (isSubjectFailure(found) ? [] : [found])));
    if (set === null || set.videos.length === 0) {
      throw new Failure(
        'too-little-data',
        'there is no video to read hashtags from',
        'try another source, or a longer time',
      );
    }
    return one(await inTurns(countHashtags(set, answer.channels.length, answer.asOf(set)), context.signal));
  },
  screen: hashtagsScreen,
});

function channelOf(words: readonly string[], named: string | null, hasFile: boolean): string | null {
  const [word = null] = words;
  if (word !== null && named !== null) {
    throw new Failure('usage', `both "${word}" and --channel name a channel`, 'leave one of them out');
  }
  const channel = named ?? word;
  if (channel === '-') {
    throw new Failure(
      'usage',
      'hashtags takes one channel, not a list from stdin',
      'name it, or read a file with --from',
    );
  }
  if (channel === null || hasFile || named !== null || isPlainlyAChannel(channel)) return channel;
  throw new Failure(
    'usage',
    `"${channel}" is a topic, and hashtags of a topic are not there yet`,
    `for the channel of that name: insight hashtags @${channel.replace(/\s+/g, '')}`,
  );
}

/** A bare word is a topic for `hashtags`, though elsewhere it is a legacy channel name. */
function isPlainlyAChannel(text: string): boolean {
  const ref = parseChannelRef(text);
  return ref !== null && ref.kind !== 'username';
}

/** The screen of one set of videos: what was looked at, what it comes to, the hashtags. */
export function hashtagsScreen(result: HashtagsResult, view: ViewOptions): Screen {
  const { sample, hashtags: rows } = result;
  const limit = view.all ? rows.length : (view.top ?? SHOWN);
  const channels = sample.channels > 1 ? ` of ${sample.channels} channels` : '';
  const share = percent(sample.videos === 0 ? null : sample.tagged / sample.videos);
  const verdict =
    rows.length === 0
      ? `None of ${plural(sample.videos, 'video')}${channels} has a hashtag.`
      : `${plural(rows.length, 'hashtag')} in ${sample.tagged} of ${plural(sample.videos, 'video')}${channels} (${share}).`;
  const spam =
    sample.spamMarked === 0
      ? []
      : [`${sample.spamMarked} videos have more than 60 hashtags: YouTube ignores them all.`];
  const more = rows.length > limit ? `${rows.length - limit} more: --all. ` : '';
  return [
    {
      kind: 'lines',
      lines: [
        { text: headline(result, view.timeZone), tone: 'muted' },
        { text: verdict, tone: 'strong' },
        ...spam,
        ...(rows.length > 0 ? [''] : []),
      ],
    },
    ...(rows.length > 0
      ? [
          {
            kind: 'table' as const,
            columns: view.columns ?? defaultColumns(HASHTAG_COLUMNS),
            sections: [{ rows: rows.slice(0, limit) }],
          },
        ]
      : []),
    { kind: 'lines', lines: [{ text: `${more}Why: insight help methods`, tone: 'muted' }] },
  ];
}

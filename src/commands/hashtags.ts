import { defineCommand, one, type Outcome, type ViewOptions } from '../command.js';
import type { Context } from '../context.js';
import { percent } from '../domain/figures.js';
import { defaultColumns, type Column, type Screen } from '../domain/screen.js';
import { Failure, isSubjectFailure } from '../errors.js';
import { OUTPUT_FLAGS, ROW_FLAGS, text, toggle, VIDEO_FLAGS, type FlagValues } from '../flags.js';
import { asOneSet, countHashtags, type HashtagsResult } from '../tools/hashtags.js';
import { inTurns } from '../tools/in-turns.js';
import type { TopicHashtagsResult } from '../tools/topic-hashtags.js';
import { SPENDING_FLAGS } from './ask-before-spending.js';
import { hashtagSubject, topicWish } from './hashtag-subject.js';
import { headline, plural, spamLines } from './headline.js';
import { askForTopicHashtags, planTopicHashtags, topicHashtagsScreen } from './topic-hashtags.js';
import { PLACE_FLAGS } from './topic-flags.js';
import { askForVideos, planForVideos, REMOTE_VIDEO_FLAGS } from './video-question.js';

/** Rows of a table when nobody says how many. */
const SHOWN = 20;

const HASHTAG_COLUMNS: readonly Column[] = [
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
  { field: 'source', figure: 'text', describe: 'where it was found: videos, or ai for what a model suggested' },
];

export const hashtags = defineCommand({
  name: 'hashtags',
  summary: 'Count the hashtags of a topic or a channel, and how the videos with them do',
  details:
    'Hashtags are read from titles and descriptions, each counted once per video. Lift compares videos with and ' +
    'without one: it shows what goes together, not what causes it. An @handle, id or URL is a channel, any other words ' +
    'are a topic, for which one search is made; with a key for Gemini a model adds some, which nobody counted. A file ' +
    'counts as one set unless a channel is named.',
  argument: {
    name: 'topic',
    describe: 'the words of a topic, or the @handle, id or URL of a channel',
    required: false,
    variadic: true,
  },
  flags: {
    channel: text('the channel, also by its name in a file', 'CHANNEL'),
    ...PLACE_FLAGS,
    copy: toggle('put the list on the clipboard'),
    ...VIDEO_FLAGS,
    ...ROW_FLAGS,
    ...SPENDING_FLAGS,
    ...OUTPUT_FLAGS,
  },
  examples: [
    { words: 'hashtags sourdough bread --copy', does: 'of the videos on a topic, and onto the clipboard' },
    { words: 'hashtags --region DE', does: 'of the popular chart of Germany: music, films and games only' },
    { words: 'hashtags @veritasium', does: 'the newest 50 videos' },
    { words: 'hashtags --from videos.csv --top 10', does: 'the ten commonest of a file' },
    { words: 'hashtags --from niche.jsonl --channel LiveOverflow --json', does: 'one channel of a file as JSON' },
  ],
  rows: 'hashtags',
  columns: HASHTAG_COLUMNS,
  plan: async (context, { words, flags }) => {
    const asked = hashtagSubject(words, flags);
    if (asked.kind === 'topic') return planTopicHashtags(context, await topicWish(context, asked.topic, flags));
    return planForVideos(context, asked.channel === null ? [] : [asked.channel], flags);
  },
  run: async (context, { words, flags }): Promise<Outcome<HashtagsResult | TopicHashtagsResult>> => {
    const asked = hashtagSubject(words, flags);
    const result =
      asked.kind === 'topic'
        ? await askForTopicHashtags(context, await topicWish(context, asked.topic, flags))
        : await ofChannel(context, asked.channel, flags);
    if (flags.copy) await copyTags(context, result, flags.all ? Infinity : (flags.top ?? SHOWN));
    return one(result);
  },
  remote: {
    tool: 'hashtags',
    subject: 'topic',
    sends: ['channel', ...REMOTE_VIDEO_FLAGS, 'region', 'language'],
    here: ['copy'],
    receive: async (context, result, flags) => {
      if (flags.copy) await copyTags(context, result, flags.all ? Infinity : (flags.top ?? SHOWN));
      return result;
    },
  },
  screen: (result, view) =>
    'channel' in result
      ? hashtagsScreen(result, view)
      : topicHashtagsScreen(result, view, { columns: defaultColumns(HASHTAG_COLUMNS), shown: SHOWN }),
});

async function ofChannel(
  context: Context,
  channel: string | null,
  flags: FlagValues<typeof VIDEO_FLAGS>,
): Promise<HashtagsResult> {
  const answer = await askForVideos(context, channel === null ? [] : [channel], flags, true);
  const set = asOneSet(answer.channels.flatMap((found) => (isSubjectFailure(found) ? [] : [found])));
  if (set === null || set.videos.length === 0) {
    throw new Failure(
      'too-little-data',
      'there is no video to read hashtags from',
      'try another source, or a longer time',
    );
  }
  return inTurns(countHashtags(set, answer.channels.length, answer.asOf(set)), context.signal);
}

/** Puts the first hashtags on the clipboard, as they are written under a video. */
async function copyTags(
  context: Context,
  { hashtags: all }: HashtagsResult | TopicHashtagsResult,
  most: number,
): Promise<void> {
  const tags = all.slice(0, most).map(({ tag }) => tag);
  if (tags.length === 0) return;
  const copied = await context.copyText(tags.join(' '));
  context.note(
    copied
      ? `${plural(tags.length, 'hashtag')} ${tags.length === 1 ? 'is' : 'are'} on the clipboard.`
      : 'there is no clipboard here, so nothing was copied.',
  );
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
  const more = rows.length > limit ? `${rows.length - limit} more: --all. ` : '';
  return [
    {
      kind: 'lines',
      lines: [
        { text: headline(result, view.timeZone), tone: 'muted' },
        { text: verdict, tone: 'strong' },
        ...spamLines(sample),
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

import { defineCommand, one, type ViewOptions } from '../command.js';
import { count as inFigures, day, decimal } from '../domain/figures.js';
import { quotedWord } from '../domain/quoted-word.js';
import { defaultColumns, type Column, type Line, type Screen } from '../domain/screen.js';
import type { Gain } from '../domain/watch/show-channel.js';
import { OUTPUT_FLAGS, ROW_FLAGS, VIDEO_FLAGS } from '../flags.js';
import { showWatched, type ShowResult } from '../tools/watch/show-watched.js';
import { calledName } from '../tools/watch/watched-channels.js';
import { closingLines } from './closing-lines.js';
import { plural } from './headline.js';
import { readSpan, watchStores } from './track-words.js';

/** Rows of a table when nobody says how many. */
const SHOWN = 20;

const COLUMNS: readonly Column[] = [
  {
    field: 'viewsPerHour',
    header: 'VIEWS/H',
    figure: 'count',
    describe: 'between its two newest looks an hour or more apart',
  },
  { field: 'gained', header: 'GAINED', figure: 'count', describe: 'views between these two looks' },
  { field: 'views', header: 'VIEWS', figure: 'count', describe: 'in the newest look' },
  { field: 'ageDays', header: 'AGE', figure: 'age', describe: 'days since it was published, at the newest look' },
  {
    field: 'multipleAtAge',
    header: '× AT AGE',
    figure: 'multiple',
    describe: 'views over the median of what others of its format had at its age; null with fewer than 4',
  },
  { field: 'title', header: 'TITLE', figure: 'title', describe: 'title of the video' },
  { field: 'rank', figure: 'whole', describe: 'by views per hour, 1 the fastest' },
  { field: 'hours', figure: 'decimal', describe: 'hours between the two looks' },
  { field: 'new', figure: 'flag', describe: 'published since the look before' },
  { field: 'looks', figure: 'whole', describe: 'looks that told its views' },
  { field: 'othersAtAge', figure: 'whole', describe: 'how many others are known at its age' },
  { field: 'likes', figure: 'count', describe: 'in the newest look; null when hidden or unknown' },
  { field: 'comments', figure: 'count', describe: 'in the newest look; null when off or unknown' },
  { field: 'format', figure: 'text', describe: 'long, short or live' },
  { field: 'publishedAt', figure: 'day', describe: 'when it was published' },
  { field: 'id', figure: 'text', describe: 'id of the video' },
  { field: 'url', figure: 'text', describe: 'where it is watched' },
];

export const trackShow = defineCommand({
  name: 'track show',
  summary: 'Show how a watched channel and its videos grew between looks',
  details:
    'True views per hour between the two newest looks, the fastest video first. "× at age" compares a video with what ' +
    'others of its format had when they were as old, as far as looks tell; what one look cannot tell stays unknown.',
  argument: {
    name: 'channel',
    describe: 'its id, @handle or title, as the list names it',
    required: true,
    variadic: false,
  },
  flags: {
    since: { ...VIDEO_FLAGS.since, describe: 'only looks since then: 2026-01-31, or 30d, 8w, 6mo, 1y ago' },
    until: { ...VIDEO_FLAGS.until, describe: 'only looks until then (that day included)' },
    tz: VIDEO_FLAGS.tz,
    ...ROW_FLAGS,
    ...OUTPUT_FLAGS,
  },
  examples: [
    { words: 'track show @veritasium', does: 'what grows fastest now' },
    { words: 'track show @veritasium --since 30d --json', does: 'of the looks of 30 days, for a script' },
  ],
  rows: 'videos',
  columns: COLUMNS,
  run: async (context, { words: [typed = ''], flags }) => {
    const result = showWatched(await watchStores(context), typed, await readSpan(context, flags));
    for (const at of result.damaged) context.note(`the look of ${at} is damaged, and left out.`);
    return one(result);
  },
  screen: showScreen,
});

function showScreen(result: ShowResult, view: ViewOptions): Screen {
  const { videos } = result;
  const limit = view.all ? videos.length : (view.top ?? SHOWN);
  const rows = videos.slice(0, limit);
  const more = videos.length > limit ? [`${videos.length - limit} more: --all.`] : [];
  return [
    {
      kind: 'lines',
      lines: [
        { text: headWords(result, view.timeZone), tone: 'muted' },
        { text: growthWords(result, view.timeZone), tone: 'strong' },
        ...newWords(result),
        ...(rows.length > 0 ? [''] : []),
      ],
    },
    ...(rows.length > 0
      ? [{ kind: 'table' as const, columns: view.columns ?? defaultColumns(COLUMNS), sections: [{ rows }] }]
      : []),
    { kind: 'lines', lines: closingLines([...more, nextWords(result)], ' ') },
  ];
}

function headWords({ channel, looks, firstAt, newestAt, subscribersGained }: ShowResult, timeZone: string): string {
  const { subscribers } = channel;
  const gained = subscribersGained === null || subscribersGained === 0 ? '' : ` (${signed(subscribersGained)})`;
  return [
    calledName(channel),
    ...(subscribers === null ? [] : [`${inFigures(subscribers)} subscribers${gained}`]),
    looks > 1
      ? `${looks} looks, ${day(firstAt, timeZone)} to ${day(newestAt, timeZone)}`
      : looks === 1
        ? `1 look, ${day(newestAt, timeZone)}`
        : 'no look',
  ].join(' · ');
}

function growthWords({ looks, sinceLast, sinceFirst }: ShowResult, timeZone: string): string {
  if (looks === 0) return 'No look at its videos is kept in this time.';
  if (sinceLast === null || sinceFirst === null) return 'One look tells no growth: it takes a second one.';
  const first = looks > 2 ? `; ${gainWords(sinceFirst)} since ${day(sinceFirst.since, timeZone)}` : '';
  return `${gainWords(sinceLast)} in the last ${spanWords(sinceLast.hours)}${first}.`;
}

function gainWords({ views, videos }: Gain): string {
  return views === null ? 'no video in common' : `${signed(views)} views on ${plural(videos, 'video')}`;
}

const signed = (value: number): string => (value < 0 ? inFigures(value) : `+${inFigures(value)}`);

const spanWords = (hours: number): string =>
  hours < 48 ? `${decimal(hours, 1)} hours` : `${decimal(hours / 24, 1)} days`;

function newWords({ videos }: ShowResult): Line[] {
  const fresh = videos.filter((video) => video.new);
  const titles = fresh.slice(0, 3).map(({ title, id }) => `“${title ?? id ?? ''}”`);
  const more = fresh.length > 3 ? ` and ${fresh.length - 3} more` : '';
  return fresh.length === 0 ? [] : [`New since the look before: ${titles.join(', ')}${more}.`];
}

function nextWords({ channel, looks }: ShowResult): string {
  const name = quotedWord(channel.handle ?? channel.name);
  if (looks > 1) return `Next: insight track export ${name}`;
  return channel.followed ? 'Next: insight track run, a day later' : 'Next: another look with --save';
}

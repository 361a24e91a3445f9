import { defineCommand, one, type ViewOptions } from '../command.js';
import { isoInstant } from '../domain/iso-instant.js';
import { defaultColumns, type Column, type Screen } from '../domain/screen.js';
import { Failure } from '../errors.js';
import { OUTPUT_FLAGS, VIDEO_FLAGS } from '../flags.js';
import type { ChannelVideos } from '../providers/ports.js';
import type { FollowedReport } from '../results/followed-channels.js';
import { allWatched } from '../tools/watch/show-watched.js';
import { calledName, findWatched, type WatchedChannel } from '../tools/watch/watched-channels.js';
import { closingLines } from './closing-lines.js';
import { plural } from './headline.js';
import { watchStores } from './track-words.js';
import { askForVideos, CHANNELS, judgeEach, planForVideos } from './video-question.js';

const COLUMNS: readonly Column[] = [
  { field: 'title', header: 'CHANNEL', figure: 'title', describe: 'title of the channel' },
  { field: 'handle', header: 'HANDLE', figure: 'text', describe: 'handle of the channel' },
  {
    field: 'subscribers',
    header: 'SUBSCRIBERS',
    figure: 'count',
    describe: 'in the newest snapshot; null when unknown',
  },
  { field: 'gained', header: 'GAINED', figure: 'count', describe: 'subscribers since the first snapshot' },
  { field: 'videos', header: 'VIDEOS', figure: 'whole', describe: 'of which figures are kept' },
  { field: 'looks', header: 'LOOKS', figure: 'whole', describe: 'looks at its videos that are kept' },
  { field: 'lookedAt', header: 'NEWEST', figure: 'day', describe: 'when the newest look was' },
  { field: 'snapshots', figure: 'whole', describe: 'days of which there are subscribers' },
  { field: 'asOf', figure: 'day', describe: 'when the newest of these was taken' },
  { field: 'since', figure: 'day', describe: 'when the first of these was taken' },
  { field: 'followed', figure: 'flag', describe: 'whether insight track run looks at it; else looks came with --save' },
  { field: 'name', figure: 'text', describe: 'what its looks are kept under' },
  { field: 'id', figure: 'text', describe: 'id of the channel; null where no source told it' },
];

/** Fifty videos cost as much as one: the first look comes with the channel. */
const FIRST_LOOK = {
  from: [],
  limit: 50,
  since: null,
  until: null,
  asOf: null,
  tz: null,
  refresh: false,
  offline: false,
} as const;

export const trackAdd = defineCommand({
  name: 'track add',
  summary: 'Follow channels, or take the next snapshot of them',
  details:
    'Keeps the channel with its subscribers of this day, one snapshot a day. With insight sync both follow the account ' +
    'to every machine and to its page. The figures of its newest 50 videos stay here: insight track run takes the next ' +
    'look. From the API it usually costs 3 units a channel; the feed tells 15 videos and no subscribers.',
  argument: CHANNELS,
  flags: { source: VIDEO_FLAGS.source, ...OUTPUT_FLAGS },
  examples: [
    { words: 'track add @veritasium @kurzgesagt', does: 'follows two' },
    { words: 'track add - < channels.txt', does: 'those of a file, one a line' },
  ],
  rows: null,
  columns: COLUMNS,
  plan: (context, { words, flags }) => planForVideos(context, words, { ...FIRST_LOOK, ...flags }),
  run: async (context, { words, flags }) => {
    const answer = await askForVideos(context, words, { ...FIRST_LOOK, ...flags });
    const stores = await watchStores(context);
    return judgeEach(answer, (channel) => {
      const id = idOf(channel);
      const { title, handle, subscribers } = channel.channel;
      stores.followed.add({ id, title, handle }, { at: context.now(), subscribers });
      const source = channel.source.kind === 'feed' ? 'feed' : 'api';
      const { videos } = channel;
      stores.looks.keep({ name: id, channel: channel.channel, at: answer.asOf(channel), source, videos }, null);
      return { schemaVersion: 1, source: channel.source, ...rowOf(findWatched(allWatched(stores), id)) };
    });
  },
  screen: (row, view) => {
    const name = calledName(row);
    const days = `${plural(row.snapshots, 'snapshot')} of it and ${plural(row.looks, 'look')} at ${plural(row.videos, 'video')}`;
    if (view.columns !== null) return [{ kind: 'table', columns: view.columns, sections: [{ rows: [row] }] }];
    return [
      { kind: 'lines', lines: [{ text: `${name} is followed, with ${days}.`, tone: 'strong' }] },
      { kind: 'lines', lines: closingLines(['Next: insight track run, a day later', 'insight sync'], ' · ') },
    ];
  },
});

function idOf({ channel, source }: ChannelVideos): string {
  if (channel.id !== null) return channel.id;
  const hint = 'name it by its id (UC…), or take another source with --source';
  throw new Failure('provider', `the ${source.kind} does not tell the id of the channel`, hint);
}

export const trackList = defineCommand({
  name: 'track list',
  summary: 'List the channels that are followed, and those of which looks are kept',
  flags: OUTPUT_FLAGS,
  examples: [{ words: 'track list', does: 'with what each gained since its first snapshot' }],
  rows: 'channels',
  columns: COLUMNS,
  run: async (context) => one({ schemaVersion: 1, channels: allWatched(await watchStores(context)).map(rowOf) }),
  screen: ({ channels }, { columns }: ViewOptions): Screen =>
    channels.length === 0
      ? [{ kind: 'lines', lines: ['No channel is followed yet. The first: insight track add @yourchannel'] }]
      : [{ kind: 'table', columns: columns ?? defaultColumns(COLUMNS), sections: [{ rows: channels }] }],
});

export const trackRemove = defineCommand({
  name: 'track remove',
  summary: 'Follow a channel no longer, and forget all that is kept of it',
  argument: {
    name: 'channel',
    describe: 'its id, @handle or title, as the list names it',
    required: true,
    variadic: false,
  },
  flags: OUTPUT_FLAGS,
  examples: [{ words: 'track remove @veritasium', does: 'here now, elsewhere after insight sync' }],
  rows: null,
  columns: COLUMNS,
  run: async (context, { words: [named = ''] }) => {
    const stores = await watchStores(context);
    const channel = findWatched(allWatched(stores), named);
    // The looks first: cut off in the middle, the channel is still there to be removed again.
    stores.looks.remove(channel.name);
    if (channel.followed !== null) stores.followed.remove(channel.followed.id, context.now());
    return one({ schemaVersion: 1, ...rowOf(channel) });
  },
  screen: (row, { columns }) =>
    columns === null
      ? [{ kind: 'lines', lines: [removedWords(row)] }]
      : [{ kind: 'table', columns, sections: [{ rows: [row] }] }],
});

function removedWords(row: FollowedReport): string {
  const looks =
    row.looks === 0 ? '' : ` ${plural(row.looks, 'look')} at its videos ${row.looks === 1 ? 'is' : 'are'} forgotten.`;
  return row.followed ? `${calledName(row)} is followed no longer.${looks}` : `${calledName(row)}:${looks}`;
}

function rowOf({ name, id, title, handle, followed, looked }: WatchedChannel): FollowedReport {
  const [first, newest] = [followed?.first ?? null, followed?.newest ?? null];
  const [before, now] = [first?.subscribers ?? null, newest?.subscribers ?? null];
  return {
    id,
    title,
    handle,
    subscribers: now,
    gained: before === null || now === null ? null : now - before,
    snapshots: followed?.snapshots ?? 0,
    since: first === null ? null : isoInstant(first.at),
    asOf: newest === null ? null : isoInstant(newest.at),
    name,
    followed: followed !== null,
    looks: looked?.looks ?? 0,
    videos: looked?.videos ?? 0,
    lookedAt: looked === null ? null : isoInstant(looked.newestAt),
  };
}

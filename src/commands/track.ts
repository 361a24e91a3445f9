import { defineCommand, one, type ViewOptions } from '../command.js';
import { isoInstant } from '../domain/iso-instant.js';
import { defaultColumns, type Column, type Screen } from '../domain/screen.js';
import { Failure } from '../errors.js';
import { OUTPUT_FLAGS, VIDEO_FLAGS } from '../flags.js';
import type { ChannelVideos } from '../providers/ports.js';
import type { FollowedChannel } from '../providers/ports/tracked-channels.js';
import type { FollowedReport } from '../results/followed-channels.js';
import { closingLines } from './closing-lines.js';
import { plural } from './headline.js';
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
  { field: 'snapshots', header: 'SNAPSHOTS', figure: 'whole', describe: 'days of which there is one' },
  { field: 'asOf', header: 'NEWEST', figure: 'day', describe: 'when the newest snapshot was taken' },
  { field: 'since', figure: 'day', describe: 'when the first snapshot was taken' },
  { field: 'id', figure: 'text', describe: 'id of the channel' },
];

/** One video tells as much of the channel itself as fifty. */
const ONE_VIDEO = {
  from: [],
  limit: 1,
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
    'to every machine and to its page. From the API it usually costs 3 units a channel; the feed tells no subscribers.',
  argument: CHANNELS,
  flags: { source: VIDEO_FLAGS.source, ...OUTPUT_FLAGS },
  examples: [
    { words: 'track add @veritasium @kurzgesagt', does: 'follows two' },
    { words: 'track add - < channels.txt', does: 'those of a file, one a line' },
  ],
  rows: null,
  columns: COLUMNS,
  plan: (context, { words, flags }) => planForVideos(context, words, { ...ONE_VIDEO, ...flags }),
  run: async (context, { words, flags }) => {
    const answer = await askForVideos(context, words, { ...ONE_VIDEO, ...flags });
    const store = await context.trackedChannels();
    return judgeEach(answer, (channel) => {
      const id = idOf(channel);
      const { title, handle, subscribers } = channel.channel;
      store.add({ id, title, handle }, { at: context.now(), subscribers });
      const followed = store.list().find((each) => each.id === id);
      if (followed === undefined) throw new Error('a channel that was just kept is not there');
      return { schemaVersion: 1, source: channel.source, ...rowOf(followed) };
    });
  },
  screen: (row, view) => {
    const name = row.title ?? row.handle ?? row.id;
    const days = `${plural(row.snapshots, 'snapshot')} of it`;
    if (view.columns !== null) return [{ kind: 'table', columns: view.columns, sections: [{ rows: [row] }] }];
    return [
      { kind: 'lines', lines: [{ text: `${name} is followed, with ${days}.`, tone: 'strong' }] },
      { kind: 'lines', lines: closingLines(['Next: insight track list', 'insight sync'], ' · ') },
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
  summary: 'List the channels that are followed',
  flags: OUTPUT_FLAGS,
  examples: [{ words: 'track list', does: 'with what each gained since its first snapshot' }],
  rows: 'channels',
  columns: COLUMNS,
  run: async (context) => one({ schemaVersion: 1, channels: (await context.trackedChannels()).list().map(rowOf) }),
  screen: ({ channels }, { columns }: ViewOptions): Screen =>
    channels.length === 0
      ? [{ kind: 'lines', lines: ['No channel is followed yet. The first: insight track add @yourchannel'] }]
      : [{ kind: 'table', columns: columns ?? defaultColumns(COLUMNS), sections: [{ rows: channels }] }],
});

export const trackRemove = defineCommand({
  name: 'track remove',
  summary: 'Follow a channel no longer, and forget its snapshots',
  argument: { name: 'channel', describe: 'the id or @handle, as the list names it', required: true, variadic: false },
  flags: OUTPUT_FLAGS,
  examples: [{ words: 'track remove @veritasium', does: 'here now, elsewhere after insight sync' }],
  rows: null,
  columns: COLUMNS,
  run: async (context, { words: [named = ''] }) => {
    const store = await context.trackedChannels();
    const followed = store.list().find(({ id, handle }) => named === id || sameHandle(named, handle));
    if (followed === undefined || !store.remove(followed.id, context.now())) throw notFollowed(named);
    return one({ schemaVersion: 1, ...rowOf(followed) });
  },
  screen: (row, { columns }) =>
    columns === null
      ? [{ kind: 'lines', lines: [`${row.title ?? row.handle ?? row.id} is followed no longer.`] }]
      : [{ kind: 'table', columns, sections: [{ rows: [row] }] }],
});

function sameHandle(named: string, handle: string | null): boolean {
  return handle !== null && named.replace(/^@?/, '@').toLowerCase() === handle.toLowerCase();
}

function notFollowed(named: string): Failure {
  return new Failure('not-found', `${named} is not followed`, 'insight track list shows which channels are');
}

function rowOf({ id, title, handle, snapshots, first, newest }: FollowedChannel): FollowedReport {
  const [before, now] = [first?.subscribers ?? null, newest?.subscribers ?? null];
  return {
    id,
    title,
    handle,
    subscribers: now,
    gained: before === null || now === null ? null : now - before,
    snapshots,
    since: first === null ? null : isoInstant(first.at),
    asOf: newest === null ? null : isoInstant(newest.at),
  };
}

import { defineCommand } from '../command.js';
import { defaultColumns, type Column } from '../domain/screen.js';
import { Failure } from '../errors.js';
import { OUTPUT_FLAGS, VIDEO_FLAGS } from '../flags.js';
import { indexChannel } from '../tools/thumbnail-index.js';
import { headline, plural } from './headline.js';
import { askForVideos, CHANNELS, judgeEach, planForVideos } from './video-question.js';

const COLUMNS: readonly Column[] = [
  { field: 'channel.title', header: 'CHANNEL', figure: 'title', describe: 'the name of the channel' },
  { field: 'indexed', header: 'INDEXED', figure: 'whole', describe: 'videos of it that went into the index' },
  { field: 'index.videos', header: 'IN ALL', figure: 'whole', describe: 'videos in the index now' },
  { field: 'index.pictures', figure: 'whole', describe: 'of those, the ones whose picture was looked at' },
  { field: 'channel.id', figure: 'text', describe: 'the id of the channel' },
  { field: 'channel.handle', figure: 'text', describe: 'its handle' },
];

export const thumbnailsIndex = defineCommand({
  name: 'thumbnails index',
  summary: "Put a channel's newest uploads into the index of videos seen before",
  details:
    'The index is what thumbnails search --offline and thumbnails similar look through. Without a key the public feed ' +
    'is read: the newest 15 videos. Figures are brought up to date by the next look.',
  argument: CHANNELS,
  flags: { ...VIDEO_FLAGS, ...OUTPUT_FLAGS },
  examples: [
    { words: 'thumbnails index @veritasium', does: 'the newest 50 uploads' },
    { words: 'thumbnails index @veritasium @kurzgesagt -n 200', does: 'the newest 200 of each' },
  ],
  rows: null,
  columns: COLUMNS,
  plan: (context, { words, flags }) => planForVideos(context, words, flags),
  run: async (context, { words, flags }) => {
    const answer = await askForVideos(context, words, flags);
    const seen = await context.seenVideos();
    return judgeEach(answer, (channel) => {
      const result = indexChannel(seen, channel, answer.asOf(channel));
      if (result.indexed > 0) return result;
      throw new Failure('too-little-data', 'there is no video to put into the index', 'try another source, or channel');
    });
  },
  screen: (result, { columns, timeZone }) => [
    {
      kind: 'lines',
      lines: [
        { text: headline(result, timeZone), tone: 'muted' },
        {
          text: `${plural(result.indexed, 'video')} put into the index, which holds ${result.index.videos} now.`,
          tone: 'strong',
        },
      ],
    },
    ...(columns === null ? [] : [{ kind: 'table' as const, columns, sections: [{ rows: [result] }] }]),
    { kind: 'lines', lines: [{ text: 'Next: insight thumbnails search WORDS --offline', tone: 'muted' }] },
  ],
  overview: (results) => [{ kind: 'table', columns: defaultColumns(COLUMNS), sections: [{ rows: results }] }],
});

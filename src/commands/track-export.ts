import { defineCommand } from '../command.js';
import { type Column } from '../domain/screen.js';
import { OUTPUT_FLAGS, VIDEO_FLAGS } from '../flags.js';
import { keptFigures, type KeptFigure } from '../tools/watch/kept-figures.js';
import { readSpan, watchStores } from './track-words.js';

const COLUMNS: readonly Column[] = [
  { field: 'channel', header: 'CHANNEL', figure: 'text', describe: 'id of the channel, or what it is kept under' },
  { field: 'at', header: 'AT', figure: 'instant', describe: 'the moment that the figures are of' },
  { field: 'video', header: 'VIDEO', figure: 'text', describe: 'id of the video; null where the source told none' },
  { field: 'views', header: 'VIEWS', figure: 'count', describe: 'views; null when unknown' },
  { field: 'likes', header: 'LIKES', figure: 'count', describe: 'likes; null when hidden or unknown' },
  { field: 'comments', header: 'COMMENTS', figure: 'count', describe: 'comments; null when off or unknown' },
  { field: 'title', header: 'TITLE', figure: 'title', describe: 'title of the video, as last seen' },
  { field: 'publishedAt', figure: 'day', describe: 'when it was published' },
  { field: 'channelTitle', figure: 'text', describe: 'title of the channel' },
  { field: 'source', figure: 'text', describe: 'where the figures are from: api, feed or file' },
];

export const trackExport = defineCommand({
  name: 'track export',
  summary: 'Print every figure that is kept, a video and look a line',
  details: 'NDJSON, in the order of time within each channel; --format csv or --json for the same in other forms.',
  argument: {
    name: 'channel',
    describe: 'an id, @handle or title, as the list names it; all when left out',
    required: false,
    variadic: true,
  },
  flags: {
    since: { ...VIDEO_FLAGS.since, describe: 'only looks since then: 2026-01-31, or 30d, 8w, 6mo, 1y ago' },
    until: { ...VIDEO_FLAGS.until, describe: 'only looks until then (that day included)' },
    tz: VIDEO_FLAGS.tz,
    ...OUTPUT_FLAGS,
  },
  examples: [
    { words: 'track export -o history.csv', does: 'everything, for a spreadsheet' },
    { words: 'track export @veritasium --since 30d', does: 'the last 30 days of one channel' },
  ],
  rows: null,
  columns: COLUMNS,
  usualFormat: 'ndjson',
  run: async (context, { words, flags }) => {
    const [stores, span] = [await watchStores(context), await readSpan(context, flags)];
    const figures = keptFigures(stores, words, span, (name, at) => {
      context.note(`the look of ${at} at ${name} is damaged, and left out.`);
    });
    return { results: [], several: true, rows: figures };
  },
  screen: (row: KeptFigure, { columns }) => [
    { kind: 'table', columns: columns ?? COLUMNS, sections: [{ rows: [row] }] },
  ],
});

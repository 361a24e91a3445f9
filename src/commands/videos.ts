import { defineCommand, type ViewOptions } from '../command.js';
import type { Column, Screen } from '../domain/screen.js';
import { choice, count, OUTPUT_FLAGS, ROW_FLAGS, SAVE_FLAG, text, VIDEO_FLAGS } from '../flags.js';
import { inTurns } from '../tools/in-turns.js';
import { listVideos, VIDEO_ORDERS, type VideosResult } from '../tools/videos.js';
import { headline, plural } from './headline.js';
import { VIDEO_COLUMNS } from './video-columns.js';
import { askForVideos, CHANNELS, judgeEach, planForVideos } from './video-question.js';

/** Rows of a table when nobody says how many. */
const SHOWN = 20;

const { views, velocity, engagement, multiple, title, published, duration, ...others } = VIDEO_COLUMNS;

const COLUMNS: readonly Column[] = [
  { ...published, header: 'PUBLISHED' },
  views,
  velocity,
  engagement,
  { ...duration, header: 'LENGTH' },
  multiple,
  title,
  ...Object.values(others),
];

/** What a table shows: the score is asked for by name, since this list is about the videos. */
const SHOWN_COLUMNS = COLUMNS.slice(0, 7);

export const videos = defineCommand({
  name: 'videos',
  summary: 'List, sort, filter and export the videos of a channel',
  argument: CHANNELS,
  flags: {
    ...VIDEO_FLAGS,
    ...SAVE_FLAG,
    sort: choice('what comes first', VIDEO_ORDERS, { shownDefault: 'newest' }),
    match: text('only titles with this text, in any case', 'TEXT'),
    only: choice('only this format', ['long', 'short', 'live']),
    minViews: count('only videos with at least N views', { least: 0 }),
    ...ROW_FLAGS,
    ...OUTPUT_FLAGS,
  },
  examples: [
    { words: 'videos @veritasium --sort views --top 10', does: 'the ten most viewed of the newest 50' },
    { words: 'videos --from videos.csv --match "how to" --since 1y', does: "last year's how-tos of a file" },
    { words: 'videos @veritasium --limit 500 --format csv > videos.csv', does: 'an export for a spreadsheet' },
  ],
  rows: 'videos',
  columns: COLUMNS,
  plan: (context, { words, flags }) => planForVideos(context, words, flags),
  run: async (context, { words, flags }) => {
    const answer = await askForVideos(context, words, flags);
    const filter = {
      order: flags.sort ?? 'newest',
      match: flags.match,
      format: flags.only,
      minViews: flags.minViews,
    } as const;
    return judgeEach(answer, (channel) => inTurns(listVideos(channel, filter, answer.asOf(channel)), context.signal));
  },
  screen: videosScreen,
});

function videosScreen(result: VideosResult, view: ViewOptions): Screen {
  const { sample, videos: rows, order } = result;
  const limit = view.all ? rows.length : (view.top ?? SHOWN);
  const all = plural(sample.videos, 'video');
  const kept = rows.length === sample.videos ? all : `${rows.length} of ${all} fit`;
  const verdict =
    rows.length === 0 ? (sample.videos === 0 ? 'No videos.' : `None of ${all} fits.`) : `${kept}, by ${order}.`;
  const more = rows.length > limit ? `${rows.length - limit} more: --all. ` : '';
  return [
    {
      kind: 'lines',
      lines: [
        { text: headline(result, view.timeZone), tone: 'muted' },
        { text: verdict, tone: 'strong' },
        ...(rows.length > 0 ? [''] : []),
      ],
    },
    ...(rows.length > 0
      ? [
          {
            kind: 'table' as const,
            columns: view.columns ?? SHOWN_COLUMNS,
            sections: [{ rows: [...rows.slice(0, limit)] }],
          },
        ]
      : []),
    ...(sample.videos > 0
      ? [
          {
            kind: 'lines' as const,
            lines: [{ text: `${more}Next: insight outliers ${view.subject}`, tone: 'muted' as const }],
          },
        ]
      : []),
  ];
}

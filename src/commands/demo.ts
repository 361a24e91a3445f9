import { defineCommand, one } from '../command.js';
import { CHART_FLAG, OUTPUT_FLAGS, ROW_FLAGS, VIDEO_FLAGS } from '../flags.js';
import { showDemo } from '../tools/demo.js';
import { freePlan } from '../tools/plan-report.js';
import { hashtagsScreen } from './hashtags.js';
import { OUTLIER_COLUMNS, outliersScreen } from './outliers.js';
import { streakScreen } from './streak.js';

/** Hashtags that the demo shows: a taste, since three screens share one. */
const HASHTAGS_SHOWN = 5;

export const demo = defineCommand({
  name: 'demo',
  summary: 'Run the main job on a made-up channel: no key, no network, no file',
  flags: { tz: VIDEO_FLAGS.tz, ...ROW_FLAGS, ...CHART_FLAG, ...OUTPUT_FLAGS },
  examples: [
    { words: 'demo', does: 'outliers, streak and hashtags of a channel that this program makes up' },
    { words: 'demo --json', does: 'the same as JSON, with "kind": "demo"' },
  ],
  rows: 'outliers.videos',
  columns: OUTLIER_COLUMNS,
  plan: () => Promise.resolve(freePlan('demo')),
  run: (context) => Promise.resolve(one(showDemo(context.timeZone))),
  screen: (result, view) => {
    const own = { ...view, columns: null };
    return [
      { kind: 'lines', lines: [{ text: result.notice, tone: 'warn' }, ''] },
      ...outliersScreen(result.outliers, view).slice(0, -1),
      { kind: 'lines', lines: [''] },
      ...streakScreen(result.streak, own),
      { kind: 'lines', lines: [''] },
      ...hashtagsScreen(result.hashtags, { ...own, all: false, top: HASHTAGS_SHOWN }),
      {
        kind: 'lines',
        lines: [
          '',
          { text: 'Your own: insight outliers @yourchannel', tone: 'strong' },
          { text: '     or: insight outliers --from "Table data.csv"', tone: 'strong' },
        ],
      },
    ];
  },
});

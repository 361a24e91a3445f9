import { defineCommand, one } from '../command.js';
import type { Column } from '../domain/screen.js';
import { OUTPUT_FLAGS } from '../flags.js';
import { bucketReports, iso } from '../tools/key-report.js';
import { keyTable } from './keys.js';

const COLUMNS: readonly Column[] = [
  { field: 'provider', header: 'PROVIDER', figure: 'text', describe: 'whose key it is' },
  { field: 'key', header: 'KEY', figure: 'text', describe: 'its last four characters; of a short one its fingerprint' },
  {
    field: 'bucket',
    header: 'BUCKET',
    figure: 'text',
    describe: 'what is counted: units, calls of one kind, or tokens',
  },
  {
    field: 'spent',
    header: 'SPENT',
    figure: 'whole',
    describe: 'spent since the last reset, by all programs of this folder',
  },
  { field: 'left', header: 'LEFT', figure: 'whole', describe: 'what is left of it; null without a limit' },
  { field: 'limit', header: 'OF', figure: 'whole', describe: 'what there is a day; null when it is only counted' },
  { field: 'resetsAt', header: 'RESETS', figure: 'instant', describe: 'when it is full again, UTC' },
  {
    field: 'exhaustedUntil',
    figure: 'instant',
    describe: 'until when the provider itself said that nothing is left, UTC',
  },
];

export const quota = defineCommand({
  name: 'quota',
  summary: 'Show what each key has spent and has left, and when it is full again',
  details:
    'Counted by this program, which is told by the provider only when nothing is left: what other programs spend with the ' +
    'same key is not in it. Asks nobody.',
  flags: OUTPUT_FLAGS,
  examples: [
    { words: 'quota', does: 'every bucket of every key' },
    { words: 'quota --json', does: 'the same for a script' },
  ],
  rows: 'keys',
  columns: COLUMNS,
  run: async (context) => {
    const keys = await context.keyUpkeep();
    return one({ schemaVersion: 1, asOf: iso(context.now()), keys: bucketReports(keys.names, await keys.allowance()) });
  },
  screen: ({ keys }, view) => keyTable(keys, view.columns ?? COLUMNS.filter(({ header }) => header !== undefined)),
});

import { defineCommand, one, type ViewOptions } from '../command.js';
import { KEY_NAMES, KEY_PROVIDERS } from '../domain/key-providers.js';
import type { Column } from '../domain/screen.js';
import { instant } from '../domain/figures.js';
import { OUTPUT_FLAGS } from '../flags.js';
import { bucketReports, iso } from '../tools/key-report.js';
import { fieldTable, KEY, keyTable } from './keys.js';

const COLUMNS: readonly Column[] = [
  KEY,
  {
    field: 'bucket',
    header: 'BUCKET',
    figure: 'text',
    describe: 'what is counted: units, calls of one kind, or tokens',
  },
  { field: 'left', header: 'LEFT', figure: 'whole', describe: 'what is left of it; null without a limit' },
  {
    field: 'spent',
    header: 'SPENT',
    figure: 'whole',
    describe: 'spent since the last reset, by all programs of this folder',
  },
  { field: 'limit', header: 'OF', figure: 'whole', describe: 'what there is a day; null when it is only counted' },
  { field: 'resetsAt', figure: 'instant', describe: 'when it is full again, UTC' },
  { field: 'provider', header: 'PROVIDER', figure: 'text', describe: 'whose key it is' },
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
  screen: ({ keys }, view) => {
    if (view.columns !== null) return fieldTable(keys, view.columns);
    const said = keys.filter(({ exhaustedUntil }) => exhaustedUntil !== null);
    const spent = said.map(
      ({ provider, key, bucket }) =>
        `${key} ${bucket}: ${title(provider)} itself said that nothing is left, whatever was counted here. What other programs ` +
        'spend with the same key or project counts too.',
    );
    return keyTable(keys, COLUMNS, [...spent, `Full again: ${resets(keys, view)}`]);
  },
});

/** As the provider writes its name. */
function title(provider: string): string {
  return KEY_PROVIDERS.flatMap((known) => (known === provider ? KEY_NAMES[known].title : [])).join('') || provider;
}

/** All buckets share the midnight of California, but one that was emptied there may reach over the next. */
function resets(keys: readonly { readonly resetsAt: string }[], { timeZone }: ViewOptions): string {
  const times = [...new Set(keys.map(({ resetsAt }) => resetsAt))].sort();
  return `${times.map((time) => instant(time, timeZone)).join(' or ')}, ${timeZone} (midnight Pacific time).`;
}

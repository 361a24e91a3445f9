import { defineCommand, one } from '../command.js';
import type { Column } from '../domain/screen.js';
import { nearest } from '../domain/did-you-mean.js';
import { Failure } from '../errors.js';
import { OUTPUT_FLAGS } from '../flags.js';
import { SYNC_DIRECTIONS, sync, type SyncDirection } from '../tools/sync.js';
import { plural } from './headline.js';

const COLUMNS: readonly Column[] = [
  { field: 'account', header: 'ACCOUNT', figure: 'text', describe: 'the account' },
  { field: 'pushed', header: 'PUSHED', figure: 'whole', describe: 'changes of this machine that are in force now' },
  {
    field: 'superseded',
    header: 'SUPERSEDED',
    figure: 'whole',
    describe: "changes that another machine's later one took precedence over; the account keeps both",
  },
  {
    field: 'refused',
    header: 'REFUSED',
    figure: 'whole',
    describe: 'changes that stay on this machine: secrets, and what is too large',
  },
  { field: 'pulled', header: 'PULLED', figure: 'whole', describe: 'changes of other machines that came' },
  {
    field: 'pending',
    header: 'LEFT',
    figure: 'whole',
    describe: 'changes of this machine that are still to be pushed',
  },
  { field: 'machine', figure: 'text', describe: 'the name of this machine in the account' },
];

export const syncCommand = defineCommand({
  name: 'sync',
  summary: 'Make this machine and the account alike: history, channels, snapshots, settings',
  details:
    'Sends what was made and changed here, and takes what came from other machines. What two machines changed apart is ' +
    'decided by the later change, and the account keeps both versions. Keys, tokens, addresses and budgets stay here. ' +
    'What is cut off goes on the next time. Nobody signed in: exit code 4; no answer from the server: 5.',
  argument: {
    name: 'direction',
    describe: 'push, pull or status alone; both when left out',
    required: false,
    variadic: false,
    choices: ['push', 'pull', 'status'],
  },
  flags: OUTPUT_FLAGS,
  examples: [
    { words: 'sync', does: 'both ways' },
    { words: 'sync status', does: 'what is left to push; sends nothing of it' },
  ],
  rows: null,
  columns: COLUMNS,
  run: async (context, { words: [typed = 'both'] }) => one(await sync(await context.syncParts(), directionOf(typed))),
  screen: (report, view) => {
    if (view.columns !== null) return [{ kind: 'table', columns: view.columns, sections: [{ rows: [report] }] }];
    const { account, pushed, superseded, refused, pulled, pending } = report;
    const done = `${plural(pushed + superseded, 'change')} sent, ${plural(pulled, 'change')} taken, ${pending - refused} left to send.`;
    return [
      {
        kind: 'lines',
        lines: [
          { text: `${account}: ${done}`, tone: 'strong' },
          ...(superseded === 0
            ? []
            : [`${superseded} of them came after a later change: the account keeps both versions.`]),
          ...(refused === 0 ? [] : [`${plural(refused, 'change')} kept here: see the notes.`]),
        ],
      },
    ];
  },
});

/** @throws Failure `usage` for a word that is no direction */
function directionOf(typed: string): SyncDirection {
  const direction = SYNC_DIRECTIONS.find((each) => each === typed.toLowerCase());
  if (direction !== undefined) return direction;
  const meant = nearest(typed, [...SYNC_DIRECTIONS]);
  const hint = meant === null ? 'it takes push, pull or status' : `did you mean insight sync ${meant}?`;
  throw new Failure('usage', `sync knows no "${typed}"`, hint);
}

import { defineCommand, one, type ViewOptions } from '../command.js';
import type { Context } from '../context.js';
import { HISTORY_KINDS } from '../domain/history-entry.js';
import { nearest } from '../domain/did-you-mean.js';
import { defaultColumns, type Column, type Screen } from '../domain/screen.js';
import { Failure } from '../errors.js';
import { count, OUTPUT_FLAGS, text, toggle } from '../flags.js';
import type { HistoryStore } from '../providers/ports.js';
import { deleteHistory, listHistory, wholeEntry, type EntryReport } from '../tools/history.js';
import { closingLines } from './closing-lines.js';
import { plural } from './headline.js';

/** Entries of a page when nobody says how many. */
const DEFAULT_LIMIT = 20;

/** What makes an entry of a kind. */
const TRY_FIRST = 'insight concepts "your topic"';
const TRY: Readonly<Record<string, string>> = {
  keywords: 'insight keywords "your topic"',
  hashtags: 'insight hashtags "your topic"',
  thumbnails: 'insight thumbnails generate "what is to be seen"',
  tags: 'insight thumbnails tags picture.png',
  scores: 'insight score thumbnail picture.png --ai',
  suggestions: 'insight streak @yourchannel --ai',
  sweeps: 'insight sweep @yourchannel',
  gaps: 'insight gap @yourchannel @another',
};

/** What every entry has. */
export const ENTRY_COLUMNS: readonly Column[] = [
  { field: 'id', header: 'ID', figure: 'text', describe: 'its id; the first four characters mostly do' },
  { field: 'kind', header: 'KIND', figure: 'text', describe: `what was made: ${HISTORY_KINDS.join(', ')}` },
  { field: 'at', header: 'MADE', figure: 'instant', describe: 'when, UTC' },
  { field: 'prompt', header: 'ASKED FOR', figure: 'title', describe: 'what was asked for' },
  { field: 'usd', header: 'USD', figure: 'usd', describe: 'US dollars, by the price list; null when unknown' },
  { field: 'model', header: 'MODEL', figure: 'text', describe: 'the model; null when none was asked' },
  { field: 'provider', figure: 'text', describe: 'whose model' },
  { field: 'tokensIn', figure: 'whole', describe: 'tokens sent; null when not counted' },
  { field: 'tokensOut', figure: 'whole', describe: 'tokens received; null when not counted' },
  { field: 'ms', figure: 'whole', describe: 'how long it took, milliseconds' },
  { field: 'files', figure: 'text', describe: 'files that were written' },
];
/** What `show` and `export` have beside. */
export const RESULT_COLUMN: Column = { field: 'result', figure: 'text', describe: 'the result as --json printed it' };

/** Names an entry. */
export const ENTRY_ID = {
  name: 'id',
  describe: 'the id, or its first characters; last for the newest',
  required: true,
} as const;

function entryTable(rows: readonly EntryReport[], { columns }: ViewOptions): Screen[number] {
  return { kind: 'table', columns: columns ?? defaultColumns(ENTRY_COLUMNS), sections: [{ rows }] };
}

export const historyList = defineCommand({
  name: 'history list',
  summary: 'List what was made, the newest first',
  details:
    'Everything that was generated, with prompt, provider, model, cost and time. It is kept in your own data, and cache ' +
    'clear never touches it. The word list may be left out.',
  argument: {
    name: 'kind',
    describe: `only these: ${HISTORY_KINDS.join(', ')}`,
    required: false,
    variadic: false,
    choices: HISTORY_KINDS,
  },
  flags: {
    limit: count('list N entries', { short: 'n', shownDefault: String(DEFAULT_LIMIT) }),
    before: text('only those older than this one', 'ID'),
    ...OUTPUT_FLAGS,
  },
  examples: [
    { words: 'history list', does: 'the newest 20, of every kind; so does insight history' },
    { words: 'history list concepts -n 5', does: 'the newest five concepts' },
    { words: 'history list --before 4f2a', does: 'the next page, after the entry 4f2a' },
  ],
  rows: 'entries',
  columns: ENTRY_COLUMNS,
  run: async (context, { words: [typed = null], flags }) => {
    const store = await context.history();
    const kind = typed === null ? null : knownKind(typed, store);
    return one(listHistory(store, { kind, limit: flags.limit ?? DEFAULT_LIMIT, before: flags.before }));
  },
  screen: ({ entries, total, kind, before }, view) => {
    if (entries.length === 0) {
      const what = kind === null ? 'Nothing' : `Nothing of ${kind}`;
      const line = total === 0 ? `${what} is in the history yet.` : `${what} is older than that.`;
      return [{ kind: 'lines', lines: [{ text: line, tone: 'strong' }, `Try: ${TRY[kind ?? ''] ?? TRY_FIRST}`] }];
    }
    const older =
      before === null ? [] : [`Older: insight history${kind === null ? '' : ` ${kind}`} --before ${before}`];
    return [
      {
        kind: 'lines',
        lines: [{ text: `${entries.length} of ${plural(total, 'entry', 'entries')}.`, tone: 'strong' }, ''],
      },
      entryTable(entries, view),
      {
        kind: 'lines',
        lines: closingLines([`Next: insight history show ${entries[0]?.id ?? 'ID'}`, ...older], ' · '),
      },
    ];
  },
});

/** @throws Failure `usage` for a word that is no kind of this program and of no entry */
function knownKind(typed: string, store: HistoryStore): string {
  const kind = typed.toLowerCase();
  if (HISTORY_KINDS.some((known) => known === kind) || store.count(kind) > 0) return kind;
  const meant = nearest(kind, [...HISTORY_KINDS, 'list', 'show', 'delete', 'export']);
  throw new Failure(
    'usage',
    `history knows no "${typed}"`,
    meant === null ? `it keeps ${HISTORY_KINDS.join(', ')}` : `did you mean insight history ${meant}?`,
  );
}

export const historyDelete = defineCommand({
  name: 'history delete',
  summary: 'Forget entries; their files stay',
  argument: { ...ENTRY_ID, variadic: true },
  flags: {
    yes: toggle('do not ask', 'y'),
    noInput: toggle('never ask'),
    ...OUTPUT_FLAGS,
  },
  examples: [
    { words: 'history delete 4f2a', does: 'asks, then forgets it' },
    { words: 'history delete 4f2a 9c1d --yes', does: 'forgets both, without asking' },
  ],
  rows: 'deleted',
  columns: ENTRY_COLUMNS,
  run: async (context, { words, flags }) => {
    const store = await context.history();
    const named = words.map((id) => store.get(id));
    if (!flags.yes)
      await confirmed(context, plural(new Set(named.map(({ id }) => id)).size, 'entry', 'entries'), flags);
    const result = deleteHistory(store, words);
    if (result.filesKept.length > 0) {
      context.note(
        `${plural(result.filesKept.length, 'file')} of what was deleted stay: ${result.filesKept.join(', ')}.`,
      );
    }
    return one(result);
  },
  screen: ({ deleted }, view) => [
    entryTable(deleted, view),
    { kind: 'lines', lines: [{ text: `Forgotten: ${plural(deleted.length, 'entry', 'entries')}.`, tone: 'strong' }] },
  ],
});

async function confirmed(context: Context, what: string, { noInput }: { readonly noInput: boolean }): Promise<void> {
  if (noInput || !context.person.canBeAsked) {
    throw new Failure('usage', `${what} would be forgotten, and nobody is there to be asked`, 'confirm it with --yes');
  }
  if (await context.person.askYesNo(`Forget ${what} for good?`)) return;
  throw new Failure('interrupted', 'nothing was forgotten', '--yes forgets without asking');
}

export const historyExport = defineCommand({
  name: 'history export',
  summary: 'Print everything that is kept, an entry a line',
  details:
    'NDJSON, the oldest first, each entry with its whole result. The files that were made are named, not included.',
  flags: OUTPUT_FLAGS,
  examples: [{ words: 'history export -o history.ndjson', does: 'everything in one file' }],
  rows: null,
  columns: [...ENTRY_COLUMNS, RESULT_COLUMN],
  usualFormat: 'ndjson',
  run: async (context) => {
    const store = await context.history();
    return { results: Array.from(store.all(), wholeEntry), several: true };
  },
  screen: (entry, view) => [entryTable([entry], view)],
  overview: (entries, view) => [entryTable(entries, view)],
});

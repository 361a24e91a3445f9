import { defineCommand, one } from '../command.js';
import { defaultColumns, type Column } from '../domain/screen.js';
import { plural } from './headline.js';
import { Failure } from '../errors.js';
import { count, OUTPUT_FLAGS } from '../flags.js';
import type { AuditPage } from '../results/administration.js';
import { DB, DEFAULT_LIMIT, deskOf } from './admin-shown.js';

const ENTRY: readonly Column[] = [
  { field: 'seq', header: 'NUMBER', figure: 'whole', describe: 'its number, without a gap' },
  { field: 'at', header: 'WHEN', figure: 'instant', describe: 'when, UTC' },
  { field: 'action', header: 'WHAT', figure: 'text', describe: 'what was done' },
  { field: 'by', header: 'BY', figure: 'title', describe: 'the address of who did it, or as actor' },
  { field: 'to', header: 'TO', figure: 'title', describe: 'the address of whom it was done to, or as subject' },
  { field: 'actor', figure: 'text', describe: 'the id of who did it; system for this machine' },
  { field: 'subject', figure: 'text', describe: 'the id of what it was done to' },
  { field: 'detail', figure: 'text', describe: 'JSON: what else is known' },
];

export const adminAudit = defineCommand({
  name: 'admin audit',
  summary: 'Read the audit book, the newest entry first, and check that nobody changed it',
  details:
    'Every entry is tied to all before it. An entry that was changed, removed or put in ends with exit code 1. `end` ' +
    'of --json, kept elsewhere, proves later that the book was not written anew.',
  flags: {
    limit: count('show N entries', { short: 'n', shownDefault: String(DEFAULT_LIMIT) }),
    before: count('only those with a lower number'),
    ...DB,
    ...OUTPUT_FLAGS,
  },
  examples: [{ words: 'admin audit -n 50', does: 'the newest fifty, and whether the book holds' }],
  rows: 'entries',
  columns: ENTRY,
  run: async (context, { flags }) => {
    const desk = await deskOf(context, flags.db);
    const { entries: total, brokenAt, end, found } = await desk.audit(flags.before, flags.limit ?? DEFAULT_LIMIT);
    const outcome = one<AuditPage>({ schemaVersion: 1, total, brokenAt, end, entries: found });
    if (brokenAt === null) return outcome;
    const words = `the audit book does not hold from entry ${brokenAt} on`;
    return { ...outcome, verdict: new Failure('unexpected', words, 'compare it with a backup of the database') };
  },
  screen: ({ entries, total, brokenAt }, { columns }) => [
    { kind: 'table', columns: columns ?? defaultColumns(ENTRY), sections: [{ rows: entries }] },
    {
      kind: 'lines',
      lines:
        brokenAt === null
          ? [`The book holds: ${plural(total, 'entry', 'entries')}, none changed and none missing.`]
          : [],
    },
  ],
});

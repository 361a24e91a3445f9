import { defineCommand, one } from '../command.js';
import { defaultColumns, type Column } from '../domain/screen.js';
import { OUTPUT_FLAGS } from '../flags.js';
import { DB, deskOf } from './admin-shown.js';

const STATS: readonly Column[] = [
  { field: 'users', header: 'USERS', figure: 'whole', describe: 'accounts' },
  { field: 'admins', header: 'ADMINS', figure: 'whole', describe: 'of them administrators' },
  { field: 'suspended', header: 'SUSPENDED', figure: 'whole', describe: 'of them suspended' },
  {
    field: 'unconfirmed',
    header: 'UNCONFIRMED',
    figure: 'whole',
    describe: 'addresses registered and not confirmed yet; no accounts',
  },
  { field: 'sessions', header: 'SESSIONS', figure: 'whole', describe: 'sessions that hold' },
  { field: 'toolRuns', header: 'TOOL RUNS', figure: 'whole', describe: 'runs of tools on the server' },
  { field: 'thumbnails', header: 'THUMBNAILS', figure: 'whole', describe: 'how often thumbnails were made' },
  { field: 'concepts', header: 'CONCEPTS', figure: 'whole', describe: 'how often concepts were made' },
];

export const adminStats = defineCommand({
  name: 'admin stats',
  summary: 'Count the users and what they made',
  flags: { ...DB, ...OUTPUT_FLAGS },
  examples: [{ words: 'admin stats', does: 'of the server on this machine' }],
  rows: null,
  columns: STATS,
  run: async (context, { flags }) => one({ schemaVersion: 1, ...(await (await deskOf(context, flags.db)).stats()) }),
  screen: (totals, { columns }) => [
    { kind: 'table', columns: columns ?? defaultColumns(STATS), sections: [{ rows: [totals] }] },
  ],
});

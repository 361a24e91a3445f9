import { defineCommand, one } from '../command.js';
import type { Column } from '../domain/screen.js';
import { OUTPUT_FLAGS, text } from '../flags.js';

const COLUMNS: readonly Column[] = [
  { field: 'file', header: 'FILE', figure: 'text', describe: 'where the copy is' },
  { field: 'bytes', header: 'BYTES', figure: 'whole', describe: 'how large it is' },
];

export const adminBackup = defineCommand({
  name: 'admin backup',
  summary: 'Copy the database of the server, also while it serves',
  details:
    'Copies it as it stands at one moment and looks through the copy, which only its owner may read. Never over a file ' +
    'that is there. To restore it, stop the server and put the copy in the place of server.db. Of PostgreSQL, use ' +
    'pg_dump. The secret of the server is not in it.',
  argument: { name: 'file', describe: 'where the copy goes', required: true, variadic: false },
  flags: { db: text('file of the embedded database, as for insight serve', 'FILE'), ...OUTPUT_FLAGS },
  examples: [{ words: 'admin backup monday.db', does: 'of the server on this machine' }],
  rows: null,
  columns: COLUMNS,
  run: async (context, { words: [file = ''], flags }) => {
    const backup = await (await context.host()).backUp(file, flags.db);
    return one({ schemaVersion: 1, ...backup });
  },
  screen: (backup, { columns }) =>
    columns === null
      ? [{ kind: 'lines', lines: [`${backup.file} holds the database as it was: ${backup.bytes} bytes, all sound.`] }]
      : [{ kind: 'table', columns, sections: [{ rows: [backup] }] }],
});

import { defineCommand, one } from '../command.js';
import type { Column } from '../domain/screen.js';
import { OUTPUT_FLAGS } from '../flags.js';
import { DB, deskOf, EMAIL, linkScreen } from './admin-shown.js';

const LINK: readonly Column[] = [
  { field: 'email', header: 'ADDRESS', figure: 'title', describe: 'whom it is for' },
  { field: 'until', header: 'UNTIL', figure: 'instant', describe: 'how long it is good, UTC' },
  { field: 'link', figure: 'text', describe: 'the link to a new password' },
];

export const adminResetLink = defineCommand({
  name: 'admin reset-link',
  summary: 'Make a link to a new password for a user, where there is no mail',
  details:
    'Whoever has the link takes the account, so hand it to its owner only. It is good once and for twenty minutes, ' +
    'and cannot be shown again. It leads to INSIGHT_PUBLIC_URL, or else to where insight serve last ran.',
  argument: EMAIL,
  flags: { ...DB, ...OUTPUT_FLAGS },
  examples: [{ words: 'admin reset-link them@example.org', does: 'the link alone, last on the screen' }],
  rows: null,
  columns: LINK,
  run: async (context, { words: [email = ''], flags }) =>
    one({ schemaVersion: 1, ...(await (await deskOf(context, flags.db)).resetLink(email)) }),
  screen: (made, { columns }) =>
    columns === null ? linkScreen(made.email, made.link) : [{ kind: 'table', columns, sections: [{ rows: [made] }] }],
});

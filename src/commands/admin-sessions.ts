import { defineCommand, one } from '../command.js';
import type { Column } from '../domain/screen.js';
import { plural } from './headline.js';
import { OUTPUT_FLAGS } from '../flags.js';
import { DB, deskOf, EMAIL, saidScreen } from './admin-shown.js';

const ENDED: readonly Column[] = [
  { field: 'email', header: 'ADDRESS', figure: 'title', describe: 'whose sessions ended' },
  { field: 'ended', header: 'ENDED', figure: 'whole', describe: 'how many' },
];

export const adminSessions = defineCommand({
  name: 'admin sessions',
  summary: 'End all sessions of a user',
  details: 'Personal access tokens go on: they are no sessions. insight admin suspend stops them too.',
  argument: EMAIL,
  flags: { ...DB, ...OUTPUT_FLAGS },
  examples: [{ words: 'admin sessions them@example.org', does: 'signs them out everywhere' }],
  rows: null,
  columns: ENDED,
  run: async (context, { words: [email = ''], flags }) =>
    one({ schemaVersion: 1, email, ended: await (await deskOf(context, flags.db)).endSessions(email) }),
  screen: (result, { columns }) => {
    const { email, ended } = result;
    return saidScreen(result, `Ended for ${email}: ${plural(ended, 'session')}.`, columns);
  },
});

import { defineCommand, one } from '../command.js';
import type { Context } from '../context.js';
import { defaultColumns, type Column, type Screen } from '../domain/screen.js';
import { Failure } from '../errors.js';
import { choice, count, OUTPUT_FLAGS, text, toggle } from '../flags.js';

/** Rows of a list when nobody says how many. */
const DEFAULT_LIMIT = 20;

const DB = { db: text('file of the embedded database, as for insight serve', 'FILE') };
const EMAIL = { name: 'email', describe: 'the address of the account', required: true, variadic: false } as const;

const USER: readonly Column[] = [
  { field: 'email', header: 'ADDRESS', figure: 'title', describe: 'its address' },
  { field: 'role', header: 'ROLE', figure: 'text', describe: 'user or admin' },
  { field: 'state', header: 'STATE', figure: 'text', describe: 'active or suspended' },
  { field: 'plan', header: 'PLAN', figure: 'text', describe: 'free, pro or team' },
  { field: 'createdAt', header: 'REGISTERED', figure: 'instant', describe: 'when it was registered, UTC' },
  { field: 'id', figure: 'text', describe: 'its id, which the audit book names it by' },
];

function userScreen(row: object, said: string, columns: readonly Column[] | null): Screen {
  return columns === null
    ? [{ kind: 'lines', lines: [said] }]
    : [{ kind: 'table', columns, sections: [{ rows: [row] }] }];
}

const desk = async (context: Context, db: string | null) => (await context.host()).admin(db);

export const adminCreate = defineCommand({
  name: 'admin create',
  summary: 'Make an administrator of the server on this machine',
  details:
    'Works straight on the database of insight serve, whether that runs or not; whoever may read its files needs no ' +
    'other right. The password is asked for, and never taken from the command line. There is no default one.',
  argument: EMAIL,
  flags: { passwordStdin: toggle('read the password as one line from stdin'), ...DB, ...OUTPUT_FLAGS },
  examples: [
    { words: 'admin create you@example.org', does: 'asks for the password' },
    { words: 'admin create you@example.org --password-stdin < password.txt', does: 'as a script would' },
  ],
  rows: null,
  columns: USER,
  run: async (context, { words: [email = ''], flags }) => {
    const password = await readPassword(context, flags.passwordStdin);
    const made = await (await desk(context, flags.db)).create(email, password);
    return one({ schemaVersion: 1, ...made });
  },
  screen: (made, { columns }) => userScreen(made, `${made.email} is an administrator now.`, columns),
});

async function readPassword(context: Context, fromStdin: boolean): Promise<string> {
  if (fromStdin) {
    const lines = (await context.readStdin()).split(/\r?\n/).filter((line) => line !== '');
    if (lines.length === 1) return lines[0] ?? '';
    throw new Failure('usage', `stdin holds ${lines.length} lines, not one password`, 'give it alone, in one line');
  }
  if (!context.person.canBeAsked) {
    const hint = 'pipe it: insight admin create you@example.org --password-stdin < password.txt';
    throw new Failure('usage', 'there is no terminal to ask for the password', hint);
  }
  const password = await context.person.askSecret('Password (12 characters or more, not shown):');
  if ((await context.person.askSecret('Once more:')) === password) return password;
  throw new Failure('usage', 'the two passwords are not the same', 'nothing was made; try again');
}

const STATS: readonly Column[] = [
  { field: 'users', header: 'USERS', figure: 'whole', describe: 'accounts' },
  { field: 'admins', header: 'ADMINS', figure: 'whole', describe: 'of them administrators' },
  { field: 'suspended', header: 'SUSPENDED', figure: 'whole', describe: 'of them suspended' },
  { field: 'sessions', header: 'SESSIONS', figure: 'whole', describe: 'sessions that hold' },
  { field: 'toolRuns', header: 'TOOL RUNS', figure: 'whole', describe: 'tools run here; null when not counted' },
  { field: 'thumbnails', header: 'THUMBNAILS', figure: 'whole', describe: 'thumbnails kept; null when not counted' },
  { field: 'concepts', header: 'CONCEPTS', figure: 'whole', describe: 'concepts kept; null when not counted' },
];

export const adminStats = defineCommand({
  name: 'admin stats',
  summary: 'Count the users and what they made',
  flags: { ...DB, ...OUTPUT_FLAGS },
  examples: [{ words: 'admin stats', does: 'of the server on this machine' }],
  rows: null,
  columns: STATS,
  run: async (context, { flags }) => one({ schemaVersion: 1, ...(await (await desk(context, flags.db)).stats()) }),
  screen: (totals, { columns }) => [
    { kind: 'table', columns: columns ?? defaultColumns(STATS), sections: [{ rows: [totals] }] },
  ],
});

export const adminUsers = defineCommand({
  name: 'admin users',
  summary: 'List the users, the newest first',
  argument: { name: 'part', describe: 'only addresses with this in them', required: false, variadic: false },
  flags: { limit: count('list N users', { short: 'n', shownDefault: String(DEFAULT_LIMIT) }), ...DB, ...OUTPUT_FLAGS },
  examples: [{ words: 'admin users example.org', does: 'everybody with an address there' }],
  rows: 'users',
  columns: USER,
  run: async (context, { words: [part = ''], flags }) =>
    one({ schemaVersion: 1, users: await (await desk(context, flags.db)).users(part, flags.limit ?? DEFAULT_LIMIT) }),
  screen: ({ users }, { columns }) =>
    users.length === 0
      ? [{ kind: 'lines', lines: ['Nobody yet. The first administrator: insight admin create you@example.org'] }]
      : [{ kind: 'table', columns: columns ?? defaultColumns(USER), sections: [{ rows: users }] }],
});

export const adminSuspend = defineCommand({
  name: 'admin suspend',
  summary: 'Keep a user out, at once and everywhere',
  argument: EMAIL,
  flags: { ...DB, ...OUTPUT_FLAGS },
  examples: [{ words: 'admin suspend them@example.org', does: 'ends all their sessions too' }],
  rows: null,
  columns: USER,
  run: async (context, { words: [email = ''], flags }) =>
    one({ schemaVersion: 1, ...(await (await desk(context, flags.db)).change(email, { state: 'suspended' })) }),
  screen: (user, { columns }) => userScreen(user, `${user.email} is suspended.`, columns),
});

export const adminActivate = defineCommand({
  name: 'admin activate',
  summary: 'Let a suspended user in again',
  argument: EMAIL,
  flags: { ...DB, ...OUTPUT_FLAGS },
  examples: [{ words: 'admin activate them@example.org', does: 'who then signs in anew' }],
  rows: null,
  columns: USER,
  run: async (context, { words: [email = ''], flags }) =>
    one({ schemaVersion: 1, ...(await (await desk(context, flags.db)).change(email, { state: 'active' })) }),
  screen: (user, { columns }) => userScreen(user, `${user.email} may sign in.`, columns),
});

export const adminRole = defineCommand({
  name: 'admin role',
  summary: 'Make a user an administrator, or an administrator a user',
  argument: EMAIL,
  flags: { to: choice('the new role', ['user', 'admin']), ...DB, ...OUTPUT_FLAGS },
  examples: [{ words: 'admin role them@example.org --to admin', does: 'from their next request on' }],
  rows: null,
  columns: USER,
  run: async (context, { words: [email = ''], flags: { to, db } }) => {
    if (to === null) throw new Failure('usage', 'the new role is missing', `insight admin role ${email} --to admin`);
    return one({ schemaVersion: 1, ...(await (await desk(context, db)).change(email, { role: to })) });
  },
  screen: (user, { columns }) => userScreen(user, `${user.email} has the role ${user.role}.`, columns),
});

const ENDED: readonly Column[] = [
  { field: 'email', header: 'ADDRESS', figure: 'title', describe: 'whose sessions ended' },
  { field: 'ended', header: 'ENDED', figure: 'whole', describe: 'how many' },
];

export const adminSessions = defineCommand({
  name: 'admin sessions',
  summary: 'End all sessions of a user',
  argument: EMAIL,
  flags: { ...DB, ...OUTPUT_FLAGS },
  examples: [{ words: 'admin sessions them@example.org', does: 'signs them out everywhere' }],
  rows: null,
  columns: ENDED,
  run: async (context, { words: [email = ''], flags }) =>
    one({ schemaVersion: 1, email, ended: await (await desk(context, flags.db)).endSessions(email) }),
  screen: (result, { columns }) => userScreen(result, `${result.email}: sessions ended: ${result.ended}.`, columns),
});

import { defineCommand, one } from '../command.js';
import { defaultColumns } from '../domain/screen.js';
import { Failure } from '../errors.js';
import { choice, count, OUTPUT_FLAGS } from '../flags.js';
import { DB, DEFAULT_LIMIT, deskOf, EMAIL, saidScreen, USER } from './admin-shown.js';

export const adminUsers = defineCommand({
  name: 'admin users',
  summary: 'List the users, the newest first',
  argument: { name: 'part', describe: 'only addresses with this in them', required: false, variadic: false },
  flags: { limit: count('list N users', { short: 'n', shownDefault: String(DEFAULT_LIMIT) }), ...DB, ...OUTPUT_FLAGS },
  examples: [{ words: 'admin users example.org', does: 'everybody with an address there' }],
  rows: 'users',
  columns: USER,
  run: async (context, { words: [part = ''], flags }) => {
    const found = await (await deskOf(context, flags.db)).users(part, flags.limit ?? DEFAULT_LIMIT);
    return one({ schemaVersion: 1, part: part === '' ? null : part, ...found });
  },
  screen: ({ users, part, more }, { columns }) => {
    if (users.length === 0) {
      const nobody = 'Nobody yet. The first administrator: insight admin create you@example.org';
      return [{ kind: 'lines', lines: [part === null ? nobody : `Nobody has "${part}" in the address.`] }];
    }
    return [
      { kind: 'table', columns: columns ?? defaultColumns(USER), sections: [{ rows: users }] },
      { kind: 'lines', lines: more ? ['There are more: -n lists N of them, a part of an address finds some.'] : [] },
    ];
  },
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
    one({ schemaVersion: 1, ...(await (await deskOf(context, flags.db)).change(email, { state: 'suspended' })) }),
  screen: (user, { columns }) => saidScreen(user, `${user.email} is suspended.`, columns),
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
    one({ schemaVersion: 1, ...(await (await deskOf(context, flags.db)).change(email, { state: 'active' })) }),
  screen: (user, { columns }) => saidScreen(user, `${user.email} may sign in.`, columns),
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
    if (to === null) throw missing('role', `insight admin role ${email} --to admin`);
    return one({ schemaVersion: 1, ...(await (await deskOf(context, db)).change(email, { role: to })) });
  },
  screen: (user, { columns }) => saidScreen(user, `${user.email} has the role ${user.role}.`, columns),
});

export const adminPlan = defineCommand({
  name: 'admin plan',
  summary: 'Change the plan of a user, and with it their limits',
  argument: EMAIL,
  flags: { to: choice('the new plan', ['free', 'pro', 'team']), ...DB, ...OUTPUT_FLAGS },
  examples: [{ words: 'admin plan them@example.org --to pro', does: 'from their next request on' }],
  rows: null,
  columns: USER,
  run: async (context, { words: [email = ''], flags: { to, db } }) => {
    if (to === null) throw missing('plan', `insight admin plan ${email} --to pro`);
    return one({ schemaVersion: 1, ...(await (await deskOf(context, db)).change(email, { plan: to })) });
  },
  screen: (user, { columns }) => saidScreen(user, `${user.email} has the plan ${user.plan}.`, columns),
});

const missing = (what: string, hint: string) => new Failure('usage', `the new ${what} is missing`, hint);

import { defineCommand, one } from '../command.js';
import type { Context } from '../context.js';
import { Failure } from '../errors.js';
import { choice, OUTPUT_FLAGS, toggle } from '../flags.js';
import { DB, deskOf, EMAIL, linkScreen, saidScreen, USER } from './admin-shown.js';

export const adminCreate = defineCommand({
  name: 'admin create',
  summary: 'Make an administrator, or a user, of the server on this machine',
  details:
    'Works straight on the database of insight serve, whether that runs or not; whoever may read its files needs no ' +
    'other right, and DATABASE_URL and INSIGHT_SERVER_SECRET are to be those of insight serve. The password is asked ' +
    'for, and never taken from the command line; there is no default one. With --link its owner chooses it: whoever has ' +
    'the link takes the account, so hand it to them alone. An account that is made so needs no confirming.',
  argument: EMAIL,
  flags: {
    role: choice('what it may', ['user', 'admin'], { shownDefault: 'admin' }),
    passwordStdin: toggle('read the password as one line from stdin'),
    link: toggle('ask for no password, and print a link to set one; good once, for twenty minutes'),
    ...DB,
    ...OUTPUT_FLAGS,
  },
  examples: [
    { words: 'admin create you@example.org', does: 'asks for the password' },
    { words: 'admin create you@example.org --password-stdin < password.txt', does: 'as a script would' },
    { words: 'admin create them@example.org --role user --link', does: 'an account for somebody else' },
  ],
  rows: null,
  columns: [
    ...USER,
    { field: 'link', figure: 'text', describe: 'with --link, where its owner sets the password' },
    { field: 'until', figure: 'instant', describe: 'how long the link is good, UTC' },
  ],
  run: async (context, { words: [email = ''], flags: { role, link, passwordStdin, db } }) => {
    if (link && passwordStdin) {
      throw new Failure('usage', '--link and --password-stdin are two ways to a password', 'choose one');
    }
    const desk = await deskOf(context, db);
    await desk.checkAddress(email);
    const password = link ? null : await readPassword(context, passwordStdin);
    return one({ schemaVersion: 1, ...(await desk.create(email, role ?? 'admin', password)) });
  },
  screen: (made, { columns }) => {
    if (made.link !== null && columns === null) return linkScreen(made.email, made.link);
    return saidScreen(made, `${made.email} is ${made.role === 'admin' ? 'an administrator' : 'a user'} now.`, columns);
  },
});

async function readPassword(context: Context, fromStdin: boolean): Promise<string> {
  const { person } = context;
  if (fromStdin) {
    if (person.typesInput) {
      throw new Failure(
        'usage',
        '--password-stdin reads a file or a pipe, and there is none',
        'leave it out to be asked',
      );
    }
    const lines = (await context.readStdin()).replace(/\r?\n$/, '').split(/\r?\n/);
    if (lines.length === 1) return lines[0] ?? '';
    throw new Failure('usage', `stdin holds ${lines.length} lines, not one password`, 'give it alone, in one line');
  }
  if (!person.canBeAsked) {
    const hint = 'pipe it: insight admin create you@example.org --password-stdin < password.txt';
    throw new Failure('usage', 'there is no terminal to ask for the password', hint);
  }
  const password = await person.askSecret('Password (12 characters or more, not shown):');
  if ((await person.askSecret('Once more (not shown):')) === password) return password;
  throw new Failure('usage', 'the two passwords are not the same', 'nothing was made; try again');
}

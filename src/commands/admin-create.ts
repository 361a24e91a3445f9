import { defineCommand, one } from '../command.js';
import type { Context } from '../context.js';
import { Failure } from '../errors.js';
import { OUTPUT_FLAGS, toggle } from '../flags.js';
import { DB, deskOf, EMAIL, saidScreen, USER } from './admin-shown.js';

export const adminCreate = defineCommand({
  name: 'admin create',
  summary: 'Make an administrator of the server on this machine',
  details:
    'Works straight on the database of insight serve, whether that runs or not; whoever may read its files needs no ' +
    'other right, and DATABASE_URL and INSIGHT_SERVER_SECRET are to be those of insight serve. The password is asked ' +
    'for, and never taken from the command line. There is no default one.',
  argument: EMAIL,
  flags: { passwordStdin: toggle('read the password as one line from stdin'), ...DB, ...OUTPUT_FLAGS },
  examples: [
    { words: 'admin create you@example.org', does: 'asks for the password' },
    { words: 'admin create you@example.org --password-stdin < password.txt', does: 'as a script would' },
  ],
  rows: null,
  columns: USER,
  run: async (context, { words: [email = ''], flags }) => {
    const desk = await deskOf(context, flags.db);
    await desk.checkAddress(email);
    const password = await readPassword(context, flags.passwordStdin);
    return one({ schemaVersion: 1, ...(await desk.create(email, password)) });
  },
  screen: (made, { columns }) => saidScreen(made, `${made.email} is an administrator now.`, columns),
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

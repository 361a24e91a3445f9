import { defineCommand, one } from '../command.js';
import type { Context } from '../context.js';
import type { Column } from '../domain/screen.js';
import { Failure } from '../errors.js';
import { OUTPUT_FLAGS, text, toggle } from '../flags.js';
import type { EndedLogin } from '../results/account.js';

const SERVER = text('address of the server (default: INSIGHT_SERVER); https, or http on this machine', 'URL');
const ACCOUNT: readonly Column[] = [
  { field: 'email', header: 'E-MAIL', figure: 'text', describe: 'who is signed in' },
  { field: 'server', header: 'SERVER', figure: 'text', describe: 'where' },
  { field: 'role', header: 'ROLE', figure: 'text', describe: 'user or admin' },
  { field: 'plan', header: 'PLAN', figure: 'text', describe: 'free, pro or team' },
  { field: 'keptIn', header: 'KEPT IN', figure: 'text', describe: 'where its secret is kept: keyring or file' },
];
const ENDED: readonly Column[] = [
  { field: 'email', header: 'E-MAIL', figure: 'text', describe: 'who was signed in' },
  { field: 'server', header: 'SERVER', figure: 'text', describe: 'where' },
  {
    field: 'revoked',
    header: 'REVOKED',
    figure: 'flag',
    describe: 'whether the server ended it; false for a personal access token',
  },
];
const PLACES = { keyring: 'the keyring of this system', file: 'a file that only you can read' } as const;

export const login = defineCommand({
  name: 'login',
  summary: 'Sign in to a hosted account',
  details:
    'Prints an address and a code, and waits until you sign in there, in any browser, and let this machine in. Who has ' +
    'no account registers on the same page; a server that sends mail lets a new account in once the link in its letter ' +
    'was opened. A password is asked for only with --email, and never taken from the command line. The login is kept in the keyring of the system where there is one, else in a file that only you can ' +
    'read; it says which. Everything else works the same without an account.',
  flags: {
    server: SERVER,
    email: text('sign in with this address and a password instead', 'ADDRESS'),
    withToken: toggle('read a personal access token as one line from stdin'),
    ...OUTPUT_FLAGS,
  },
  examples: [
    { words: 'login --server https://insight.example.org', does: 'by a code, in the browser' },
    { words: 'login --email you@example.org', does: 'by a password that is asked for, at INSIGHT_SERVER' },
    { words: 'login --with-token < token.txt', does: 'on a build server, at INSIGHT_SERVER' },
  ],
  rows: null,
  columns: ACCOUNT,
  run: async (context, { flags }) => {
    const { server, email, withToken } = flags;
    if (withToken && email !== null) {
      throw new Failure('usage', '--with-token and --email are two ways to sign in', 'choose one');
    }
    const desk = await context.account(server);
    const signedIn = withToken
      ? await desk.signInByToken(await tokenFromStdin(context))
      : email !== null
        ? await desk.signInByPassword(email, await askPassword(context, email))
        : await desk.signInByDevice(async ({ userCode, page, pageWithCode }) => {
            context.person.tell(`Open ${page} and type the code ${userCode}`);
            if (context.person.canBeAsked) await desk.openPage(pageWithCode);
          });
    return one({ schemaVersion: 1, ...signedIn });
  },
  screen: (result, view) =>
    view.columns === null
      ? [
          {
            kind: 'lines',
            lines: [
              `Signed in to ${result.server} as ${result.email}.`,
              `The login is kept in ${PLACES[result.keptIn]}.`,
            ],
          },
        ]
      : [{ kind: 'table', columns: view.columns, sections: [{ rows: [result] }] }],
});

export const logout = defineCommand({
  name: 'logout',
  summary: 'End the login at the server, and forget it here',
  details:
    'Also forgotten here when the server does not answer: then it says so, with exit code 5. A personal access token ' +
    'works on until it is revoked on the page, for other machines may use it.',
  flags: { server: SERVER, ...OUTPUT_FLAGS },
  examples: [{ words: 'logout', does: 'nothing of this machine is let in any more' }],
  rows: null,
  columns: ENDED,
  run: async (context, { flags }) => {
    const { problem, ...ended } = await (await context.account(flags.server)).signOut();
    const outcome = one<EndedLogin>({ schemaVersion: 1, ...ended });
    if (problem === null) return outcome;
    const hint = 'end the session on the page when the server is back';
    return { ...outcome, verdict: new Failure(problem.kind, `forgotten here only: ${problem.message}`, hint) };
  },
  screen: (result, view) =>
    view.columns === null
      ? [{ kind: 'lines', lines: [`Signed out of ${result.server} (${result.email}).`] }]
      : [{ kind: 'table', columns: view.columns, sections: [{ rows: [result] }] }],
});

export const whoami = defineCommand({
  name: 'whoami',
  summary: 'Say who is signed in, and where',
  flags: { server: SERVER, ...OUTPUT_FLAGS },
  examples: [{ words: 'whoami', does: 'asks the server; exit 4 when nobody is signed in, 5 when it does not answer' }],
  rows: null,
  columns: ACCOUNT,
  run: async (context, { flags }) =>
    one({ schemaVersion: 1, ...(await (await context.account(flags.server)).whoami()) }),
  screen: (result, view) =>
    view.columns === null
      ? [
          {
            kind: 'lines',
            lines: [
              `${result.email} at ${result.server} (${result.role}, ${result.plan}).`,
              `The login is kept in ${PLACES[result.keptIn]}.`,
            ],
          },
        ]
      : [{ kind: 'table', columns: view.columns, sections: [{ rows: [result] }] }],
});

async function tokenFromStdin(context: Context): Promise<string> {
  if (context.person.typesInput) {
    throw new Failure('usage', '--with-token reads a file or a pipe, and there is none', 'leave it out for a code');
  }
  const token = (await context.readStdin()).trim();
  if (/^[\w-]{20,200}$/.test(token)) return token;
  throw new Failure('usage', 'stdin holds no token', 'give the token alone, in one line');
}

async function askPassword({ person }: Context, email: string): Promise<string> {
  if (person.canBeAsked) return person.askSecret(`Password of ${email} (not shown):`);
  throw new Failure('usage', 'there is no terminal to ask for the password', 'leave --email out for a code');
}

import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startServer, type StartedServer } from '../server/started-server.js';
import { hasPython } from './on-terminal.js';
import { environment, freshFolder, jsonOf, PROGRAM, runInsight } from './run-insight.js';

const IN_A_TERMINAL = fileURLToPath(new URL('in-a-terminal.py', import.meta.url));
const PASSWORD = 'eleven purple elephants';
const ROOT = 'root@example.org';

interface User {
  readonly email: string;
  readonly role: string;
  readonly plan: string;
}
interface Entry {
  readonly action: string;
  readonly by: string | null;
  readonly to: string | null;
}

let folder: ReturnType<typeof freshFolder>;
let server: StartedServer | null;
beforeEach(() => {
  folder = freshFolder();
  server = null;
});
afterEach(async () => {
  await server?.stop();
  folder.remove();
});

const at = (more: object = {}) => ({ home: folder.path, ...more });
const create = (
  email: string,
  { words = [], ...more }: { readonly words?: readonly string[]; readonly env?: object } = {},
) => runInsight(['admin', 'create', email, '--password-stdin', ...words], at({ stdin: `${PASSWORD}\n`, ...more }));
const admin = (...words: readonly string[]) => runInsight(['admin', ...words], at());
const databaseFile = () => join(folder.path, 'data', 'server.db');

async function post(path: string, body: object): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${server?.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  await answer.text();
  return answer.status;
}
const signIn = (email: string, password = PASSWORD) => post('/api/v1/sessions', { email, password });

describe('insight admin', () => {
  it('makes the first administrator before any server ran, who then signs in there', async () => {
    const made = await create(ROOT);
    expect(made).toMatchObject({ code: 0, stdout: `${ROOT} is an administrator now.\n`, stderr: '' });
    server = await startServer({ home: folder.path });
    expect(await signIn(ROOT)).toBe(201);
    expect(server.lines().filter((line) => line.includes('"level":"warn"'))).toEqual([]);
  });

  it('changes users while the server runs, from their next request on', async () => {
    server = await startServer({ home: folder.path });
    await create(ROOT);
    await post('/api/v1/accounts', { email: 'ada@example.org', password: PASSWORD });
    expect((await admin('suspend', 'ada@example.org')).stdout).toBe('ada@example.org is suspended.\n');
    expect(await signIn('ada@example.org')).toBe(401);
    expect((await admin('activate', 'ada@example.org')).stdout).toBe('ada@example.org may sign in.\n');
    expect(await signIn('ada@example.org')).toBe(201);
    expect(await admin('plan', 'ada@example.org', '--to', 'pro')).toMatchObject({ code: 0 });
    expect(await admin('role', 'ADA@example.org', '--to', 'admin')).toMatchObject({ code: 0 });
    expect((await admin('sessions', 'ada@example.org')).stdout).toBe('Ended for ada@example.org: 1 session.\n');
    const { users } = await jsonOf<{ users: readonly User[] }>(['admin', 'users', 'ada'], at());
    expect(users).toMatchObject([{ email: 'ada@example.org', role: 'admin', plan: 'pro' }]);
    const { entries } = await jsonOf<{ entries: readonly Entry[] }>(['admin', 'audit', '-n', '5'], at());
    expect(entries.map(({ action, by, to }) => [action, by, to])).toEqual([
      ['account.sessions-ended', 'system', 'ada@example.org'],
      ['account.role-changed', 'system', 'ada@example.org'],
      ['account.plan-changed', 'system', 'ada@example.org'],
      ['session.begun', 'ada@example.org', 'ada@example.org'],
      ['account.activated', 'system', 'ada@example.org'],
    ]);
    expect(await jsonOf(['admin', 'stats'], at())).toMatchObject({ users: 2, admins: 2, sessions: 0 });
  });

  it('hands out a link that leads to where the server runs, and is good once', async () => {
    server = await startServer({ home: folder.path });
    await create(ROOT);
    const { link } = await jsonOf<{ link: string }>(['admin', 'reset-link', ROOT], at());
    expect(link.startsWith(`${server.url}/reset?token=`)).toBe(true);
    const wish = { token: new URL(link).searchParams.get('token'), password: 'a dozen green giraffes' };
    expect(await post('/api/v1/password-resets/confirm', wish)).toBe(201);
    expect(await post('/api/v1/password-resets/confirm', wish)).toBe(422);
    expect([await signIn(ROOT), await signIn(ROOT, wish.password)]).toEqual([401, 201]);
  });

  it('makes accounts for others where strangers come, and so nobody may register', async () => {
    server = await startServer({ home: folder.path, words: ['--trust-proxy'] });
    const ada = { email: 'ada@example.org', password: PASSWORD };
    expect(await post('/api/v1/accounts', ada)).toBe(403);
    const words = ['admin', 'create', ada.email, '--role', 'user'];
    const made = await jsonOf<{ role: string; link: string }>([...words, '--link'], at());
    expect(made.role).toBe('user');
    const wish = { token: new URL(made.link).searchParams.get('token'), password: PASSWORD };
    expect(await post('/api/v1/password-resets/confirm', wish)).toBe(201);
    expect(await signIn(ada.email)).toBe(201);
    expect(await runInsight([...words, '--link'], at())).toMatchObject({ code: 2, stdout: '' });
    const bob = await create('bob@example.org', { words: ['--role', 'user'] });
    expect(bob.stdout).toBe('bob@example.org is a user now.\n');
    const { users } = await jsonOf<{ users: readonly User[] }>(['admin', 'users'], at());
    expect(users.map(({ role }) => role)).toEqual(['user', 'user']);
  });

  it('says in one line what stands in its way', async () => {
    const nowhere = join(folder.path, 'no.db');
    expect(await admin('stats', '--db', nowhere)).toMatchObject({ code: 3 });
    expect(existsSync(nowhere)).toBe(false);
    expect(await create('root')).toMatchObject({ code: 2 });
    await create(ROOT);
    const cases: readonly (readonly [readonly string[], number, string])[] = [
      [['suspend', 'nobody@example.org'], 3, 'nobody has the address nobody@example.org'],
      [['suspend', ROOT], 2, 'last administrator'],
      [['role', ROOT, '--to', 'user'], 2, 'last administrator'],
      [['role', ROOT], 2, 'the new role is missing'],
      [['plan', ROOT], 2, 'the new plan is missing'],
      [['plan', ROOT, '--to', 'gold'], 2, 'it takes free, pro, team'],
      [['create', ROOT, '--password-stdin'], 2, `insight admin role ${ROOT} --to admin`],
      [['create', 'ada@example.org', '--link', '--password-stdin'], 2, 'two ways to a password'],
      [['create', 'ada@example.org'], 2, 'no terminal to ask for the password'],
      [['create', 'ada@example.org', '--password-stdin'], 2, 'at least 12 characters'],
    ];
    for (const [words, code, said] of cases) {
      const run = await admin(...words);
      expect([run.code, run.stdout]).toEqual([code, '']);
      expect(run.stderr).toContain(said);
      expect(run.stderr.trimEnd().split('\n')).toHaveLength(2);
    }
    expect((await admin('users', 'zoe')).stdout).toBe('Nobody has "zoe" in the address.\n');
  });

  it('takes no password that nobody could sign in with, for the server has another secret', async () => {
    await create(ROOT);
    const elsewhere = { env: { INSIGHT_SERVER_SECRET: Buffer.alloc(48, 1).toString('base64') } };
    expect(await create('ada@example.org', elsewhere)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('INSIGHT_SERVER_SECRET') as string,
    });
    server = await startServer({ home: folder.path, ...elsewhere });
    expect(server.lines().filter((line) => line.includes('another one than before'))).toHaveLength(1);
  });

  it('leaves a database of something else, and one of a newer version, as they are', async () => {
    const other = join(folder.path, 'other.db');
    new Sqlite(other).exec('create table mine (x)').close();
    const bytes = readFileSync(other);
    expect(await admin('users', '--db', other)).toMatchObject({ code: 2 });
    expect(readFileSync(other).equals(bytes)).toBe(true);
    await create(ROOT);
    new Sqlite(databaseFile()).exec("insert into kysely_migration values ('2999-1-x', 'x')").close();
    expect(await admin('users')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('written by a newer version') as string,
    });
  });

  it('finds an entry of the book that somebody changed', async () => {
    await create(ROOT);
    await admin('plan', ROOT, '--to', 'pro');
    expect((await admin('audit')).stdout).toContain('The book holds: 2 entries, none changed and none missing.');
    const opened = new Sqlite(databaseFile());
    for (const { name } of opened.prepare("select name from sqlite_master where type = 'trigger'").all() as {
      name: string;
    }[]) {
      opened.exec(`drop trigger "${name}"`);
    }
    opened.exec(`update audit set detail = '{"from":"free","to":"team"}' where seq = 2`).close();
    const { code, stderr } = await admin('audit');
    expect([code, stderr.split('\n')[0]]).toEqual([1, 'insight: the audit book does not hold from entry 2 on']);
  });
});

describe.skipIf(!hasPython)('insight admin on a terminal', () => {
  const onTerminal = (columns: number, words: readonly string[], steps: readonly string[] = []) =>
    new Promise<{ code: number; text: string }>((resolve) => {
      const command = [IN_A_TERMINAL, String(columns), ...steps, process.execPath, PROGRAM, 'admin', ...words];
      const env = environment(folder.path, { env: { TERM: 'xterm-256color', LANG: 'C.UTF-8', NO_COLOR: '1' } });
      execFile('python3', command, { cwd: folder.path, env }, (error, text) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, text });
      });
    });
  const typed = (first: string, second: string) => [
    '--when',
    'or more',
    `${first}\r`,
    '--when',
    'Once more',
    `${second}\r`,
  ];

  it('asks for the password twice and shows neither', async () => {
    const wrong = await onTerminal(80, ['create', ROOT], typed(PASSWORD, 'eleven purple elephant'));
    expect(wrong).toMatchObject({ code: 2, text: expect.stringContaining('are not the same') as string });
    const { code, text } = await onTerminal(80, ['create', ROOT], typed(PASSWORD, PASSWORD));
    expect([code, text.includes('purple')]).toEqual([0, false]);
    expect(text).toContain(`${ROOT} is an administrator now.`);
  });

  it('asks for no password of an address that cannot be one', async () => {
    expect(await onTerminal(80, ['create', 'root'])).toMatchObject({
      code: 2,
      text: expect.not.stringContaining('Password') as string,
    });
  });

  it('keeps to forty columns, and leaves a link whole', async () => {
    await create('somebody.with.a.long.name@subdomain.example.org');
    for (const words of [['users'], ['stats'], ['audit']]) {
      const { text } = await onTerminal(40, words);
      expect(text.split('\n').filter((line) => line.length > 40)).toEqual([]);
    }
    const { text } = await onTerminal(40, ['reset-link', 'somebody.with.a.long.name@subdomain.example.org']);
    expect(text).toMatch(/http:\/\/localhost:8787\/reset\?token=isl_[\w-]{43}/);
  });
});

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD, startHosted, type Hosted } from './hosted.js';
import { hasPython, onTerminal } from './on-terminal.js';
import { environment, freshFolder, jsonOf, PROGRAM, runInsight, type Run } from './run-insight.js';

interface Who {
  readonly email: string;
  readonly server: string;
  readonly keptIn: string;
}

let hosted: Hosted;
let page: string;
let folder: ReturnType<typeof freshFolder>;

beforeAll(async () => {
  hosted = await startHosted();
  page = await hosted.register('ada@example.org');
});
afterAll(async () => {
  await hosted.stop();
});
beforeEach(() => {
  folder = freshFolder();
});
afterEach(() => {
  folder.remove();
});

const on = (home = folder.path) => ({ home, env: { INSIGHT_SERVER: hosted.url } });
const loginFile = () => join(folder.path, 'data', 'login.json');

/** `insight login`, with a person who reads the code and decides. */
async function byDevice(verb: 'approve' | 'deny'): Promise<Pick<Run, 'code' | 'stderr'>> {
  const child = spawn(process.execPath, [PROGRAM, 'login'], { env: environment(folder.path, on()) });
  child.stdin.end();
  let stderr = '';
  const decided: Promise<unknown>[] = [];
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    const userCode = /type the code (\S+)/.exec(stderr)?.[1];
    if (userCode === undefined || decided.length > 0) return;
    decided.push(hosted.call('POST', `/api/v1/device/${verb}`, { userCode, password: PASSWORD }, page));
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  expect(await Promise.all(decided)).toMatchObject([{ status: 204 }]);
  return { code, stderr };
}

async function personalToken(): Promise<string> {
  const wish = { name: 'a build server', scopes: ['read'], password: PASSWORD };
  const { body } = await hosted.call('POST', '/api/v1/tokens', wish, page);
  return (body as { token: string }).token;
}

describe('insight login', () => {
  it('is let in by a code, says who it is, and is out after insight logout', async () => {
    expect(await byDevice('approve')).toMatchObject({ code: 0 });
    const who = await jsonOf<Who>(['whoami'], { home: folder.path });
    expect(who).toMatchObject({ email: 'ada@example.org', server: hosted.url, keptIn: 'file' });
    expect(statSync(loginFile()).mode & 0o777).toBe(0o600);
    const { secrets } = JSON.parse(readFileSync(loginFile(), 'utf8')) as { secrets: { accessToken: string } };
    expect(await runInsight(['logout'], on())).toMatchObject({ code: 0 });
    expect(await hosted.call('GET', '/api/v1/me', null, secrets.accessToken)).toMatchObject({ status: 401 });
    expect(readdirSync(join(folder.path, 'data'))).not.toContain('login.json');
    expect(await runInsight(['whoami'], on())).toMatchObject({ code: 4 });
  });

  it('ends with 4 when the person sends the machine away', async () => {
    const { code, stderr } = await byDevice('deny');
    expect({ code, stderr }).toMatchObject({ code: 4, stderr: expect.stringContaining('sent away') as string });
  });

  it('takes a personal token from stdin, shows it nowhere, and leaves it working after insight logout', async () => {
    const token = await personalToken();
    const run = await runInsight(['login', '--with-token'], { ...on(), stdin: `${token}\n` });
    expect(run).toMatchObject({ code: 0 });
    expect(run.stdout + run.stderr).not.toContain(token);
    expect(await jsonOf<Who>(['whoami'], on())).toMatchObject({ email: 'ada@example.org' });
    expect(await jsonOf(['logout'], on())).toMatchObject({ revoked: false });
    expect(await hosted.call('GET', '/api/v1/me', null, token)).toMatchObject({ status: 200 });
  });

  it('keeps nothing of a token that the server refuses', async () => {
    const run = await runInsight(['login', '--with-token'], { ...on(), stdin: `isp_${'x'.repeat(43)}\n` });
    expect(run).toMatchObject({ code: 4, stdout: '' });
    expect(await runInsight(['whoami'], on())).toMatchObject({ code: 4 });
  });

  it('sends no secret over plain http to another machine', async () => {
    const away = { home: folder.path, stdin: `isp_${'x'.repeat(43)}\n` };
    const run = await runInsight(['login', '--with-token', '--server', 'http://insight.example.org'], away);
    expect(run).toMatchObject({ code: 2 });
    expect(run.stderr).toContain('https://');
  });

  it('asks for a password on a terminal only', async () => {
    expect(await runInsight(['login', '--email', 'ada@example.org'], on())).toMatchObject({ code: 2 });
  });

  it('is given to no other server', async () => {
    await runInsight(['login', '--with-token'], { ...on(), stdin: await personalToken() });
    const elsewhere = { home: folder.path, env: { INSIGHT_SERVER: 'http://127.0.0.1:1' } };
    expect(await runInsight(['whoami'], elsewhere)).toMatchObject({ code: 4 });
  });
});

/** Signed in by a password, as the file keeps it. @param until when the access token is over, milliseconds */
async function keptLogin(server: Hosted, until: number): Promise<void> {
  const { accessToken, refreshToken } = await server.signIn('ada@example.org');
  const login = { server: server.url, email: 'ada@example.org', secrets: { accessToken, refreshToken, until } };
  mkdirSync(join(folder.path, 'data'), { mode: 0o700 });
  writeFileSync(loginFile(), JSON.stringify(login), { mode: 0o600 });
}

describe('a login that is ten minutes old', () => {
  it('is exchanged once for twenty processes at once, and all of them go on', { timeout: 60_000 }, async () => {
    await keptLogin(hosted, 0);
    const runs = await Promise.all(Array.from({ length: 20 }, () => runInsight(['whoami'], on())));
    expect(runs.map(({ code, stderr }) => [code, stderr])).toEqual(runs.map(() => [0, '']));
    expect(await hosted.answered('POST /api/v1/sessions/refresh')).toBe(1);
    expect(readdirSync(join(folder.path, 'data'))).not.toContain('login.lock');
    expect(await runInsight(['whoami'], on())).toMatchObject({ code: 0 });
  });
});

describe.skipIf(!hasPython)('insight login --email on a terminal', () => {
  const login = (password: string) =>
    onTerminal(80, ['login', '--email', 'ada@example.org'], { ...on(), press: [['(not shown)', `${password}\r`]] });

  it('asks for the password, which is never shown, and keeps none', async () => {
    const { code, text } = await login(PASSWORD);
    expect({ code, text }).toMatchObject({ code: 0, text: expect.stringContaining('Signed in to') as string });
    for (const word of PASSWORD.split(' ')) expect(text).not.toContain(word);
    expect(readFileSync(loginFile(), 'utf8')).not.toContain(PASSWORD);
    expect(await jsonOf<Who>(['whoami'], on())).toMatchObject({ email: 'ada@example.org' });
  });

  it('ends with 4 for a wrong one, and with 130 at Ctrl-C, and keeps nothing', async () => {
    expect(await login('not this one, no')).toMatchObject({ code: 4 });
    expect(await login('\u0003')).toMatchObject({ code: 130 });
    expect(existsSync(loginFile())).toBe(false);
  });
});

/** As a user starts it who has not moved it: then the keyring of the system is asked. */
describe.skipIf(process.platform !== 'linux')('where the keyring does not work', () => {
  const HOOK = `export async function resolve(name, at, next) {
    if (name === '@napi-rs/keyring') throw new Error('not installed');
    return next(name, at);
  }`;
  const withoutPackage = () => {
    const preload = join(folder.path, 'preload.mjs');
    const hook = `data:text/javascript,${encodeURIComponent(HOOK)}`;
    writeFileSync(preload, `import { register } from 'node:module';\nregister(${JSON.stringify(hook)});\n`);
    return { NODE_OPTIONS: `--import ${preload}` };
  };

  it.each([
    ['nobody offers one', () => ({})],
    ['its package is not installed', withoutPackage],
  ])('the login goes into a file, and it says so: %s', async (_, more) => {
    const env = { HOME: folder.path, INSIGHT_HOME: '', INSIGHT_SERVER: hosted.url, ...more() };
    const surroundings = { env };
    const run = await runInsight(['login', '--with-token'], { ...surroundings, stdin: await personalToken() });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('kept in a file that only you can read');
    const file = join(folder.path, '.local', 'share', 'insight', 'login.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await jsonOf<Who>(['whoami'], surroundings)).toMatchObject({ keptIn: 'file' });
    expect(await runInsight(['logout'], surroundings)).toMatchObject({ code: 0 });
    expect(existsSync(file)).toBe(false);
  });
});

describe('a server that is down', () => {
  it('ends account commands with 5, forgets at logout all the same, and hinders nothing else', async () => {
    const other = await startHosted();
    const there = { home: folder.path, env: { INSIGHT_SERVER: other.url } };
    const token = await other.register('bob@example.org');
    const { body } = await other.call(
      'POST',
      '/api/v1/tokens',
      { name: 'x', scopes: ['read'], password: PASSWORD },
      token,
    );
    await runInsight(['login', '--with-token'], { ...there, stdin: (body as { token: string }).token });
    await other.stop();
    expect(await runInsight(['whoami'], there)).toMatchObject({ code: 5, stdout: '' });
    expect(await runInsight(['login'], there)).toMatchObject({ code: 5 });
    const [tool, alone] = await Promise.all([
      runInsight(['demo', '--json'], there),
      runInsight(['demo', '--json'], { home: join(folder.path, 'other') }),
    ]);
    expect(tool.code).toBe(0);
    expect(tool.stderr).toBe(alone.stderr);
    expect(await runInsight(['logout'], there)).toMatchObject({ code: 0 });
    expect(await runInsight(['whoami'], there)).toMatchObject({ code: 4 });
  });

  it('is not told of a logout, which says so and forgets the login all the same', async () => {
    const other = await startHosted();
    await other.register('ada@example.org');
    await keptLogin(other, Date.now() + 600_000);
    await other.stop();
    const run = await runInsight(['logout'], { home: folder.path });
    expect(run).toMatchObject({ code: 5, stdout: `Signed out of ${other.url} (ada@example.org).\n` });
    expect(run.stderr).toContain('forgotten here only');
    expect(existsSync(loginFile())).toBe(false);
  });
});

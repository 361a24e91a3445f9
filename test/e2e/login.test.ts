import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startHosted, type Hosted } from './hosted.js';
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
    decided.push(hosted.call('POST', `/api/v1/device/${verb}`, { userCode }, page));
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  expect(await Promise.all(decided)).toMatchObject([{ status: 204 }]);
  return { code, stderr };
}

async function personalToken(): Promise<string> {
  const wish = { name: 'a build server', scopes: ['read'] };
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

describe('a login that is ten minutes old', () => {
  it('is exchanged by twenty processes at once, and all of them go on', async () => {
    await byDevice('approve');
    const kept = JSON.parse(readFileSync(loginFile(), 'utf8')) as { secrets: { until: number } };
    writeFileSync(loginFile(), JSON.stringify({ ...kept, secrets: { ...kept.secrets, until: 0 } }), { mode: 0o600 });
    const runs = await Promise.all(Array.from({ length: 20 }, () => runInsight(['whoami'], on())));
    expect(runs.map(({ code, stderr }) => [code, stderr])).toEqual(runs.map(() => [0, '']));
    expect(readdirSync(join(folder.path, 'data'))).not.toContain('login.lock');
    expect(await runInsight(['whoami'], on())).toMatchObject({ code: 0 });
  });
});

describe('a server that is down', () => {
  it('ends account commands with 5, forgets at logout all the same, and hinders nothing else', async () => {
    const other = await startHosted();
    const there = { home: folder.path, env: { INSIGHT_SERVER: other.url } };
    const token = await other.register('bob@example.org');
    const { body } = await other.call('POST', '/api/v1/tokens', { name: 'x', scopes: ['read'] }, token);
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
});

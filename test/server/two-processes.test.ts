import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshFolder } from '../e2e/run-insight.js';
import { ALLOWANCES } from '../../src/server/limits/allowances.js';
import { onPostgres, type TestDatabase } from './each-database.js';
import { PASSWORD, PUBLIC_URL } from './server-under-test.js';
import { startServer, type StartedServer } from './started-server.js';
import { atOnce, counted } from './two-servers.js';

interface Pair {
  readonly accessToken: string;
  readonly refreshToken: string;
}

async function freePort(): Promise<number> {
  const socket = createServer().listen(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address() as AddressInfo;
  socket.close();
  await once(socket, 'close');
  return port;
}

onPostgres((make) => {
  let database: TestDatabase;
  let servers: readonly StartedServer[];
  const folders = [freshFolder(), freshFolder()];
  beforeAll(async () => {
    database = await make();
    const env = {
      DATABASE_URL: database.url ?? '',
      INSIGHT_PUBLIC_URL: PUBLIC_URL,
      INSIGHT_REGISTRATION: 'open',
      INSIGHT_SERVER_SECRET: randomBytes(48).toString('base64'),
    };
    servers = await Promise.all(
      folders.map(async ({ path }) => {
        // It says its public address, which is that of both.
        const port = await freePort();
        const started = await startServer({ home: path, env, words: ['--port', String(port)] });
        return { ...started, url: `http://127.0.0.1:${String(port)}` };
      }),
    );
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    for (const folder of folders) folder.remove();
    await database.remove();
  });

  /** Asks one of the two processes. */
  const ask = async (at: number, method: string, path: string, wish: { token?: string; body?: unknown } = {}) => {
    const { token, body } = wish;
    const answer = await fetch(`${servers[at % servers.length]?.url ?? ''}${path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: (text === '' ? null : JSON.parse(text)) as Pair };
  };
  const signIn = async (email: string): Promise<Pair> => {
    await ask(0, 'POST', '/api/v1/accounts', { body: { email, password: PASSWORD } });
    return (await ask(1, 'POST', '/api/v1/sessions', { body: { email, password: PASSWORD } })).body;
  };
  const me = (at: number, { accessToken }: Pair) => ask(at, 'GET', '/api/v1/me', { token: accessToken });
  const refresh = (at: number, { refreshToken }: Pair) =>
    ask(at, 'POST', '/api/v1/sessions/refresh', { body: { refreshToken } });

  it('two processes grant together exactly what the plan allows, to fifty clients at once, and say what is left', async () => {
    const quota = ALLOWANCES.tools.account?.free.quota ?? 0;
    const { accessToken: token } = await signIn('ada@example.org');
    let sent = 0;
    // An hour long: no machine is so slow that another window begins. What is asked for is nonsense, and counted.
    const client = async () => {
      const answers = [];
      while (sent < quota * 4) {
        sent += 1;
        answers.push(await ask(sent, 'POST', '/api/v1/tools/outliers', { token, body: {} }));
      }
      return answers;
    };
    const answers = (await atOnce(50, client)).flat();
    expect(counted(answers)).toEqual({ 400: quota, 429: answers.length - quota });
    const left = ({ headers }: (typeof answers)[number]) =>
      Number(/"tools-account";r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]);
    const granted = answers.filter(({ status }) => status === 400).map(left);
    expect(granted.sort((a, b) => a - b)).toEqual(Array.from({ length: quota }, (_, at) => at));
    for (const refused of answers.filter(({ status }) => status === 429)) {
      expect(left(refused)).toBe(0);
      const seconds = Number(refused.headers.get('retry-after'));
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(3600);
    }
  });

  it('twenty refreshes at once over two processes keep one session, which ends for both at the same moment', async () => {
    const pair = await signIn('bob@example.org');
    const answers = await atOnce(20, (at) => refresh(at, pair));
    expect(counted(answers)).toEqual({ 200: 20 });
    const listed = await ask(0, 'GET', '/api/v1/sessions', { token: pair.accessToken });
    expect(listed.body).toMatchObject({ items: [{ current: true }] });
    for (const [at, { body }] of answers.entries()) expect((await me(at + 1, body)).status).toBe(200);
    expect((await ask(0, 'DELETE', '/api/v1/sessions/current', { token: pair.accessToken })).status).toBe(204);
    expect(counted(await atOnce(20, (at) => me(at + 1, answers[at]?.body ?? pair)))).toEqual({ 401: 20 });
    expect(counted(await atOnce(20, (at) => refresh(at + 1, answers[at]?.body ?? pair)))).toEqual({ 401: 20 });
  });

  it('what an administrator takes at one process, the other refuses at the next request', async () => {
    const opened = await database.open();
    const [root, eve] = [await signIn('root@example.org'), await signIn('eve@example.org')];
    await opened.reader.updateTable('account').set({ role: 'admin' }).where('email', '=', 'root@example.org').execute();
    const found = opened.reader.selectFrom('account').select('id').where('email', '=', 'eve@example.org');
    const { id } = await found.executeTakeFirstOrThrow();
    await opened.close();
    const change = (body: object) => ask(0, 'PATCH', `/api/v1/admin/users/${id}`, { token: root.accessToken, body });
    const users = () => ask(1, 'GET', '/api/v1/admin/users', { token: eve.accessToken });
    expect((await change({ role: 'admin', password: PASSWORD })).status).toBe(200);
    expect((await users()).status).toBe(200);
    expect((await change({ role: 'user' })).status).toBe(200);
    expect((await users()).status).toBe(403);
    expect((await change({ state: 'suspended' })).status).toBe(200);
    expect((await me(1, eve)).status).toBe(401);
    expect((await refresh(1, eve)).status).toBe(401);
  });
});

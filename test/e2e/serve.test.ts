import { once } from 'node:events';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startServer } from '../server/started-server.js';
import { freshFolder, runInsight } from './run-insight.js';

const ACCOUNT = JSON.stringify({ email: 'ada@example.org', password: 'eleven purple elephants' });
/** What holds the tests to this machine would refuse other addresses before the system does. */
const UNHELD = { NODE_OPTIONS: '' };

let folder: ReturnType<typeof freshFolder>;
beforeEach(() => {
  folder = freshFolder();
});
afterEach(() => {
  folder.remove();
});

/** What a start that fails says, and its exit code. */
async function refused(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const { code, stdout, stderr } = await runInsight(['serve', '--port', '0', ...words], { env, home: folder.path });
  expect(stdout).toBe('');
  return [code, ...stderr.trim().split('\n')];
}

describe('insight serve', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('ends well by %s, and says when', async (signal) => {
    const server = await startServer({ home: folder.path });
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    expect(await server.stop(signal)).toBe(0);
    expect(JSON.parse(server.stdout())).toMatchObject({ schemaVersion: 1, url: server.url });
  });

  it('has a line for every answer, also when a second signal ends it at once', async () => {
    const server = await startServer({ home: folder.path });
    const asked = Array.from({ length: 50 }, async () => (await fetch(`${server.url}/healthz`)).status);
    expect(new Set(await Promise.all(asked))).toEqual(new Set([200]));
    await Promise.all([server.stop('SIGTERM'), server.stop('SIGTERM')]);
    expect(server.lines().filter((line) => line.includes('"msg":"request"'))).toHaveLength(50);
  });

  it('lets a request under way end', async () => {
    const server = await startServer({ home: folder.path });
    const post = request(`${server.url}/api/v1/accounts`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(ACCOUNT),
        expect: '100-continue',
      },
    });
    const answered = once(post, 'response');
    // The server has begun with it: it asks for the body.
    post.flushHeaders();
    await once(post, 'continue');
    const stopped = server.stop();
    post.end(ACCOUNT);
    const [response] = (await answered) as [IncomingMessage];
    expect([response.statusCode, await text(response)]).toEqual([202, expect.stringContaining('it has one now')]);
    expect(await stopped).toBe(0);
  });

  it('is not held up by connections that nobody uses', async () => {
    const server = await startServer({ home: folder.path });
    // fetch keeps its connection for the next request.
    await fetch(`${server.url}/healthz`).then((response) => response.text());
    const begun = performance.now();
    expect(await server.stop()).toBe(0);
    expect(performance.now() - begun).toBeLessThan(4_000);
  });

  it('keeps what it is told for the next start, in a file that only its owner reads', async () => {
    const db = join(folder.path, 'own.db');
    for (const [list, status] of [
      ['accounts', 202],
      ['sessions', 201],
    ] as const) {
      const server = await startServer({ home: folder.path, words: ['--db', db] });
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${server.url}/api/v1/${list}`, { method: 'POST', headers, body: ACCOUNT });
      expect(answer.status).toBe(status);
      for (const file of [db, `${db}-wal`]) expect(statSync(file).mode & 0o777).toBe(0o600);
      await server.stop();
    }
  });

  it('logs one line of JSON each', async () => {
    const server = await startServer({ home: folder.path });
    await fetch(`${server.url}/healthz`);
    await server.stop();
    for (const line of server.lines()) expect(JSON.parse(line)).toMatchObject({ level: 'info' });
  });

  it('warns of plain http beyond this machine, and not behind a proxy with https', async () => {
    const warned = async (words: readonly string[]) => {
      const env = { ...UNHELD, INSIGHT_PUBLIC_URL: 'https://insight.example.org' };
      const server = await startServer({ home: folder.path, words, env });
      await server.stop();
      return server.lines().filter((line) => line.includes('"level":"warn"')).length;
    };
    expect(await warned(['--host', '0.0.0.0'])).toBe(1);
    expect(await warned(['--host', '0.0.0.0', '--trust-proxy', '--require-https'])).toBe(0);
    expect(await warned([])).toBe(0);
  });

  it('makes the administrator of the environment at the very first start only, and says so', async () => {
    const env = { ADMIN_USERNAME: 'root@example.org', ADMIN_PASSWORD: 'eleven purple elephants' };
    const started = async (given: Readonly<Record<string, string>>) => {
      const server = await startServer({ home: folder.path, env: given });
      const signIn = { email: given.ADMIN_USERNAME, password: given.ADMIN_PASSWORD };
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify(signIn);
      const { status } = await fetch(`${server.url}/api/v1/sessions`, { method: 'POST', headers, body });
      await server.stop();
      const said = server.lines().join('\n');
      expect(said).not.toContain('elephants');
      return [status, said.includes('was made'), said.includes('are ignored')];
    };
    expect(await refused([], { ...env, ADMIN_USERNAME: 'root' })).toEqual([
      2,
      expect.stringContaining('"root" is no e-mail address'),
      expect.stringContaining('insight admin create'),
    ]);
    expect(await started(env)).toEqual([201, true, false]);
    expect(await started({ ...env, ADMIN_PASSWORD: 'twelve purple elephants' })).toEqual([401, false, true]);
    expect(await started(env)).toEqual([201, false, true]);
  });

  it('says in one line why it cannot listen', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await refused(['--port', String(port)])).toEqual([
      2,
      expect.stringContaining(`port ${port} is taken`),
      expect.stringContaining('--port'),
    ]);
    other.close();
    expect(await refused(['--host', '192.0.2.1'], UNHELD)).toEqual([
      2,
      expect.stringContaining('192.0.2.1 is no address of this machine'),
      expect.any(String),
    ]);
    expect(await refused(['--port', '65536'])).toEqual([
      2,
      expect.stringContaining('from 0 to 65535'),
      expect.any(String),
    ]);
  });

  it('says in one line why the database cannot be opened, and never its password', async () => {
    const noDatabase = join(folder.path, 'text.db');
    writeFileSync(
      noDatabase,
      'this is no database, and long enough to be looked at by whoever reads the first hundred bytes of it',
    );
    mkdirSync(join(folder.path, 'folder.db'));
    const nobody = createServer().listen(0, '127.0.0.1');
    await once(nobody, 'listening');
    const { port } = nobody.address() as AddressInfo;
    await new Promise((resolve) => nobody.close(resolve));
    const down = { DATABASE_URL: `postgres://insight:hush@127.0.0.1:${port}/insight` };
    const cases: readonly (readonly [readonly string[], Readonly<Record<string, string>>, number, string])[] = [
      [['--db', noDatabase], {}, 2, `${noDatabase} cannot be opened as the database`],
      [['--db', join(folder.path, 'folder.db')], {}, 2, 'cannot be opened as the database'],
      [['--db', join(folder.path, 'none', 'x.db')], {}, 2, 'cannot be opened as the database'],
      [[], { DATABASE_URL: 'mysql://insight:hush@127.0.0.1/x' }, 2, 'DATABASE_URL is no address of a PostgreSQL'],
      [[], { DATABASE_URL: 'hush' }, 2, 'DATABASE_URL is no address of a PostgreSQL'],
      [[], down, 5, `PostgreSQL at 127.0.0.1:${port}/insight does not answer`],
      [['--db', noDatabase], down, 2, 'both --db and DATABASE_URL'],
    ];
    for (const [words, env, code, sentence] of cases) {
      const said = await refused(words, env);
      expect(said).toEqual([code, expect.stringContaining(sentence), expect.any(String)]);
      expect(JSON.stringify(said)).not.toContain('hush');
    }
  });
});

describe.skipIf(process.env.INSIGHT_TEST_POSTGRES === undefined)('insight serve on PostgreSQL', () => {
  const url = new URL(process.env.INSIGHT_TEST_POSTGRES ?? 'postgres://insight@127.0.0.1/postgres');

  it('says when there is no such database, or no such user', async () => {
    const at = (change: (to: URL) => void) => {
      const to = new URL(url);
      change(to);
      return refused([], { DATABASE_URL: to.href });
    };
    expect(await at((to) => (to.pathname = '/nothing_of_the_kind'))).toEqual([
      3,
      expect.stringContaining('has no such database'),
      expect.any(String),
    ]);
    expect(await at((to) => (to.username = 'nobody_of_the_kind'))).toEqual([
      4,
      expect.stringContaining('lets this user do nothing'),
      expect.any(String),
    ]);
  });
});

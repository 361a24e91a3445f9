import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { Failure } from '../../src/errors.js';
import { accountClient, accountFacts, type AccountClient } from '../../src/providers/account.js';
import { syncServer } from '../../src/providers/account/sync-server.js';
import { createHttp } from '../../src/providers/http/request.js';

const TOKEN = 'isa_CANARY-token';
const PASSWORD = 'CANARY eleven purple elephants';

const open: Server[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listening(server: Server, scheme = 'http'): Promise<string> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server of a test's own making. @returns its address, and what it was asked */
async function standIn(answer: RequestListener): Promise<{ url: string; asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = [];
  const url = await listening(
    createServer((request, response) => {
      asked.push(request);
      answer(request, response);
    }),
  );
  return { url, asked };
}

const client = (url: string) =>
  accountClient(
    createHttp({
      fetch: globalThis.fetch,
      now: Date.now,
      random: () => 0.5,
      sleep: (ms, signal) => sleep(Math.min(ms, 5), undefined, { signal }),
      timeoutMs: 400,
    }),
    url,
    new AbortController().signal,
  );

const gives =
  (body: unknown, status = 200): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

/** Says what it was sent. */
const echoes =
  (status: number): RequestListener =>
  (request, response) => {
    void text(request).then((body) => {
      gives({ title: request.headers.authorization ?? '', detail: `${body}\n\u001b[2J` }, status)(request, response);
    });
  };

const me = async (account: AccountClient) =>
  accountFacts(await account.ask({ method: 'GET', path: '/api/v1/me', token: TOKEN }), 'The server');

/** Every way in which secrets go to a server. */
const QUESTIONS: Readonly<Record<string, (account: AccountClient) => Promise<unknown>>> = {
  'who am I': me,
  'sign in': (account) => account.signIn('ada@example.org', PASSWORD, 'a machine'),
  refresh: (account) => account.refresh('isr_CANARY-token'),
  'a code': (account) => account.beginDevice('a machine'),
  'the device': (account) => account.askDevice('CANARY-device'),
  pull: (account) => syncServer((request) => account.ask({ ...request, token: TOKEN })).pull({ after: '', seen: '' }),
  push: (account) => syncServer((request) => account.ask({ ...request, token: TOKEN })).push('a', '', []),
};

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const outcome = await work.catch((error: unknown) => error);
  if (outcome instanceof Failure) return outcome;
  throw new Error(`no Failure: ${JSON.stringify(outcome)}`);
}

/** What each question ends with: one line with a hint, of a kind, and nothing of a secret. */
async function expectFailures(url: string, kinds: readonly string[]): Promise<void> {
  const asking = Object.entries(QUESTIONS).map(async ([name, ask]) => {
    const failure = await failureOf(ask(client(url)));
    expect(kinds, `${name}: ${failure.message}`).toContain(failure.kind);
    expect(failure.hint, name).not.toBe('');
    expect(`${failure.message} ${failure.hint}`, name).not.toMatch(/CANARY|\n|undefined|\[object/);
  });
  await Promise.all(asking);
}

describe('a server that is none of insight, or lies', () => {
  it.each<[string, RequestListener]>([
    ['a page', (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>')],
    ['a page that is not there', (_, response) => response.writeHead(404).end('<h1>Not found</h1>')],
    ['a broken gateway', (_, response) => response.writeHead(502).end('<h1>Bad gateway</h1>')],
    ['nothing', (_, response) => response.writeHead(200).end()],
    ['no content', (_, response) => response.writeHead(204).end()],
    ['a list', gives([])],
    ['null', gives(null)],
    ['an empty object', gives({})],
    ['half of an answer', (_, response) => response.writeHead(200, { 'content-length': '50' }).end('{"a":')],
    [
      'other types',
      gives({
        ...{ accessToken: 5, refreshToken: {}, expiresIn: '600', access_token: [], refresh_token: 1, expires_in: null },
        ...{ email: 5, role: null, plan: [], items: {}, next: 5, answers: 'none', device_code: 5, seen: 5 },
      }),
    ],
    [
      'tokens that no header carries',
      gives({
        ...{ accessToken: 'a\r\nx: y', refreshToken: 'b', expiresIn: 600 },
        ...{ access_token: 'a b', refresh_token: '', expires_in: 600 },
      }),
    ],
    ['back what it was sent, as wrong', echoes(400)],
    ['back what it was sent, as its own failure', echoes(500)],
  ])('giving %s ends in a failure that says so', async (_, answer) => {
    await expectFailures((await standIn(answer)).url, ['provider', 'usage']);
  });

  it.each([301, 302, 303, 307, 308])('sending elsewhere by %d is not followed', async (status) => {
    const other = await standIn(gives({}));
    const { url } = await standIn((_, response) => response.writeHead(status, { location: other.url }).end());
    await expectFailures(url, ['provider']);
    expect(other.asked).toEqual([]);
    expect((await failureOf(me(client(url)))).message).toContain('sends elsewhere');
  });

  it('is not waited for without end', async () => {
    const { url } = await standIn(() => undefined);
    await expectFailures(url, ['provider']);
    const drip = await standIn((_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(' '), 50);
      response.on('close', () => {
        clearInterval(timer);
      });
    });
    await expectFailures(drip.url, ['provider']);
  });

  it('is read no further than an answer may be long', async () => {
    const { url } = await standIn((_, response) => {
      response.writeHead(200).end('{"a":"'.padEnd(5_000_000, 'x'));
    });
    await expectFailures(url, ['provider']);
  });

  it.skipIf(spawnSync('openssl', ['version']).status !== 0)(
    'with a certificate of its own is told nothing',
    async () => {
      const dir = mkdtempSync(join(tmpdir(), 'insight-tls-'));
      const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
      const words = `req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=127.0.0.1 -keyout ${key} -out ${cert}`;
      expect(spawnSync('openssl', words.split(' ')).status).toBe(0);
      let asked = 0;
      const server = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, () => (asked += 1));
      rmSync(dir, { recursive: true });
      const url = await listening(server, 'https');
      await expectFailures(url, ['provider']);
      expect(asked).toBe(0);
      expect((await failureOf(me(client(url)))).message).toContain('certificate is not trusted');
    },
  );
});

describe('a server of a newer version', () => {
  it('may say more than this one knows', async () => {
    const more = { email: 'ada@example.org', role: 'owner', plan: 'studio', id: 'x', seats: [{ of: 'what' }] };
    const { url } = await standIn(gives(more));
    expect(await me(client(url))).toEqual({ email: 'ada@example.org', role: 'owner', plan: 'studio' });
  });

  it('with kinds of items that this program does not know is not half understood', async () => {
    const item = { kind: 'calendar', id: 'a', change: 'b', version: 1, owner: 'c', machine: 'd' };
    const items = [{ ...item, changedAt: 1, deleted: false, body: {} }];
    const { url } = await standIn(gives({ items, next: '', seen: '', more: false }));
    const ask = QUESTIONS.pull ?? me;
    expect(await failureOf(ask(client(url)))).toMatchObject({
      kind: 'provider',
      hint: expect.stringContaining('update insight') as string,
    });
  });

  it('that has this interface no more ends in a failure that says so', async () => {
    const gone = { type: '/problems#gone', title: 'This version of the interface is over', status: 410 };
    const { url } = await standIn(gives(gone, 410));
    expect(await failureOf(me(client(url)))).toMatchObject({
      kind: 'provider',
      message: expect.stringContaining('This version of the interface is over') as string,
    });
  });
});

import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshFolder } from '../e2e/run-insight.js';
import { PASSWORD } from './server-under-test.js';
import { startServer, type StartedServer } from './started-server.js';

/** Whoever attacks has another address than whoever uses the server. */
const ATTACKER = '127.0.0.66';
/** More than one address may hold. */
const SOCKETS = 300;

let server: StartedServer;
let port: number;
let token: string;
const folder = freshFolder();
const open: Socket[] = [];

beforeAll(async () => {
  server = await startServer({ home: folder.path });
  port = Number(new URL(server.url).port);
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ email: 'ada@example.org', password: PASSWORD });
  await fetch(`${server.url}/api/v1/accounts`, { method: 'POST', headers, body });
  const signedIn = await fetch(`${server.url}/api/v1/sessions`, { method: 'POST', headers, body });
  ({ accessToken: token } = (await signedIn.json()) as { accessToken: string });
});
afterAll(async () => {
  for (const socket of open) socket.destroy();
  expect(await server.stop()).toBe(0);
  folder.remove();
});

/** A connection of the attacker. */
function attack(): Socket {
  const socket = connect({ port, host: '127.0.0.1', localAddress: ATTACKER });
  // Being cut off is what the server is meant to do.
  socket.on('error', () => undefined);
  open.push(socket);
  return socket;
}

/** Sends bytes as they are. @returns the first line of the answer; nothing when it was cut off without one */
async function send(...pieces: readonly (string | Buffer)[]): Promise<string> {
  const socket = attack();
  let told = '';
  socket.on('data', (piece: Buffer) => (told += piece.toString('latin1')));
  const closed = heard(socket, 'close');
  for (const piece of pieces) {
    if (socket.destroyed) break;
    if (!socket.write(piece)) await Promise.race([heard(socket, 'drain'), closed]);
  }
  await Promise.race([closed, answered(socket)]);
  socket.destroy();
  return told.split('\r\n')[0] ?? '';
}

/** As `once`, except that an error is no error here. */
const heard = (socket: Socket, event: string) =>
  new Promise<void>(
    (resolve) =>
      void socket.once(event, () => {
        resolve();
      }),
  );
const answered = (socket: Socket) => (socket.bytesRead > 0 ? Promise.resolve() : heard(socket, 'data'));

const post = (path: string, body: string | Buffer, type = 'application/json') =>
  new Promise<number>((resolve, reject) => {
    const headers = { 'content-type': type, 'content-length': Buffer.byteLength(body) };
    const sent = request({ port, localAddress: ATTACKER, path, method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end(body);
  });

/** What somebody else does meanwhile: a hundred requests, each of which has to be answered as always. */
async function normalUse(): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (let at = 0; at < 100; at += 1) {
    const answer = await fetch(`${server.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } });
    await answer.arrayBuffer();
    statuses.push(answer.status);
  }
  return statuses;
}

const HEAD = 'HTTP/1.1\r\nHost: localhost\r\n';
const MEGABYTE = Buffer.alloc(1024 * 1024, 'a');
const json = (value: unknown) => JSON.stringify(value);
const long = 'a'.repeat(200_000);

describe('a server under attack', () => {
  it('answers everybody else as always, and stands', { timeout: 120_000 }, async () => {
    // They say a little and never end, or nothing at all.
    for (let at = 0; at < SOCKETS; at += 1) {
      const socket = attack();
      if (at % 2 === 0) socket.write(`GET /api/v1/me ${HEAD}X-Slow: `);
    }
    const drip = setInterval(() => {
      for (const socket of open) if (!socket.destroyed && socket.writable) socket.write('a');
    }, 50);
    const [statuses] = await Promise.all([
      normalUse(),
      post('/api/v1/sessions', `${'['.repeat(500_000)}${']'.repeat(500_000)}`),
      post('/api/v1/sessions', json({ email: `${long}@${long}`, password: 'x' })),
      post('/api/v1/sessions', json({ email: `a@${'a.'.repeat(100_000)}`, password: 'x' })),
      post('/sign-in', `email=${'%'.repeat(500_000)}`, 'application/x-www-form-urlencoded'),
    ]);
    clearInterval(drip);
    expect(statuses).toEqual(Array.from({ length: 100 }, () => 200));
    // One address holds no more than its share; whoever comes after is cut off.
    await expect.poll(() => open.filter(({ destroyed }) => destroyed).length).toBeGreaterThanOrEqual(SOCKETS - 256);
    for (const socket of open) socket.destroy();
    await pause(100);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });

  it.each<[string, () => Promise<unknown>, unknown]>([
    [
      'a body said to be 100 MB',
      () => send(`POST /api/v1/sessions ${HEAD}Content-Type: application/json\r\nContent-Length: 104857600\r\n\r\n`),
      /^HTTP\/1.1 413/,
    ],
    [
      'a body of 100 MB in pieces',
      () =>
        send(
          `POST /api/v1/sessions ${HEAD}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
          ...Array.from({ length: 100 }, () =>
            Buffer.concat([Buffer.from('100000\r\n'), MEGABYTE, Buffer.from('\r\n')]),
          ),
        ),
      /^(?:HTTP\/1.1 413|$)/,
    ],
    ['100 000 headers', () => send(`GET / ${HEAD}${'a: b\r\n'.repeat(100_000)}\r\n`), /^(?:HTTP\/1.1 431|$)/],
    ['a header of 100 kB', () => send(`GET / ${HEAD}Cookie: ${'a'.repeat(100_000)}\r\n\r\n`), /^(?:HTTP\/1.1 431|$)/],
    ['a path of 100 kB', () => send(`GET /${'a'.repeat(100_000)} ${HEAD}\r\n`), /^(?:HTTP\/1.1 4(?:14|31)|$)/],
    ['two lengths', () => send(`POST / ${HEAD}Content-Length: 1\r\nContent-Length: 2\r\n\r\na`), /^HTTP\/1.1 400/],
    [
      'a length and pieces',
      () => send(`POST / ${HEAD}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`),
      /^HTTP\/1.1 400/,
    ],
    ['a header broken in two', () => send(`GET / ${HEAD}X: a\r\n b: c\nd\r\n\r\n`), /^HTTP\/1.1 400/],
    ['no host', () => send('GET / HTTP/1.1\r\n\r\n'), /^HTTP\/1.1 400/],
    ['TRACE', () => send(`TRACE /api/v1/me ${HEAD}Connection: close\r\n\r\n`), /^HTTP\/1.1 4\d\d/],
    ['CONNECT', () => send('CONNECT evil.test:443 HTTP/1.1\r\nHost: evil.test\r\n\r\n'), /^(?:HTTP\/1.1 4\d\d|$)/],
    ['no HTTP at all', () => send(Buffer.from([22, 3, 1, 2, 0, 1, 0, 1, 252])), /^(?:HTTP\/1.1 400|$)/],
    ['a list a million deep', () => post('/api/v1/sessions', '['.repeat(1_000_000)), 400],
    ['a list that closes', () => post('/api/v1/sessions', `${'['.repeat(500_000)}${']'.repeat(500_000)}`), 400],
    ['an object as deep', () => post('/api/v1/sessions', '{"a":'.repeat(200_000)), 400],
    ['a prototype', () => post('/api/v1/sessions', '{"__proto__":{"email":"a@b.test"},"password":"x"}'), 400],
    [
      'an address that a bad pattern chokes on',
      () => post('/api/v1/sessions', json({ email: `${long}@`, password: 'x' })),
      400,
    ],
    [
      'an address of dots',
      () => post('/api/v1/sessions', json({ email: `a@${'a.'.repeat(100_000)}`, password: 'x' })),
      400,
    ],
    [
      'a form of percents',
      () => post('/sign-in', `email=${'%'.repeat(900_000)}`, 'application/x-www-form-urlencoded'),
      403,
    ],
  ])('refuses %s', async (_, work, expected) => {
    const got = await work();
    if (expected instanceof RegExp) expect(got).toMatch(expected);
    else expect(got).toBe(expected);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it.each([
    ['authorization', `Bearer ${'='.repeat(12_000)}`],
    ['authorization', `Bearer ${'a.'.repeat(6_000)}`],
    ['authorization', `${'Bearer '.repeat(1_500)}x`],
    ['cookie', `__Host-insight=${'a; '.repeat(4_000)}`],
    ['cookie', '='.repeat(12_000)],
    ['x-forwarded-for', '1.1.1.1,'.repeat(1_500)],
    ['accept', 'text/html;q=0.1,'.repeat(800)],
    ['if-none-match', '"a",'.repeat(3_000)],
    ['idempotency-key', 'a'.repeat(12_000)],
    ['content-type', `application/json${';a'.repeat(6_000)}`],
  ])('is not held up by %s: %.20s…', async (name, value) => {
    const answer = await fetch(`${server.url}/api/v1/me`, { headers: { [name]: value } });
    expect(answer.status).toBe(401);
  });
});

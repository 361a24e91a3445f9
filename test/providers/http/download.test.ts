import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../../src/errors.js';
import { createDownload, type DownloadParts, type DownloadWish } from '../../../src/providers/http/download.js';

const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(64)]);

let server: Server;
let port: number;
let connections: number;
let seen: IncomingMessage[];
let reply: (request: IncomingMessage, response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request);
    reply(request, response);
  });
  server.on('connection', () => {
    connections++;
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
});
beforeEach(() => {
  connections = 0;
  seen = [];
  reply = (_, response) => response.writeHead(200, { 'content-type': 'text/plain' }).end(PNG);
});

const LOOPBACK = { address: '127.0.0.1', family: 4 };

function parts(more: Partial<DownloadParts> = {}): DownloadParts {
  return { resolve: () => Promise.resolve([LOOPBACK]), ownOrigins: new Set(), timeoutMs: 2000, ...more };
}

const wish = (url: string, more: Partial<DownloadWish> = {}): DownloadWish => ({
  what: 'a test',
  url,
  allowPrivate: false,
  ...more,
});

const own = () => parts({ ownOrigins: new Set([`http://127.0.0.1:${port}`]) });

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Failure)) throw new Error(`expected a Failure, not ${String(error)}`);
  return error;
}

/** Ways to write this machine or a private network into a URL. Names go to a resolver that says 127.0.0.1. */
const HOSTS = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '2130706433',
  '0x7f000001',
  '0x7f.0.0.1',
  '0x7f.1',
  '0177.0.0.1',
  '017700000001',
  '0177.1',
  '127.0.0.1.',
  '0',
  '0.0.0.0',
  '0x0',
  '00',
  '１２７.０.０.１',
  '127。0。0。1',
  '①②⑦.⓪.⓪.①',
  '127%2e0%2e0%2e1',
  '10.0.0.1',
  '10.1',
  '167772161',
  '0xa000001',
  '012.0.0.1',
  '172.16.0.1',
  '172.31.255.254',
  '2886729729',
  '0xac.0x10.0.1',
  '192.168.0.1',
  '192.168.1',
  '3232235521',
  '0xc0a80001',
  '0300.0250.0.1',
  '169.254.169.254',
  '169.254.43518',
  '2852039166',
  '0xa9fea9fe',
  '0251.0376.0251.0376',
  '100.64.0.1',
  '100.100.100.200',
  '198.18.0.1',
  '192.0.0.192',
  '192.0.2.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '4294967295',
  '[::]',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::127.0.0.1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::FFFF:7F00:0001]',
  '[0:0:0:0:0:ffff:127.0.0.1]',
  '[::ffff:10.0.0.1]',
  '[::ffff:169.254.169.254]',
  '[::ffff:a9fe:a9fe]',
  '[::ffff:0:127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b::a9fe:a9fe]',
  '[64:ff9b:1::7f00:1]',
  '[2002:7f00:1::]',
  '[2002:a9fe:a9fe::]',
  '[2001:0:7f00:1::]',
  '[2001:db8::1]',
  '[3fff::1]',
  '[100::1]',
  '[fe80::1]',
  '[fec0::1]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[ff02::1]',
  '[::2]',
  '[4000::1]',
  '[5f00::1]',
  'localhost',
  'LOCALHOST',
  'localhost.',
  'foo.localhost',
  'metadata.google.internal',
  'example.com',
  'a.127.0.0.1.example',
  'xn--bcher-kva.example',
  'ｅxample.com',
  'router',
  'intranet',
  '1.1.1.1.example',
  '0x7f000001.example',
  'ip6-localhost',
];

/** Addresses that are refused whatever they lead to. */
const NO_ADDRESS = [
  'file:///etc/passwd',
  'ftp://127.0.0.1/x',
  'gopher://127.0.0.1/x',
  'data:image/png;base64,AAAA',
  'javascript:1',
  'blob:x',
  'http://user:secret@example.com/',
  'https://user@example.com/',
  'http://',
  'http://[::1',
  'http://1.2.3.4.5.6:x/',
  '//127.0.0.1/',
  '/etc/passwd',
  '',
  ' ',
  'http://256.256.256.256/',
  'http://[fe80::1%25eth0]/',
  'ws://127.0.0.1/',
  'HTTP:/\\user:x@127.0.0.1/',
];

const RESOLVED = [
  ['127.0.0.1'],
  ['::1'],
  ['10.0.0.1'],
  ['93.184.216.34', '127.0.0.1'],
  ['2606:2800::1', 'fe80::1'],
  ['64:ff9b::a00:1'],
  ['8.8.8.8', '::ffff:192.168.1.1'],
  ['100.64.1.1'],
  ['0.0.0.0'],
  ['169.254.169.254', '8.8.8.8'],
  ['not an address'],
];

describe('an address that a stranger chose', () => {
  it.each(HOSTS)('is never connected to when its host is %s', async (host) => {
    for (const scheme of ['http', 'https']) {
      const attempts: URL[] = [];
      const download = createDownload(parts({ onConnect: (url) => attempts.push(url) }));
      const failure = await failureOf(download(wish(`${scheme}://${host}:${port}/secret`)));
      expect(failure.kind).toBe('usage');
      expect(failure.message).not.toContain('secret');
      expect(attempts).toEqual([]);
    }
    expect(connections).toBe(0);
  });

  it.each(NO_ADDRESS)('is refused when it is %j', async (url) => {
    const failure = await failureOf(createDownload({ ...parts(), onConnect: () => connections++ })(wish(url)));
    expect(failure.kind).toBe('usage');
    expect(failure.message).not.toContain('secret');
    expect(connections).toBe(0);
  });

  it.each(RESOLVED)('is refused when one address of its name is private: %s', async (...addresses) => {
    const resolve = () =>
      Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
    const failure = await failureOf(createDownload(parts({ resolve }))(wish(`http://example.com:${port}/`)));
    expect(failure.message).toContain('private network');
    expect(connections).toBe(0);
  });

  it('is counted: more than a hundred vectors', () => {
    expect(HOSTS.length * 2 + NO_ADDRESS.length + RESOLVED.length).toBeGreaterThanOrEqual(200);
  });

  it('is looked up once, so that a name cannot change its address between check and connection', async () => {
    let asked = 0;
    const resolve = () => {
      asked++;
      // Public when it is checked, this machine when it is connected to: what a rebinding resolver does.
      return Promise.resolve([asked === 1 ? { address: '192.0.1.1', family: 4 } : LOOPBACK]);
    };
    const connected: string[] = [];
    const download = createDownload(
      parts({
        resolve,
        timeoutMs: 300,
        onConnect: (_, addresses) => connected.push(...addresses.map((a) => a.address)),
      }),
    );
    // The preload of the tests stops the connection itself.
    await expect(download(wish(`http://rebind.example:${port}/`))).rejects.toThrow('rebind.example');
    expect(asked).toBe(1);
    expect(connected).toEqual(['192.0.1.1']);
    expect(connections).toBe(0);
  });
});

describe('an address that the user chose', () => {
  it('may be private for the one call that says so', async () => {
    const picture = await createDownload(parts())(wish(`http://nas.localhost:${port}/a.png`, { allowPrivate: true }));
    expect(picture).toEqual({ bytes: PNG, type: 'image/png' });
    expect(seen[0]?.headers.host).toBe(`nas.localhost:${port}`);
  });

  it('may be the very origin of a provider in the settings, and no other port of that machine', async () => {
    expect((await createDownload(own())(wish(`http://127.0.0.1:${port}/a.png`))).type).toBe('image/png');
    await failureOf(createDownload(own())(wish(`http://127.0.0.1:${port + 1}/a.png`)));
    await failureOf(createDownload(own())(wish(`https://127.0.0.1:${port}/a.png`)));
    await failureOf(createDownload(own())(wish(`http://localhost:${port}/a.png`)));
    expect(connections).toBe(1);
  });

  it('is asked without anything that says who asks', async () => {
    await createDownload(own())(wish(`http://127.0.0.1:${port}/a.png`));
    expect(Object.keys(seen[0]?.headers ?? {}).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host']);
  });
});

describe('a redirect', () => {
  const to = (location: string) => {
    reply = (request, response) =>
      request.url === '/start' ? response.writeHead(302, { location }).end() : response.writeHead(200).end(PNG);
  };

  it('is followed, relative ones too', async () => {
    to('/elsewhere');
    expect((await createDownload(own())(wish(`http://127.0.0.1:${port}/start`))).type).toBe('image/png');
    expect(seen.map(({ url }) => url)).toEqual(['/start', '/elsewhere']);
  });

  it.each([
    'http://127.0.0.2/',
    'http://[::1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/',
    'file:///etc/passwd',
    'http://0x7f.1/',
    '//192.168.0.1/',
    'http://a:b@example.com/',
  ])('to %s is not followed', async (location) => {
    to(location);
    const failure = await failureOf(createDownload(own())(wish(`http://127.0.0.1:${port}/start`)));
    expect(failure.kind).toBe('usage');
    expect(seen).toHaveLength(1);
  });

  it('of a stranger leads to no gateway of the user', async () => {
    to(`http://127.0.0.1:${port}/gateway`);
    const world = parts({ ownOrigins: new Set([`http://127.0.0.1:${port}`, `http://localhost:${port}`]) });
    const failure = await failureOf(createDownload(world)(wish(`http://localhost:${port}/start`)));
    expect(failure.message).toContain('private network');
    expect(seen.map(({ url }) => url)).toEqual(['/start']);
  });

  it('is the last after five', async () => {
    reply = (request, response) => response.writeHead(302, { location: `${request.url ?? ''}x` }).end();
    const failure = await failureOf(createDownload(own())(wish(`http://127.0.0.1:${port}/`)));
    expect(failure.message).toContain('redirects more than 5 times');
    expect(seen).toHaveLength(6);
  });
});

describe('what comes back', () => {
  const get = () => createDownload(own())(wish(`http://127.0.0.1:${port}/`));

  it.each([
    ['an error page', (r: ServerResponse) => r.writeHead(404).end('x'), 'HTTP 404'],
    [
      'JSON that says it is a picture',
      (r: ServerResponse) => r.writeHead(200, { 'content-type': 'image/png' }).end('{}'),
      'no picture',
    ],
    [
      'SVG',
      (r: ServerResponse) => r.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg xmlns="x"/>'),
      'no picture',
    ],
    [
      'packed bytes',
      (r: ServerResponse) => r.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(30_000_000))),
      'packed',
    ],
    [
      'a length that is too much',
      (r: ServerResponse) => r.writeHead(200, { 'content-length': 20_000_001 }).end(PNG),
      '20 MB',
    ],
    [
      'half a picture',
      (r: ServerResponse) => r.writeHead(200, { 'content-length': 500 }).write(PNG, () => r.destroy()),
      'cut',
    ],
    ['nothing', (r: ServerResponse) => r.writeHead(200).end(), 'no picture'],
  ])('is no picture when it is %s', async (_, answer, words) => {
    reply = (__, response) => void answer(response);
    const failure = await failureOf(get());
    expect(failure.kind).toBe('provider');
    expect(failure.message).toContain(words);
  });

  it('is cut off after 20 MB, within 64 MB of memory', async () => {
    reply = (_, response) => {
      response.writeHead(200);
      const more = () => {
        while (response.write(Buffer.alloc(1_000_000, 0x89)));
      };
      response.on('drain', more);
      more();
    };
    const before = process.memoryUsage().rss;
    const failure = await failureOf(get());
    expect(failure.message).toContain('20 MB');
    expect(process.memoryUsage().rss - before).toBeLessThan(64_000_000);
  });

  it('has to come in time, and stops when the user does', async () => {
    reply = () => undefined;
    const slow = createDownload({ ...own(), timeoutMs: 100 });
    expect((await failureOf(slow(wish(`http://127.0.0.1:${port}/`)))).message).toContain('within 0.1 s');
    const stop = AbortSignal.timeout(50);
    expect((await failureOf(createDownload(own())(wish(`http://127.0.0.1:${port}/`, { signal: stop })))).kind).toBe(
      'interrupted',
    );
  });
});

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PRELOAD = fileURLToPath(new URL('loopback-only.cjs', import.meta.url));

const servers: Server[] = [];
let folder: string;
let socket: string;
let port: number;
let port6: number;

async function listen(where: { path: string } | { host: string; port: 0 }): Promise<number> {
  const server = createServer((_, response) => response.end('here'));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(where, resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'insight-loopback-'));
  socket = join(folder, 's');
  await listen({ path: socket });
  port = await listen({ host: '127.0.0.1', port: 0 });
  port6 = await listen({ host: '::1', port: 0 }).catch(() => 0);
});
afterAll(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true });
});

/** Runs a module behind the preload; gives what it printed, or `refused` and the message. */
async function behind(code: string): Promise<string> {
  const whole = `try { ${code} } catch (error) { console.log('refused', (error.cause ?? error).message) }`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--require',
    PRELOAD,
    '--input-type=module',
    '-e',
    whole,
  ]);
  return stdout.trim();
}

const byNet = (to: string): string =>
  `const net = await import('node:net'); await new Promise((y, n) => net.connect(${to}).on('connect', function () { this.end(); y(); }).on('error', n)); console.log('here');`;
const byFetch = (url: string): string => `console.log(await (await fetch('${url}')).text());`;
const byHttp = (options: string): string =>
  `const http = await import('node:http'); await new Promise((y, n) => http.get(${options}, (r) => r.on('data', (d) => console.log(String(d))).on('end', y)).on('error', n));`;

describe('behind the preload', () => {
  it.each([
    ['net to 127.0.0.1', () => byNet(`{ port: ${port}, host: '127.0.0.1' }`)],
    ['net to the default host', () => byNet(String(port))],
    ['net to a port and localhost', () => byNet(`${port}, 'localhost'`)],
    ['net to a unix socket', () => byNet(`'${socket}'`)],
    ['http to localhost', () => byHttp(`'http://localhost:${port}/'`)],
    ['http over a unix socket', () => byHttp(`{ socketPath: '${socket}' }`)],
    ['fetch from 127.0.0.1', () => byFetch(`http://127.0.0.1:${port}/`)],
    ['fetch from localhost', () => byFetch(`http://localhost:${port}/`)],
  ])('%s works', async (_, code) => {
    expect(await behind(code())).toBe('here');
  });

  it('fetch from ::1 works', async ({ skip }) => {
    if (port6 === 0) skip('this machine has no IPv6 loopback');
    expect(await behind(byFetch(`http://[::1]:${port6}/`))).toBe('here');
  });

  // 192.0.2.0/24 and 2001:db8::/32 are reserved for documentation; nobody answers there, and nobody is asked.
  it.each([
    ['net to an address', byNet(`{ port: 80, host: '192.0.2.1' }`), 'a connection to 192.0.2.1'],
    ['net to a port and an address', byNet(`80, '192.0.2.1'`), 'a connection to 192.0.2.1'],
    ['net to a name', byNet(`{ port: 80, host: 'example.invalid' }`), 'a connection to example.invalid'],
    ['net to an IPv6 address', byNet(`{ port: 80, host: '2001:db8::1' }`), 'a connection to 2001:db8::1'],
    ['net to every interface', byNet(`{ port: 80, host: '0.0.0.0' }`), 'a connection to 0.0.0.0'],
    ['http to a name', byHttp(`'http://example.invalid/'`), 'a connection to example.invalid'],
    [
      'http to a name that looks local',
      byHttp(`'http://localhost.example.invalid/'`),
      'a connection to localhost.example.invalid',
    ],
    ['fetch over http', byFetch('http://192.0.2.1/'), 'a connection to 192.0.2.1'],
    ['fetch over https', byFetch('https://example.invalid/'), 'a connection to example.invalid'],
    [
      'a lookup',
      `const dns = await import('node:dns'); dns.lookup('example.invalid', () => {});`,
      'to look up example.invalid',
    ],
    [
      'a promised lookup',
      `const dns = await import('node:dns/promises'); await dns.lookup('example.invalid');`,
      'to look up example.invalid',
    ],
  ])('%s is refused', async (_, code, what) => {
    expect(await behind(code)).toBe(`refused loopback only: refused ${what}`);
  });

  it.each([
    ['net', byNet(`{ port: 80, host: 'nowhere.test' }`)],
    ['fetch', byFetch('http://nowhere.test/')],
    ['a promised lookup', `const dns = await import('node:dns/promises'); await dns.lookup('nowhere.test');`],
  ])('a name under .test does not exist for %s', async (_, code) => {
    expect(await behind(code)).toBe('refused getaddrinfo ENOTFOUND nowhere.test');
  });
});

import { describe, expect, it } from 'vitest';
import { isFromThisMachine } from '../../src/server/http/this-machine.js';
import { onEachDatabase } from './each-database.js';
import { ServerUnderTest, SETTINGS } from './server-under-test.js';

const from = (url: string, headers: Record<string, string>, address: string, trustProxy = false) =>
  isFromThisMachine(new Request(url, { headers }), address, trustProxy);

describe("whether a program on the server's own machine asks", () => {
  it('goes by the other end of the connection, the name it called, and what proxies add', () => {
    expect(from('http://127.0.0.1:8787/metrics', {}, '127.0.0.1')).toBe(true);
    expect(from('http://localhost:8787/metrics', {}, '::1')).toBe(true);
    expect(from('http://127.0.0.1:8787/metrics', {}, '192.0.2.1')).toBe(false);
    expect(from('http://insight.test/metrics', {}, '127.0.0.1')).toBe(false);
    expect(from('http://127.0.0.1:8787/metrics', { 'x-forwarded-for': '192.0.2.1' }, '127.0.0.1')).toBe(false);
    expect(from('http://127.0.0.1:8787/metrics', { 'sec-fetch-site': 'cross-site' }, '127.0.0.1')).toBe(false);
  });

  it('is never so behind a proxy, which may add nothing that shows it', () => {
    expect(from('http://127.0.0.1:8787/metrics', {}, '127.0.0.1', true)).toBe(false);
  });

  onEachDatabase((make) => {
    it('and whoever has the token for it may read the metrics, behind a proxy too, and nothing else', async () => {
      const database = await make();
      const metricsToken = 'a-token-for-prometheus-alone';
      const settings = { ...SETTINGS, trustProxy: true, metricsToken };
      const server = await ServerUnderTest.open(database, { settings });
      const status = async (token: string, path = '/metrics') => (await server.call('GET', path, { token })).status;
      expect(await status(metricsToken)).toBe(200);
      for (const wrong of ['', `${metricsToken}x`, metricsToken.slice(1), 'null'])
        expect(await status(wrong)).toBe(401);
      for (const path of ['/api/v1/me', '/api/v1/admin/overview', '/admin']) {
        expect(await status(metricsToken, path)).not.toBe(200);
      }
      await server.close();
      const without = await ServerUnderTest.open(database, { settings: { ...settings, metricsToken: null } });
      for (const token of [metricsToken, 'null']) {
        expect((await without.call('GET', '/metrics', { token })).status).toBe(401);
      }
      await without.close();
      await database.remove();
    });

    it.each([
      [false, 200],
      [true, 401],
    ])('lets it read the metrics, unless a proxy is trusted: %s', async (trustProxy, status) => {
      const database = await make();
      const settings = { ...SETTINGS, trustProxy, requireHttps: false };
      const server = await ServerUnderTest.open(database, { settings });
      const answer = await server.call('GET', 'http://127.0.0.1:8787/metrics', { from: '127.0.0.1' });
      expect(answer.status).toBe(status);
      await server.close();
      await database.remove();
    });
  });
});

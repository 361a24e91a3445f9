import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import { ServerUnderTest, SETTINGS } from './server-under-test.js';

describe('http', () => {
  onEachDatabase((make) => {
    let database: TestDatabase;
    let server: ServerUnderTest;
    beforeEach(async () => {
      database = await make();
      server = await ServerUnderTest.open(database);
    });
    afterEach(async () => {
      expect(server.unexpected).toEqual([]);
      await server.close();
      await database.remove();
    });

    const post = (body: string, type: string) =>
      server.call('POST', '/api/v1/accounts', { body, headers: { 'content-type': type } });

    it('answers a body of another type by 415', async () => {
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'application/jsonp',
        'multipart/form-data',
      ]) {
        expect(await post('{}', type)).toMatchObject({ status: 415, body: { type: '/problems#wrong-type' } });
      }
    });

    it('answers what is not JSON, or something else than it takes however deep, by 400', async () => {
      const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
      for (const body of ['', '{', '{"email":}', 'null', '[]', '"x"', deep(400_000), '{"email":""']) {
        expect(await post(body, 'application/json'), body.slice(0, 20)).toMatchObject({ status: 400 });
      }
    });

    it('reads nothing that is more than a hundred levels deep, and says so', async () => {
      const nested = (levels: number) => `{"email":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;
      const told = 'JSON may be 100 levels deep.';
      expect(await post(nested(101), 'application/json')).toMatchObject({ status: 400, body: { detail: told } });
      const shallow = await post(nested(100), 'application/json');
      expect([shallow.status, JSON.stringify(shallow.body).includes(told)]).toEqual([400, false]);
    });

    it('takes brackets in a text for text', async () => {
      const body = JSON.stringify({ email: 'ada@example.org', password: `${'['.repeat(100)}\\"{` });
      expect(await post(body, 'application/json; charset=utf-8')).toMatchObject({ status: 202 });
    });

    it('answers a wrong method by 405, and OPTIONS, with those that are taken', async () => {
      const wrong = await server.call('PUT', '/api/v1/me', { body: {} });
      expect(wrong).toMatchObject({ status: 405, body: { type: '/problems#wrong-method' } });
      expect(wrong.headers.get('allow')).toContain('GET, HEAD');
      const options = await server.call('OPTIONS', '/api/v1/me');
      expect([options.status, options.headers.get('allow')]).toEqual([204, wrong.headers.get('allow')]);
    });

    it('gives an unchanged answer again without its body', async () => {
      const { token } = await server.signedIn('ada@example.org');
      const first = await server.call('GET', '/api/v1/me', { token });
      const tag = first.headers.get('etag') ?? '';
      expect(tag).toMatch(/^"[0-9a-f]{40}"$/);
      const again = await server.call('GET', '/api/v1/me', { token, headers: { 'if-none-match': tag } });
      expect([again.status, again.body]).toEqual([304, null]);
      const other = await server.call('GET', '/api/v1/me', { token, headers: { 'if-none-match': '"other"' } });
      expect(other.status).toBe(200);
    });

    it('answers HEAD as GET, without a body', async () => {
      const { status, body, headers } = await server.call('HEAD', '/healthz');
      expect([status, body, headers.get('content-type')]).toEqual([200, null, 'application/json']);
    });
  });
});

describe('plain http', () => {
  onEachDatabase((make) => {
    let database: TestDatabase;
    let server: ServerUnderTest;
    const open = async (trustProxy: boolean, requireHttps = true) => {
      server = await ServerUnderTest.open(database, {
        settings: { ...SETTINGS, trustProxy, requireHttps },
      });
    };
    beforeEach(async () => {
      database = await make();
    });
    afterEach(async () => {
      await server.close();
      await database.remove();
    });

    const PLAIN = 'http://insight.test/api/v1/me';
    const says = (proto: string) => ({ headers: { 'x-forwarded-proto': proto } });

    it('is refused, whatever its sender says of it', async () => {
      await open(false);
      expect(await server.call('GET', PLAIN)).toMatchObject({ status: 403, body: { type: '/problems#https-only' } });
      expect(await server.call('GET', PLAIN, says('https'))).toMatchObject({ status: 403 });
      const secure = await server.call('GET', '/api/v1/me');
      expect([secure.status, secure.headers.get('strict-transport-security')]).toEqual([
        401,
        'max-age=31536000; includeSubDomains',
      ]);
    });

    it('is taken for https where a trusted proxy says that it was', async () => {
      await open(true);
      expect(await server.call('GET', PLAIN, says('https'))).toMatchObject({ status: 401 });
      expect(await server.call('GET', PLAIN, says('https, http'))).toMatchObject({ status: 403 });
      expect(await server.call('GET', '/api/v1/me', says('http'))).toMatchObject({ status: 403 });
    });

    it('may ask whether the server lives', async () => {
      await open(false);
      expect(await server.call('GET', 'http://insight.test/healthz')).toMatchObject({ status: 200 });
    });

    it('is served where nobody forbade it', async () => {
      await open(false, false);
      const plain = await server.call('GET', PLAIN);
      expect([plain.status, plain.headers.get('strict-transport-security')]).toEqual([401, null]);
    });
  });
});

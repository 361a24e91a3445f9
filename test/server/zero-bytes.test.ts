import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import { PASSWORD, ServerUnderTest } from './server-under-test.js';

describe('a zero byte, which PostgreSQL keeps in no text', () => {
  onEachDatabase((make) => {
    let database: TestDatabase;
    let server: ServerUnderTest;
    let token: string;
    beforeAll(async () => {
      database = await make();
      server = await ServerUnderTest.open(database);
      ({ token } = await server.signedIn('ada@example.org', 'admin'));
    });
    afterAll(async () => {
      expect(server.unexpected).toEqual([]);
      await server.close();
      await database.remove();
    });

    it.each([
      ['GET', '/api/v1/jobs/a%00'],
      ['GET', '/api/v1/jobs/a/files/a%00'],
      ['DELETE', '/api/v1/tokens/a%00'],
      ['PATCH', '/api/v1/admin/users/a%00'],
      ['GET', '/api/v1/history/a%00/versions'],
      ['GET', '/api/v1/device/requests/a%00'],
    ])('is refused in an address: %s %s', async (method, path) => {
      expect(await server.call(method, path, { token })).toMatchObject({
        status: 400,
        body: { type: '/problems#invalid-request' },
      });
    });

    it.each([
      ['/api/v1/sessions', { email: 'ada@example.org', password: PASSWORD, label: 'a\0b' }],
      ['/api/v1/device/code', { label: 'a\0b' }],
      ['/api/v1/tokens', { name: 'a\0b', scopes: ['read'] }],
    ])('is refused in a name: %s', async (path, body) => {
      expect(await server.call('POST', path, { token, body })).toMatchObject({ status: 400 });
    });

    it('is another sign in a form, raw or not', async () => {
      for (const zero of ['\0', '%00']) {
        const sent = await server.call('POST', '/sign-in', {
          headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://insight.test' },
          body: `email=a${zero}@example.org&password=a${zero}&next=/${zero}`,
        });
        expect(sent.status).toBeLessThan(500);
      }
    });
  });
});

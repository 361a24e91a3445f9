import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import { forgedTokens } from './forged-tokens.js';
import { QUICK_PASSWORDS, SECRET, ServerUnderTest } from './server-under-test.js';

describe('a forged token', () => {
  onEachDatabase((make) => {
    let database: TestDatabase;
    let server: ServerUnderTest;
    let token: string;
    let forged: readonly (readonly [string, string])[];
    beforeAll(async () => {
      database = await make();
      server = await ServerUnderTest.open(database, { passwords: QUICK_PASSWORDS });
      const ada = await server.signedIn('ada@example.org', 'admin');
      const { token: other } = await server.signedIn('bob@example.org', 'admin');
      ({ token } = ada);
      const key = server.parts.secrets.signing;
      forged = Object.entries(await forgedTokens({ token, key, secret: SECRET, other, refreshToken: ada.refresh }));
    });
    afterAll(async () => {
      await server.close();
      await database.remove();
      expect(server.unexpected).toEqual([]);
    });

    const me = (authorization: string) => server.call('GET', '/api/v1/me', { headers: { authorization } });

    it('is refused, whichever of more than sixty it is, while the token that all were made of holds', async () => {
      expect(forged.length).toBeGreaterThanOrEqual(60);
      const twice = forged.filter(([, text], at) => forged.findIndex(([, each]) => each === text) !== at);
      expect(twice).toEqual([]);
      expect(forged.map(([, text]) => text)).not.toContain(token);
      const taken: string[] = [];
      for (const [name, text] of forged) {
        const { status } = await me(`Bearer ${text}`);
        if (status !== 401) taken.push(`${name}: ${String(status)}`);
        expect(await me(`Bearer ${token}`), `after ${name}`).toMatchObject({ status: 200 });
      }
      expect(taken).toEqual([]);
    });

    it('is refused by what is for administrators too, with the way to sign in', async () => {
      for (const [, text] of forged) {
        const headers = { authorization: `Bearer ${text}` };
        const refused = await server.call('GET', '/api/v1/admin/users', { headers });
        expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
      }
    });

    it.each([
      ['Basic', (text: string) => `Basic ${text}`],
      ['no scheme', (text: string) => text],
      ['another scheme', (text: string) => `Token ${text}`],
      ['two schemes', (text: string) => `Bearer Bearer ${text}`],
      ['a tab for the space', (text: string) => `Bearer\t${text}`],
      ['no space', (text: string) => `Bearer${text}`],
      ['a parameter', (text: string) => `Bearer ${text} realm=x`],
    ])('is what a good one is by %s', async (_, as) => {
      expect(await me(as(token))).toMatchObject({ status: 401 });
    });
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GRACE_MS } from '../../src/server/sessions/session-ages.js';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import { PASSWORD, ServerUnderTest } from './server-under-test.js';

interface Pair {
  readonly accessToken: string;
  readonly refreshToken: string;
}

describe('sessions', () => {
  onEachDatabase((make) => {
    let database: TestDatabase;
    let server: ServerUnderTest;
    beforeEach(async () => {
      database = await make();
      server = await ServerUnderTest.open(database);
    });
    afterEach(async () => {
      await server.close();
      await database.remove();
    });

    const refresh = (refreshToken: string) =>
      server.call<Pair>('POST', '/api/v1/sessions/refresh', { body: { refreshToken } });
    const me = (token: string) => server.call<{ email: string }>('GET', '/api/v1/me', { token });

    it('begin with address and password, and say who is signed in', async () => {
      const { token } = await server.signedIn('ada@example.org');
      expect(await me(token)).toMatchObject({ status: 200, body: { email: 'ada@example.org', role: 'user' } });
    });

    it('do not begin with another password, nor without an account, and both look the same', async () => {
      await server.signedIn('ada@example.org');
      const login = (email: string, password: string) =>
        server.call('POST', '/api/v1/sessions', {
          body: { email, password },
          headers: { 'x-request-id': 'same-id-for-both' },
        });
      const wrong = await login('ada@example.org', `${PASSWORD}!`);
      const nobody = await login('bob@example.org', PASSWORD);
      expect(wrong).toMatchObject({ status: 401, body: { type: '/problems#wrong-credentials' } });
      expect({ ...nobody, headers: [...nobody.headers] }).toEqual({ ...wrong, headers: [...wrong.headers] });
    });

    it('go on with each refresh token once', async () => {
      const { refresh: first } = await server.signedIn('ada@example.org');
      const second = await refresh(first);
      expect(second.status).toBe(200);
      const third = await refresh(second.body.refreshToken);
      expect(await me(third.body.accessToken)).toMatchObject({ status: 200 });
    });

    it('end with all their tokens when a refresh token comes back late', async () => {
      const { refresh: first } = await server.signedIn('ada@example.org');
      const second = await refresh(first);
      server.clock.now += GRACE_MS + 1;
      expect(await refresh(first)).toMatchObject({ status: 401 });
      expect(await refresh(second.body.refreshToken)).toMatchObject({ status: 401 });
      expect(await me(second.body.accessToken)).toMatchObject({ status: 401 });
    });

    it('live through twenty refreshes at once', async () => {
      const { refresh: first } = await server.signedIn('ada@example.org');
      const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(first)));
      expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
      for (const { body } of answers) expect(await me(body.accessToken)).toMatchObject({ status: 200 });
    });

    it('end when somebody signs out', async () => {
      const { token, refresh: last } = await server.signedIn('ada@example.org');
      expect(await server.call('DELETE', '/api/v1/sessions/current', { token })).toMatchObject({ status: 204 });
      expect(await me(token)).toMatchObject({ status: 401 });
      expect(await refresh(last)).toMatchObject({ status: 401 });
    });
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GRACE_MS } from '../../src/server/sessions/session-ages.js';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import type { ServerUnderTest } from './server-under-test.js';
import { atOnce, counted, openTwo, rounds, ROUNDS_MS, type TwoServers } from './two-servers.js';

interface Pair {
  readonly accessToken: string;
  readonly refreshToken: string;
}

const ROUNDS = rounds(3);

describe('refresh tokens over two servers', () => {
  onEachDatabase((make) => {
    let database: TestDatabase;
    let both: TwoServers;
    beforeEach(async () => {
      database = await make();
      both = await openTwo(database);
    });
    afterEach(async () => {
      expect([...both.first.unexpected, ...both.second.unexpected]).toEqual([]);
      await both.close();
      await database.remove();
    });

    const refresh = (server: ServerUnderTest, refreshToken: string) =>
      server.call<Pair>('POST', '/api/v1/sessions/refresh', { body: { refreshToken } });
    const me = (server: ServerUnderTest, token: string) => server.call('GET', '/api/v1/me', { token });
    const liveSessions = async (accountId: string) => {
      const rows = both.first.database.reader.selectFrom('session').select('id').where('accountId', '=', accountId);
      return rows.where('endedAt', 'is', null).execute();
    };
    const stolen = async () => {
      const rows = both.first.database.reader
        .selectFrom('audit')
        .select('subject')
        .where('action', '=', 'session.stolen');
      return rows.orderBy('seq').execute();
    };

    it(
      `keep one session through twenty at once, and lose it when one comes back late, ${String(ROUNDS)} times`,
      { timeout: ROUNDS_MS },
      async () => {
        for (let round = 0; round < ROUNDS; round += 1) {
          const { id, refresh: shared } = await both.first.signedIn(`user${String(round)}@example.org`);
          const answers = await atOnce(20, (at) => refresh(both.each(at), shared));
          expect(counted(answers)).toEqual({ 200: 20 });
          expect(new Set(answers.map(({ body }) => body.refreshToken)).size).toBe(20);
          for (const [at, { body }] of answers.entries()) {
            expect(await me(both.each(at + 1), body.accessToken)).toMatchObject({ status: 200 });
          }
          const sessions = await liveSessions(id);
          expect(sessions).toHaveLength(1);

          both.first.clock.now += GRACE_MS + 1;
          expect(await refresh(both.second, shared)).toMatchObject({ status: 401 });
          const after = await atOnce(20, (at) => refresh(both.each(at), answers[at]?.body.refreshToken ?? ''));
          expect(counted(after)).toEqual({ 401: 20 });
          for (const [at, { body }] of answers.entries()) {
            expect(await me(both.each(at), body.accessToken)).toMatchObject({ status: 401 });
          }
          expect(await liveSessions(id)).toEqual([]);
          expect((await stolen()).slice(round)).toEqual(sessions.map((session) => ({ subject: session.id })));
        }
      },
    );

    it(
      `leave nothing to a thief who comes at the same moment as the owner, late, ${String(ROUNDS)} times`,
      { timeout: ROUNDS_MS },
      async () => {
        for (let round = 0; round < ROUNDS; round += 1) {
          const { id, refresh: first } = await both.first.signedIn(`user${String(round)}@example.org`);
          const second = (await refresh(both.first, first)).body.refreshToken;
          both.first.clock.now += GRACE_MS + 1;
          // One of them is late, the other brings the token that is in force: whoever wins, the session is over.
          const answers = await atOnce(10, (at) => refresh(both.each(at), at < 5 ? first : second));
          expect(answers.slice(0, 5).map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
          for (const { body, status } of answers) {
            if (status === 200) expect(await me(both.second, body.accessToken)).toMatchObject({ status: 401 });
          }
          expect(await liveSessions(id)).toEqual([]);
        }
      },
    );

    it('are taken once more for ten seconds, and the session lives on', async () => {
      const { refresh: lost } = await both.first.signedIn('ada@example.org');
      expect(await refresh(both.first, lost)).toMatchObject({ status: 200 });
      // The answer got lost on its way.
      both.first.clock.now += GRACE_MS;
      const again = await refresh(both.second, lost);
      expect(again.status).toBe(200);
      expect(await refresh(both.first, again.body.refreshToken)).toMatchObject({ status: 200 });
    });
  });
});

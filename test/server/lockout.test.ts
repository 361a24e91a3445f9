import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPasswords } from '../../src/server/accounts/passwords.js';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import { PASSWORD, ServerUnderTest } from './server-under-test.js';

describe('guessing passwords', () => {
  onEachDatabase((make) => {
    let database: TestDatabase;
    let server: ServerUnderTest;
    let verified: number;
    beforeEach(async () => {
      verified = 0;
      database = await make();
      server = await ServerUnderTest.open(database);
      // Hashing is not what these tests are about, but how often it is done is.
      Object.assign(server.parts, {
        passwords: {
          ...server.parts.passwords,
          verify: (hash: string | null, password: string) => {
            verified += 1;
            return Promise.resolve({ right: hash !== null && password === PASSWORD, outdated: false });
          },
        },
      });
      await server.signedIn('ada@example.org');
      verified = 0;
    });
    afterEach(async () => {
      expect(server.unexpected).toEqual([]);
      await server.close();
      await database.remove();
    });

    let clients = 0;
    const login = (email: string, password: string, from = `198.51.100.${String((clients += 1) % 250)}`) =>
      server.call('POST', '/api/v1/sessions', {
        body: { email, password },
        from,
        headers: { 'x-request-id': 'same-id-for-all' },
      });
    /** Guesses until it has to wait. @returns the seconds */
    const delayAfterOneMore = async (email: string) => {
      expect(await login(email, 'a wrong one')).toMatchObject({ status: 401 });
      const refused = await login(email, 'a wrong one');
      expect(refused.status).toBe(429);
      return Number(refused.headers.get('retry-after'));
    };

    it.each(['ada@example.org', 'nobody@example.org'])(
      'is free five times, then waits twice as long each time, for %s',
      async (email) => {
        for (let n = 1; n <= 4; n += 1) expect(await login(email, 'a wrong one')).toMatchObject({ status: 401 });
        const delays: number[] = [];
        for (let n = 1; n <= 7; n += 1) {
          const delay = await delayAfterOneMore(email);
          delays.push(delay);
          server.clock.now += delay * 1000;
        }
        expect(delays).toEqual([60, 120, 240, 480, 900, 900, 900]);
      },
    );

    it('answers the same for known and unknown addresses, to the last header', async () => {
      for (let n = 1; n <= 7; n += 1) {
        const known = await login('ada@example.org', 'a wrong one');
        const unknown = await login('nobody@example.org', 'a wrong one');
        expect({ ...known, headers: [...known.headers] }).toEqual({ ...unknown, headers: [...unknown.headers] });
      }
    });

    it.each(['ada@example.org', 'nobody@example.org'])('a hundred at once are five, for %s', async (email) => {
      const answers = await Promise.all(Array.from({ length: 100 }, () => login(email, 'a wrong one')));
      expect(answers.map(({ status }) => status).sort()).toEqual([
        ...Array.from({ length: 5 }, () => 401),
        ...Array.from({ length: 95 }, () => 429),
      ]);
      expect(verified).toBe(5);
    });

    it('is forgotten when the password was right', async () => {
      for (let round = 1; round <= 3; round += 1) {
        for (let n = 1; n <= 4; n += 1) await login('ada@example.org', 'a wrong one');
        expect(await login('ada@example.org', PASSWORD)).toMatchObject({ status: 201 });
      }
    });

    it('is forgotten after a day without', async () => {
      for (let n = 1; n <= 9; n += 1) {
        await login('ada@example.org', 'a wrong one');
        server.clock.now += 24 * 3_600_000;
      }
      expect(await login('ada@example.org', PASSWORD)).toMatchObject({ status: 201 });
    });

    it('of many addresses from one client ends after 25 in five minutes', async () => {
      const statuses: number[] = [];
      for (let n = 1; n <= 26; n += 1) {
        statuses.push((await login(`user${String(n)}@example.org`, 'a wrong one', '203.0.113.9')).status);
      }
      expect(statuses).toEqual([...Array.from({ length: 25 }, () => 401), 429]);
      expect(await login('ada@example.org', PASSWORD, '203.0.113.9')).toMatchObject({ status: 429 });
      expect(await login('ada@example.org', PASSWORD, '203.0.113.10')).toMatchObject({ status: 201 });
      server.clock.now += 300_000;
      expect(await login('ada@example.org', PASSWORD, '203.0.113.9')).toMatchObject({ status: 201 });
    });

    it('does not count those who sign in', async () => {
      for (let n = 1; n <= 30; n += 1) {
        expect(await login('ada@example.org', PASSWORD, '203.0.113.9')).toMatchObject({ status: 201 });
      }
    });
  });
});

describe('a hash at an outdated cost', () => {
  onEachDatabase((make) => {
    it('is made anew at sign-in', async () => {
      const database = await make();
      const server = await ServerUnderTest.open(database);
      await server.signedIn('ada@example.org');
      const dearer = await openPasswords({ secrets: server.parts.secrets, timeCost: 3, cores: 1 });
      Object.assign(server.parts, { passwords: dearer });
      const hash = async () =>
        (await server.database.reader.selectFrom('account').select('passwordHash').executeTakeFirstOrThrow())
          .passwordHash;
      expect(await hash()).toContain('t=2');
      const login = () =>
        server.call('POST', '/api/v1/sessions', { body: { email: 'ada@example.org', password: PASSWORD } });
      expect(await login()).toMatchObject({ status: 201 });
      const renewed = await hash();
      expect(renewed).toContain('t=3');
      expect(await login()).toMatchObject({ status: 201 });
      expect(await hash()).toBe(renewed);
      // One that started under load must not make it weaker.
      const cheaper = await openPasswords({ secrets: server.parts.secrets, timeCost: 2, cores: 1 });
      Object.assign(server.parts, { passwords: cheaper });
      expect(await login()).toMatchObject({ status: 201 });
      expect(await hash()).toBe(renewed);
      await server.close();
      await database.remove();
    });
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Letter } from '../../src/server/mail/mailer.js';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import { PASSWORD, ServerUnderTest } from './server-under-test.js';

describe('registering', () => {
  onEachDatabase((make) => {
    let database: TestDatabase;
    let server: ServerUnderTest;
    let letters: Letter[];
    beforeEach(async () => {
      letters = [];
      database = await make();
      server = await ServerUnderTest.open(database, { mailer: { post: (letter) => void letters.push(letter) } });
    });
    afterEach(async () => {
      expect(server.unexpected).toEqual([]);
      await server.close();
      await database.remove();
    });

    const register = (email: string, password = PASSWORD) =>
      server.call('POST', '/api/v1/accounts', {
        body: { email, password },
        headers: { 'x-request-id': 'same-id-for-all' },
      });
    const accounts = () => server.database.reader.selectFrom('account').select('email').execute();

    it('answers the same for an address that is taken, to the last header', async () => {
      const first = await register('ada@example.org');
      const again = await register('ADA@example.org', `${PASSWORD} of mine`);
      expect(first.status).toBe(202);
      expect({ ...again, headers: [...again.headers] }).toEqual({ ...first, headers: [...first.headers] });
      expect(await accounts()).toEqual([{ email: 'ada@example.org' }]);
    });

    it('writes to the address either way, and only there does it say which', async () => {
      await register('ada@example.org');
      await register('ADA@example.org');
      expect(letters.map(({ to, subject }) => [to, subject])).toEqual([
        ['ada@example.org', 'Your insight account'],
        ['ADA@example.org', 'You have an insight account already'],
      ]);
    });

    it('writes to one address no more than three times in twenty minutes, whatever is asked', async () => {
      const { token } = await server.signedIn('eve@example.org');
      letters.length = 0;
      const answers: number[] = [];
      for (let time = 0; time < 5; time += 1) {
        const email = 'ada@example.org';
        answers.push((await register(email)).status);
        const change = { token, body: { password: PASSWORD, email } };
        answers.push((await server.call('POST', '/api/v1/me/email', change)).status);
      }
      expect(new Set(answers)).toEqual(new Set([202]));
      const count = (subject: RegExp) => letters.filter((letter) => subject.test(letter.subject)).length;
      // Each of five times an address that has an account by then.
      expect([letters.length, count(/^Your insight account$/), count(/already$/)]).toEqual([6, 1, 5]);
      // And still its owner gets a link to a new password.
      await server.call('POST', '/api/v1/password-resets', { body: { email: 'ada@example.org' } });
      expect(letters.at(-1)?.subject).toBe('A new password for insight');
      server.clock.now += 20 * 60_000;
      await register('ada@example.org');
      expect(letters).toHaveLength(8);
    });

    it('leaves the password of the one who was first', async () => {
      await register('ada@example.org');
      await register('ada@example.org', `${PASSWORD} of mine`);
      const login = (password: string) =>
        server.call('POST', '/api/v1/sessions', { body: { email: 'ada@example.org', password } });
      expect(await login(`${PASSWORD} of mine`)).toMatchObject({ status: 401 });
      expect(await login(PASSWORD)).toMatchObject({ status: 201 });
    });

    it('makes one account of fifty at once', { timeout: 30_000 }, async () => {
      const answers = await Promise.all(Array.from({ length: 50 }, () => register('ada@example.org')));
      // Two hash at a time and 32 wait; more would starve everybody else, and are told when to come again.
      const [taken, busy] = [202, 503].map((code) => answers.filter(({ status }) => status === code));
      expect((taken?.length ?? 0) + (busy?.length ?? 0)).toBe(50);
      expect(taken?.length).toBeGreaterThanOrEqual(34);
      for (const { headers } of busy ?? []) expect(headers.get('retry-after')).toBe('2');
      expect(letters.filter(({ subject }) => subject === 'Your insight account')).toHaveLength(1);
      expect(letters).toHaveLength(3);
      expect(await accounts()).toEqual([{ email: 'ada@example.org' }]);
    });

    it.each([
      ['short', 'eleven char'],
      ['what many take', 'Correct Horse Battery Staple'],
      ['one letter', 'aaaaaaaaaaaaaaaa'],
      ['the address', 'adalovelace@example.org'],
    ])('takes no password that is %s', async (_, password) => {
      expect(await register('adalovelace@example.org', password)).toMatchObject({ status: 422 });
    });
  });
});

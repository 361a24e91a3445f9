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

    const signIn = (email: string, password = PASSWORD) =>
      server.call('POST', '/api/v1/sessions', { body: { email, password } });
    const tokenIn = (letter: Letter | undefined) =>
      /\/confirm-account\?token=(\S+)$/m.exec(letter?.text ?? '')?.[1] ?? '';
    const confirm = (token: string, password = PASSWORD) =>
      server.call<{ accessToken: string }>('POST', '/api/v1/accounts/confirm', { body: { token, password } });

    it('answers the same for an address that is taken, to the last header', async () => {
      const first = await register('ada@example.org');
      await confirm(tokenIn(letters.at(-1)));
      const again = await register('ADA@example.org', `${PASSWORD} of mine`);
      expect(first.status).toBe(202);
      expect({ ...again, headers: [...again.headers] }).toEqual({ ...first, headers: [...first.headers] });
      expect(await accounts()).toEqual([{ email: 'ada@example.org' }]);
    });

    it('writes to the address either way, and only there does it say which', async () => {
      await server.signedIn('ada@example.org');
      await register('bob@example.org');
      await register('ADA@example.org');
      expect(letters.map(({ to, subject }) => [to, subject])).toEqual([
        ['bob@example.org', 'Your insight account'],
        ['ADA@example.org', 'You have an insight account already'],
      ]);
    });

    it('makes the account by the link of the letter with the password that is chosen there, once', async () => {
      await register('ada@example.org');
      expect(await accounts()).toEqual([]);
      expect(await signIn('ada@example.org')).toMatchObject({ status: 401 });
      const token = tokenIn(letters[0]);
      expect(await confirm(token, 'password1234')).toMatchObject({ status: 422 });
      const confirmed = await confirm(token, `${PASSWORD} of mine`);
      expect(confirmed.status).toBe(201);
      const me = await server.call('GET', '/api/v1/me', { token: confirmed.body.accessToken });
      expect(me.body).toMatchObject({ email: 'ada@example.org', role: 'user', plan: 'free' });
      expect(await signIn('ada@example.org')).toMatchObject({ status: 401 });
      expect(await signIn('ada@example.org', `${PASSWORD} of mine`)).toMatchObject({ status: 201 });
      expect(await confirm(token)).toMatchObject({ status: 422 });
    });

    it('keeps nobody from registering who was registered by a stranger, as often as there are letters', async () => {
      const theirs = 'what a stranger chose';
      for (let time = 0; time < 3; time += 1) await register('ada@example.org', theirs);
      // No letter is left for the owner, who reads those that the stranger asked for.
      expect(await register('ada@example.org')).toMatchObject({ status: 202 });
      expect(letters).toHaveLength(3);
      expect(await confirm(tokenIn(letters[1]))).toMatchObject({ status: 201 });
      expect(await signIn('ada@example.org', theirs)).toMatchObject({ status: 401 });
      expect(await signIn('ada@example.org')).toMatchObject({ status: 201 });
      for (const letter of letters) expect(await confirm(tokenIn(letter), theirs)).toMatchObject({ status: 422 });
      expect(await accounts()).toEqual([{ email: 'ada@example.org' }]);
    });

    it('keeps no password of whoever asked', async () => {
      await register('ada@example.org');
      const kept = await server.database.reader.selectFrom('link').select('passwordHash').execute();
      expect(kept).toEqual([{ passwordHash: null }]);
    });

    it('keeps nobody from the address while it is not confirmed, and forgets it', async () => {
      const bob = await server.signedIn('bob@example.org');
      const totals = async () => {
        const admin = await server.signedIn(`root${String(server.clock.now)}@example.org`, 'admin');
        const { body } = await server.call('GET', '/api/v1/admin/overview', { token: admin.token });
        return body;
      };
      await register('ada@example.org');
      const token = tokenIn(letters[0]);
      expect(await totals()).toMatchObject({ totals: { users: 2, unconfirmed: 1 } });
      // Nor does it get a link to a new password: there is no account.
      await server.call('POST', '/api/v1/password-resets', { body: { email: 'ada@example.org' } });
      expect(letters).toHaveLength(1);
      const change = { token: bob.token, body: { password: PASSWORD, email: 'ada@example.org' } };
      expect(await server.call('POST', '/api/v1/me/email', change)).toMatchObject({ status: 202 });
      expect(letters.at(-1)?.subject).toBe('Confirm your new address for insight');
      const linked = /token=(\S+)$/m.exec(letters.at(-1)?.text ?? '')?.[1];
      const moved = await server.call('POST', '/api/v1/email-confirmations', { body: { token: linked } });
      expect(moved.status).toBe(204);
      expect(await confirm(token)).toMatchObject({ status: 422 });
      server.clock.now += 41 * 60_000;
      expect(await totals()).toMatchObject({ totals: { users: 3, unconfirmed: 0 } });
      await register('carla@example.org');
      const links = await server.database.reader.selectFrom('link').select('email').execute();
      expect(links).toEqual([{ email: 'carla@example.org' }]);
    });

    it('takes no link that is older than twenty minutes', async () => {
      await register('ada@example.org');
      server.clock.now += 20 * 60_000;
      expect(await confirm(tokenIn(letters[0]))).toMatchObject({ status: 422 });
      expect(await accounts()).toEqual([]);
    });

    it('writes to one address no more than three times in twenty minutes, whatever is asked', async () => {
      const { token } = await server.signedIn('eve@example.org');
      const answers: number[] = [];
      for (let time = 0; time < 5; time += 1) {
        const email = 'ada@example.org';
        answers.push((await register(email)).status);
        const change = { token, body: { password: PASSWORD, email } };
        answers.push((await server.call('POST', '/api/v1/me/email', change)).status);
      }
      expect(new Set(answers)).toEqual(new Set([202]));
      const count = (subject: RegExp) => letters.filter((letter) => subject.test(letter.subject)).length;
      expect([letters.length, count(/^Your insight account$/), count(/^Confirm your new address/)]).toEqual([6, 3, 3]);
      await confirm(tokenIn(letters.find(({ subject }) => subject === 'Your insight account')));
      // And still its owner gets a link to a new password.
      await server.call('POST', '/api/v1/password-resets', { body: { email: 'ada@example.org' } });
      expect(letters.at(-1)?.subject).toBe('A new password for insight');
      server.clock.now += 20 * 60_000;
      await register('ada@example.org');
      expect(letters).toHaveLength(8);
    });

    it('leaves the password of the one who was first', async () => {
      await server.signedIn('ada@example.org');
      await register('ada@example.org', `${PASSWORD} of mine`);
      expect(tokenIn(letters[0])).toBe('');
      expect(await signIn('ada@example.org', `${PASSWORD} of mine`)).toMatchObject({ status: 401 });
      expect(await signIn('ada@example.org')).toMatchObject({ status: 201 });
    });

    it('makes one account of fifty at once, by whichever link is opened', { timeout: 30_000 }, async () => {
      const answers = await Promise.all(Array.from({ length: 50 }, () => register('ada@example.org')));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
      expect(letters.map(({ subject }) => subject)).toEqual(Array.from({ length: 3 }, () => 'Your insight account'));
      const confirmed = await Promise.all([...letters, ...letters].map((letter) => confirm(tokenIn(letter))));
      expect(confirmed.filter(({ status }) => status === 201)).toHaveLength(1);
      expect(new Set(confirmed.map(({ status }) => status))).toEqual(new Set([201, 422]));
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

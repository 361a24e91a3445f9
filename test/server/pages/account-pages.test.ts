import { describe, expect, it } from 'vitest';
import { findByEmail } from '../../../src/server/accounts/accounts.js';
import { makeResetLink } from '../../../src/server/accounts/password-reset.js';
import { PASSWORD, PUBLIC_URL } from '../server-under-test.js';
import { BrowserUnderTest } from './browser-under-test.js';
import { onEachPageWorld, type PageWorld } from './page-world.js';

const EMAIL = 'ada@example.org';
const NEW = 'a new and longer password';

/** The address in the last letter, as a browser is given it. */
function linkOf({ letters }: PageWorld): string {
  const link = /^https\S+token=\S+$/m.exec(letters.at(-1)?.text ?? '')?.[0];
  if (link?.startsWith(PUBLIC_URL) !== true) throw new Error('no letter led to this server');
  return link.slice(PUBLIC_URL.length);
}

const hidden = (body: string, name: string) =>
  new RegExp(`type="hidden" name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? 'not there';

describe('the pages before signing in', () => {
  onEachPageWorld((world) => {
    it('register somebody, who confirms the address, chooses a password and is signed in', async () => {
      const all = world();
      const { browser, server } = all;
      expect((await browser.get('/sign-in')).body).toContain('href="/register"');
      expect((await browser.get('/register')).body).toContain('autocomplete="new-password"');
      const made = await browser.send('/register', { email: EMAIL, password: PASSWORD });
      expect(made.headers.get('location')).toBe('/sign-in?done=register-asked');
      expect((await browser.get('/sign-in?done=register-asked')).body).toContain('A letter goes to this address.');
      const early = await browser.send('/sign-in', { email: EMAIL, password: PASSWORD, next: '/' });
      expect([early.status, early.body]).toEqual([401, expect.stringContaining('once it is confirmed by the link')]);
      const link = linkOf(all);
      const looked = await browser.get(link);
      expect(looked.body).toContain(EMAIL);
      const form = { token: hidden(looked.body, 'token'), password: 'password1234' };
      const careless = await browser.send('/confirm-account', form);
      expect([careless.status, hidden(careless.body, 'token')]).toEqual([422, form.token]);
      expect(careless.body).toMatch(/id="password-error">[^<]*Many people take this password/);
      const confirmed = await browser.send('/confirm-account', { ...form, password: NEW });
      expect(confirmed.headers.get('location')).toBe('/?done=account-confirmed');
      expect((await browser.get('/?done=account-confirmed')).body).toContain(EMAIL);
      expect((await browser.get('/register')).headers.get('location')).toBe('/');
      expect((await new BrowserUnderTest(server).get(link)).body).toContain('This link is not good');
    });

    it('say the same to an address that has an account already', async () => {
      const { server, browser } = world();
      await server.signedIn(EMAIL);
      const again = await browser.send('/register', { email: EMAIL, password: `${PASSWORD} of another` });
      expect(again.headers.get('location')).toBe('/sign-in?done=register-asked');
      expect((await browser.send('/sign-in', { email: EMAIL, password: PASSWORD, next: '/' })).status).toBe(303);
    });

    it.each([
      ['not an address', PASSWORD, 'email', 'Write an address'],
      [EMAIL, 'short', 'password', 'at least 12 characters'],
      [EMAIL, 'password1234', 'password', 'Many people take this password'],
    ])('refuse to register %j with %j, beside the field', async (email, password, name, words) => {
      const { browser } = world();
      const { status, body } = await browser.send('/register', { email, password });
      expect(status).toBe(422);
      expect(body).toContain('<title>Error: Register – insight</title>');
      expect(body).toContain(`<a href="#${name}">`);
      expect(body).toMatch(new RegExp(`id="${name}-error">[^<]*${words}`));
      expect(body).not.toContain(`value="${password}"`);
    });

    it('set a new password by the link of the letter, once, and sign in', async () => {
      const all = world();
      const { browser, server } = all;
      const { token } = await server.signedIn(EMAIL);
      const asked = await browser.send('/forgot', { email: EMAIL });
      expect(asked.headers.get('location')).toBe('/sign-in?done=reset-asked');
      const link = linkOf(all);
      const looked = await browser.get(link);
      expect(looked.status).toBe(200);
      const form = { token: hidden(looked.body, 'token'), password: NEW };
      const short = await browser.send('/reset', { ...form, password: 'short' });
      expect([short.status, hidden(short.body, 'token')]).toEqual([422, form.token]);
      expect((await browser.send('/reset', form)).headers.get('location')).toBe('/?done=password-set');
      expect((await browser.get('/?done=password-set')).body).toContain(EMAIL);
      expect((await server.call('GET', '/api/v1/me', { token })).status).toBe(401);
      const other = new BrowserUnderTest(server);
      expect((await other.get(link)).body).toContain('This link is not good');
      expect((await other.send('/reset', form)).status).toBe(422);
      expect(other.cookie).toBeNull();
      expect((await other.send('/sign-in', { email: EMAIL, password: NEW, next: '/' })).status).toBe(303);
    });

    it('set a new password by the link that an administrator hands out', async () => {
      const { browser, server } = world();
      await server.signedIn(EMAIL);
      const account = await findByEmail(server.database.reader, EMAIL);
      if (account === null) throw new Error('no account');
      const link = await server.database.write((writer) => makeResetLink(writer, account, 'system', server.parts));
      const { body } = await browser.get(link.slice(PUBLIC_URL.length));
      const set = await browser.send('/reset', { token: hidden(body, 'token'), password: NEW });
      expect(set.headers.get('location')).toBe('/?done=password-set');
    });

    it('tell nobody by the form whether an address has an account', async () => {
      const { browser, letters } = world();
      const asked = await browser.send('/forgot', { email: 'nobody@example.org' });
      expect(asked.headers.get('location')).toBe('/sign-in?done=reset-asked');
      expect(letters).toEqual([]);
    });

    it('confirm a new address by the link of the letter, which merely looking at does not', async () => {
      const all = world();
      const { browser, server } = all;
      const { token } = await server.signedIn(EMAIL);
      const body = { password: PASSWORD, email: 'ada@new.example' };
      await server.call('POST', '/api/v1/me/email', { token, body });
      const link = linkOf(all);
      const looked = await browser.get(link);
      expect(looked.body).toContain('ada@new.example');
      expect((await server.call('GET', '/api/v1/me', { token })).body).toMatchObject({ email: EMAIL });
      const form = { token: hidden(looked.body, 'token') };
      expect((await browser.send('/confirm-email', form)).headers.get('location')).toBe(
        '/sign-in?done=address-changed',
      );
      expect((await browser.send('/confirm-email', form)).status).toBe(422);
      expect((await browser.get(link)).body).toContain('This link is not good');
      const entered = await browser.send('/sign-in', { email: 'ada@new.example', password: PASSWORD, next: '/' });
      expect(entered.status).toBe(303);
    });
  });
});

describe('the pages of a server without mail', () => {
  onEachPageWorld(
    (world) => {
      it('register somebody, who signs in at once', async () => {
        const { browser } = world();
        const made = await browser.send('/register', { email: EMAIL, password: PASSWORD });
        expect(made.headers.get('location')).toBe('/sign-in?done=registered');
        expect((await browser.get('/sign-in?done=registered')).body).toContain('If this address had no account');
        expect((await browser.send('/sign-in', { email: EMAIL, password: PASSWORD, next: '/' })).status).toBe(303);
      });

      it('say who can give a link, and the book has the wish', async () => {
        const { browser, server } = world();
        const { id } = await server.signedIn(EMAIL);
        const asked = await browser.send('/forgot', { email: EMAIL });
        const { body } = await browser.get(asked.headers.get('location') ?? '');
        expect(body).toContain('This server sends no mail.');
        const book = await server.database.reader.selectFrom('audit').select(['action', 'subject']).execute();
        expect(book).toContainEqual({ action: 'password.link-asked', subject: id });
      });
    },
    { mailer: null },
  );
});

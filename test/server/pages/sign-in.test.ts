import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onEachDatabase, type TestDatabase } from '../each-database.js';
import { PASSWORD, ServerUnderTest } from '../server-under-test.js';
import { BrowserUnderTest } from './browser-under-test.js';

const EMAIL = 'ada@example.org';

describe('the page', () => {
  onEachDatabase((make) => {
    let database: TestDatabase;
    let server: ServerUnderTest;
    let browser: BrowserUnderTest;
    beforeEach(async () => {
      database = await make();
      server = await ServerUnderTest.open(database);
      browser = new BrowserUnderTest(server);
    });
    afterEach(async () => {
      expect(server.unexpected).toEqual([]);
      await server.close();
      await database.remove();
    });

    it('signs in with a cookie that scripts, other sites and plain http never see', async () => {
      await server.signedIn(EMAIL);
      const answer = await browser.send('/sign-in', { email: EMAIL, password: PASSWORD, next: '/?x=1' });
      expect(answer.status).toBe(303);
      expect(answer.headers.get('location')).toBe('/?x=1');
      expect(answer.headers.get('set-cookie')).toMatch(
        /^__Host-insight=isc_[\w-]{43}; Max-Age=7776000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      );
      const home = await browser.get('/');
      expect(home.status).toBe(200);
      expect(home.body).toContain(EMAIL);
    });

    it('gives each sign-in a new cookie, and ends the session of the one before', async () => {
      await browser.signedIn(EMAIL);
      const before = browser.cookie;
      await browser.send('/sign-in', { email: EMAIL, password: PASSWORD, next: '/' });
      const after = browser.cookie;
      expect(after).not.toBe(before);
      browser.cookie = before;
      expect((await browser.get('/')).body).not.toContain(EMAIL);
    });

    it('says the same of a wrong password and of an address that nobody has', async () => {
      await server.signedIn(EMAIL);
      const wrong = await browser.send('/sign-in', { email: EMAIL, password: 'not this one, no', next: '/' });
      const nobody = await browser.send('/sign-in', { email: 'bob@example.org', password: PASSWORD, next: '/' });
      expect(wrong.status).toBe(401);
      expect(nobody.status).toBe(401);
      expect(wrong.body).toContain('<a href="#email">');
      expect(nobody.body.replaceAll('bob@', 'ada@')).toBe(wrong.body);
      expect(browser.cookie).toBeNull();
    });

    it('signs out: the cookie is taken away, and of no use to whoever kept it', async () => {
      await browser.signedIn(EMAIL);
      const kept = browser.cookie;
      expect((await browser.send('/sign-out', {})).headers.get('location')).toBe('/sign-in?done=signed-out');
      expect(browser.cookie).toBeNull();
      expect((await browser.get('/sign-in?done=signed-out')).body).toContain('You are signed out.');
      browser.cookie = kept;
      expect((await browser.get('/')).body).not.toContain(EMAIL);
    });

    it.each([
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '/a\r\nset-cookie: x',
    ])('goes on to no other site after signing in: %j', async (next) => {
      await server.signedIn(EMAIL);
      const answer = await browser.send('/sign-in', { email: EMAIL, password: PASSWORD, next });
      expect(answer.headers.get('location')).toBe('/');
    });

    it.each([
      ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
      ['a neighbour', { origin: 'https://www.insight.test', 'sec-fetch-site': 'same-site' }],
      ['a page that hides itself', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ])('takes no form of %s, signed in or not', async (_name, headers) => {
      const fields = { email: EMAIL, password: PASSWORD, next: '/' };
      await browser.signedIn(EMAIL);
      expect((await browser.send('/sign-out', {}, headers)).status).toBe(403);
      expect((await browser.get('/')).body).toContain(EMAIL);
      browser.cookie = null;
      expect((await browser.send('/sign-in', fields, headers)).status).toBe(403);
      expect(browser.cookie).toBeNull();
    });

    it('takes a form only as forms are sent', async () => {
      const answer = await browser.send('/sign-in', {}, { 'content-type': 'text/plain' });
      expect(answer.status).toBe(415);
    });

    it('puts nothing into the page that somebody typed', async () => {
      const email = '"><script>alert(1)</script>@example.org';
      const answer = await browser.send('/sign-in', { email, password: 'x', next: '/' });
      expect(answer.body).not.toContain('<script>alert');
      expect(answer.body).toContain('&quot;&gt;&lt;script&gt;');
    });

    it('tells people of what is not there in a page, and programs in JSON', async () => {
      const person = await browser.get('/nowhere');
      expect(person.status).toBe(404);
      expect(person.body).toContain('<h1>No such thing</h1>');
      expect(await server.call('GET', '/nowhere')).toMatchObject({ status: 404, body: { status: 404 } });
      expect((await server.call('GET', '/api/v1/me', { headers: { accept: 'text/html' } })).body).toMatchObject({
        status: 401,
      });
    });
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onEachDatabase, type TestDatabase } from '../each-database.js';
import { PASSWORD, ServerUnderTest } from '../server-under-test.js';
import { BrowserUnderTest } from './browser-under-test.js';

describe('the page of sessions', () => {
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

    const idOf = (body: string) => /\/sessions\/(\w{20})\/end"/.exec(body)?.[1] ?? 'none';

    it('leads to the sign-in who is not signed in, and back', async () => {
      expect((await browser.get('/sessions')).headers.get('location')).toBe('/sign-in?next=%2Fsessions');
    });

    it('is signed in as long as it is used, and shows when that was, to the minute', async () => {
      const { id } = await browser.signedIn('ada@example.org');
      const web = () => {
        const found = server.database.reader.selectFrom('session').select('usedAt').where('kind', '=', 'web');
        return found.where('accountId', '=', id).executeTakeFirstOrThrow();
      };
      const begun = server.clock.now;
      server.clock.now += 59_999;
      await browser.get('/sessions');
      expect(await web()).toEqual({ usedAt: begun });
      for (let weeks = 0; weeks < 11; weeks += 1) {
        server.clock.now += 7 * 86_400_000;
        expect((await browser.get('/sessions')).status).toBe(200);
        expect(await web()).toEqual({ usedAt: server.clock.now });
      }
      // Ninety days after it began it is over, however busy.
      server.clock.now = begun + 90 * 86_400_000;
      expect((await browser.get('/sessions')).status).toBe(303);
    });

    it('ends the session of a machine, whose tokens are refused from then on', async () => {
      const { token } = await browser.signedIn('ada@example.org');
      const { body } = await browser.get('/sessions');
      expect(body).toContain('Firefox on Linux');
      expect(body).toContain('a test');
      const answer = await browser.send(`/sessions/${idOf(body)}/end`, {});
      expect(answer.headers.get('location')).toBe('/sessions?done=session-ended');
      expect((await server.call('GET', '/api/v1/me', { token })).status).toBe(401);
      expect((await browser.get('/sessions')).body).not.toContain('a test');
    });

    it('ends all sessions but its own', async () => {
      const { token } = await browser.signedIn('ada@example.org');
      await browser.send('/sessions/end-others', {});
      expect((await server.call('GET', '/api/v1/me', { token })).status).toBe(401);
      expect((await browser.get('/sessions')).status).toBe(200);
    });

    it('neither shows nor ends a session of somebody else', async () => {
      const { token } = await browser.signedIn('ada@example.org');
      const id = idOf((await browser.get('/sessions')).body);
      const other = new BrowserUnderTest(server);
      await other.signedIn('bob@example.org');
      expect((await other.get('/sessions')).body).not.toContain(id);
      expect((await other.send(`/sessions/${id}/end`, {})).status).toBe(404);
      expect((await server.call('GET', '/api/v1/me', { token })).status).toBe(200);
    });

    it('shows what a machine calls itself as text', async () => {
      await browser.signedIn('ada@example.org');
      const label = '<img src=x onerror=alert(1)>"\'&';
      await server.call('POST', '/api/v1/sessions', { body: { email: 'ada@example.org', password: PASSWORD, label } });
      const { body } = await browser.get('/sessions');
      expect(body).not.toContain('<img src=x');
      expect(body).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;');
    });
  });
});

import { describe, expect, it } from 'vitest';
import { PASSWORD } from '../server-under-test.js';
import { BrowserUnderTest } from './browser-under-test.js';
import { onEachPageWorld } from './page-world.js';

const EMAIL = 'ada@example.org';
const NEW = 'a new and longer password';

describe('the page of settings', () => {
  onEachPageWorld((world) => {
    it('changes the password with the old one: other sessions end, this one goes on', async () => {
      const { browser, server } = world();
      const { token } = await browser.signedIn(EMAIL);
      const change = (oldPassword: string, newPassword: string) =>
        browser.send('/settings/password', { oldPassword, newPassword });
      const wrong = await change('not this one, no', NEW);
      expect([wrong.status, wrong.body]).toEqual([401, expect.stringContaining('id="oldPassword-error"')]);
      const short = await change(PASSWORD, 'short');
      expect([short.status, short.body]).toEqual([422, expect.stringContaining('id="newPassword-error"')]);
      expect(short.body).not.toContain(PASSWORD);
      expect((await change(PASSWORD, NEW)).headers.get('location')).toBe('/settings?done=password-changed');
      expect((await browser.get('/settings?done=password-changed')).body).toContain('every other session has ended');
      expect((await server.call('GET', '/api/v1/me', { token })).status).toBe(401);
    });

    it('sends a link to a new address, and only with the password', async () => {
      const { browser, letters } = world();
      await browser.signedIn(EMAIL);
      const change = (newEmail: string, emailPassword: string) =>
        browser.send('/settings/email', { newEmail, emailPassword });
      expect((await change('no address', PASSWORD)).body).toContain('id="newEmail-error"');
      expect((await change('ada@new.example', 'not this one, no')).body).toContain('id="emailPassword-error"');
      expect(letters.filter(({ to }) => to === 'ada@new.example')).toEqual([]);
      const asked = await change('ada@new.example', PASSWORD);
      expect(asked.headers.get('location')).toBe('/settings?done=address-asked');
      expect(letters.at(-1)?.to).toBe('ada@new.example');
    });

    it('says what is left of the plan today, and gives out what is kept', async () => {
      const { browser, server } = world();
      const { id } = await browser.signedIn(EMAIL);
      const day = Math.floor(server.clock.now / 86_400_000);
      await server.database.reader.insertInto('toolDay').values({ accountId: id, day, runs: 3 }).execute();
      const { body } = await browser.get('/settings');
      expect(body).toMatch(/<strong>17<\/strong> of 20 runs/);
      expect(body).toContain('<progress max="20" value="17"');
      const path = /href="(\/api[^"]*)" download/.exec(body)?.[1] ?? 'no link';
      const kept = await browser.get(path);
      expect(kept.headers.get('content-disposition')).toContain('attachment');
      expect(kept.body).toMatchObject({ account: [{ email: EMAIL }], toolDay: [{ runs: 3 }] });
    });

    it('deletes the account with the password alone, and takes the cookie away', async () => {
      const { browser, server } = world();
      await browser.signedIn(EMAIL);
      expect((await browser.get('/settings/delete')).body).toContain(EMAIL);
      expect((await browser.send('/settings/delete', { password: 'not this one, no' })).status).toBe(401);
      const gone = await browser.send('/settings/delete', { password: PASSWORD });
      expect(gone.headers.get('location')).toBe('/sign-in?done=account-deleted');
      expect(browser.cookie).toBeNull();
      const back = await browser.send('/sign-in', { email: EMAIL, password: PASSWORD, next: '/' });
      expect(back.status).toBe(401);
      const last = new BrowserUnderTest(server);
      await last.signedIn('root@example.org', 'admin');
      const kept = await last.send('/settings/delete', { password: PASSWORD });
      expect([kept.status, kept.body]).toEqual([409, expect.stringContaining('You are the last administrator')]);
    });
  });
});

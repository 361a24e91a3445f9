import { describe, expect, it } from 'vitest';
import { PASSWORD, PUBLIC_URL } from '../server-under-test.js';
import { BrowserUnderTest } from './browser-under-test.js';
import { onEachPageWorld } from './page-world.js';

describe('the pages of administrators', () => {
  onEachPageWorld((world) => {
    const signedIn = async () => {
      const { browser, server } = world();
      const { id: root } = await browser.signedIn('root@example.org', 'admin');
      return { browser, server, root };
    };

    it('are for nobody else, and no other page leads there', async () => {
      const { browser } = world();
      const { id } = await browser.signedIn('ada@example.org');
      expect((await browser.get('/')).body).not.toContain('/admin');
      for (const path of ['/admin', '/admin/users', `/admin/users/${id}`, '/admin/audit']) {
        expect((await browser.get(path)).status).toBe(403);
      }
      expect((await browser.send(`/admin/users/${id}`, { role: 'admin' })).status).toBe(403);
    });

    it('show the figures, who is new, who did most, and that the book holds', async () => {
      const { browser, server } = await signedIn();
      await server.signedIn('ada@example.org');
      const { body } = await browser.get('/admin');
      expect(body).toMatch(/<dt>Users<\/dt>\s*<dd>2<\/dd>/);
      expect(body).toContain('ada@example.org');
      expect(body).toContain('<caption>');
      expect(body).toMatch(/All \d+ entries are as they were written: the chain holds\./);
      expect(body).toContain('<code>session.begun</code>');
      const book = (await browser.get('/admin/audit')).body;
      expect(book).toContain('by root@example.org');
      expect((await browser.get('/admin/audit?before=2')).body).toContain('The newest');
    });

    it('say where the book was changed', async () => {
      const { browser, server } = await signedIn();
      const { reader } = server.database;
      await reader
        .updateTable('auditEnd')
        .set({ hash: 'f'.repeat(64) })
        .execute();
      expect((await browser.get('/admin')).body).toContain('is not as it was written: the chain is broken there.');
    });

    it('find users, a page at a time', async () => {
      const { browser, server } = await signedIn();
      const { reader } = server.database;
      const rows = Array.from({ length: 23 }, (_, index) => ({
        ...{
          id: `user-${index}`,
          email: `u${index}@example.org`,
          emailKey: `u${index}@example.org`,
          passwordHash: 'x',
        },
        ...{ role: 'user' as const, plan: 'free' as const, state: 'active' as const, createdAt: index },
      }));
      await reader.insertInto('account').values(rows).execute();
      const first = (await browser.get('/admin/users?query=EXAMPLE&role=user')).body;
      expect(first.match(/href="\/admin\/users\/user-/g)).toHaveLength(20);
      const older = /href="([^"]*cursor=[^"]*)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? 'no link';
      expect((await browser.get(older)).body.match(/href="\/admin\/users\/user-/g)).toHaveLength(3);
      expect((await browser.get('/admin/users?query=%25')).body).toContain('Nobody is like that.');
      const hostile = (await browser.get('/admin/users?query=%22%3E%3Cscript%3E%00')).body;
      expect(hostile).not.toContain('"><script>');
      expect((await browser.get('/admin/users?cursor=mine')).status).toBe(400);
    });

    it('suspend a user, who is out at once, and let in again', async () => {
      const { browser, server } = await signedIn();
      const { id, token } = await server.signedIn('ada@example.org');
      const path = `/admin/users/${id}`;
      expect((await browser.get(path)).body).toContain('<button class="danger">Suspend</button>');
      const done = await browser.send(path, { state: 'suspended' });
      expect(done.headers.get('location')).toBe(`${path}?done=user-suspended`);
      expect((await browser.get(path)).body).toContain('Let in again');
      expect((await server.call('GET', '/api/v1/me', { token })).status).toBe(401);
      const ada = new BrowserUnderTest(server);
      const enter = () => ada.send('/sign-in', { email: 'ada@example.org', password: PASSWORD, next: '/' });
      expect((await enter()).status).toBe(401);
      await browser.send(path, { state: 'active' });
      expect((await enter()).status).toBe(303);
    });

    it('change role and plan, end sessions, and make a link that is shown once', async () => {
      const { browser, server } = await signedIn();
      const { id, token } = await server.signedIn('ada@example.org');
      const path = `/admin/users/${id}`;
      const wish = { role: 'admin', plan: 'team' };
      const refused = await browser.send(path, wish);
      expect(refused.status).toBe(401);
      expect(refused.body).toContain('id="rolePassword-error"');
      await browser.send(path, { ...wish, rolePassword: PASSWORD });
      const me = await server.call('GET', '/api/v1/me', { token });
      expect(me.body).toMatchObject({ role: 'admin', plan: 'team' });
      expect((await browser.send(path, { role: 'root' })).status).toBe(400);
      await browser.send(`${path}/end-sessions`, {});
      expect((await server.call('GET', '/api/v1/me', { token })).status).toBe(401);
      expect((await browser.send(`${path}/reset-link`, {})).body).toContain('id="linkPassword-error"');
      const made = await browser.send(`${path}/reset-link`, { linkPassword: PASSWORD });
      const link = /id="link">([^<]*)</.exec(made.body)?.[1] ?? 'none';
      const ada = new BrowserUnderTest(server);
      expect((await ada.get(link.slice(PUBLIC_URL.length))).status).toBe(200);
      expect((await browser.send('/admin/users/nobody/reset-link', {})).status).toBe(404);
    });

    it('keep the last administrator', async () => {
      const { browser, root } = await signedIn();
      const kept = await browser.send(`/admin/users/${root}`, { role: 'user' });
      expect(kept.status).toBe(409);
      expect(kept.body).toContain('This is the last administrator: make another one first.');
      expect((await browser.get('/admin')).status).toBe(200);
    });
  });
});

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addRun } from '../../src/server/tools/tool-runs.js';
import { PASSWORD } from '../server/server-under-test.js';
import { hasChromium, openChromium } from './in-chromium.js';
import { openPageHost, type PageHost } from './page-host.js';
import { stumbles } from './web-look.js';

const ROOT = 'root@example.org';
const LOOKS = [
  { width: 360, scheme: 'light', javaScript: false },
  { width: 360, scheme: 'dark', javaScript: true },
  { width: 1600, scheme: 'light', javaScript: true },
  { width: 1600, scheme: 'dark', javaScript: false },
] as const;
const LONG = 'a'.repeat(120);

describe.skipIf(!hasChromium)('the pages in Chromium (left out where /usr/bin/chromium is missing)', () => {
  let host: PageHost;
  let browser: Browser;

  beforeAll(async () => {
    host = await openPageHost();
    const { server } = host;
    const { id: accountId, token } = await server.signedIn(ROOT, 'admin');
    const { reader } = server.database;
    const at = server.clock.now;
    const result = JSON.stringify({ videos: [{ title: `<b>${LONG}</b>`, multiple: 7.7 }], channel: { title: LONG } });
    await addRun(reader, { id: 'a-run', accountId, tool: 'outliers', input: { channels: [LONG] }, at });
    await reader.updateTable('toolRun').set({ state: 'done', result }).execute();
    const item = (kind: string, id: string, body: object) => ({
      ...{ kind, id, change: id, base: 0, changedAt: at, deleted: false, body },
    });
    const snapshot = (day: number) => ({ channel: 'UC1', at: at - day * 86_400_000, subscribers: 1000 - 7 * day });
    const changes = [item('channel', 'UC1', { title: LONG }), item('snapshot', 's0', snapshot(0))];
    changes.push(item('snapshot', 's9', snapshot(9)));
    await server.call('POST', '/api/v1/sync/push', { token, body: { machine: 'studio', changes } });
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser.close();
    await host.close();
  });

  const signIn = async (page: Page, email: string) => {
    await page.goto(`${host.url}/sign-in`);
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
  };

  it.each(LOOKS)(
    'are whole and lead everybody everywhere, $width pixels wide, $scheme, with JavaScript: $javaScript',
    async ({ width, scheme, javaScript: javaScriptEnabled }) => {
      const { server, url } = host;
      const email = `ada-${width}-${scheme}@${'a-long-name-of-a-host.'.repeat(3)}example.org`;
      const { id, token } = await server.signedIn(email);
      const viewport = { width, height: 740 };
      const context = await browser.newContext({ javaScriptEnabled, viewport, colorScheme: scheme });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));

      for (const path of ['/', '/sign-in', '/register', '/forgot']) {
        await page.goto(url + path);
        expect([path, await stumbles(page)]).toEqual([path, []]);
      }
      await signIn(page, ROOT);
      const paths = [
        '/',
        '/runs/a-run',
        '/channels',
        '/settings',
        '/settings/delete',
        '/sessions',
        '/tokens',
        '/device',
      ];
      for (const path of [...paths, '/admin', '/admin/users', '/admin/audit']) {
        await page.goto(url + path);
        expect([path, await stumbles(page)]).toEqual([path, []]);
        expect(await page.locator('[aria-current]').count()).toBeGreaterThan(0);
      }
      await page.keyboard.press('Tab');
      expect(await page.locator(':focus').getAttribute('href')).toBe('#main');

      await page.goto(`${url}/channels`);
      expect((await page.locator('svg polyline').boundingBox())?.height).toBeGreaterThan(50);

      const { body: asked } = await server.call<{ user_code: string; device_code: string }>(
        'POST',
        '/api/v1/device/code',
        { body: { label: 'a laptop' } },
      );
      await page.goto(`${url}/device`);
      await page.getByLabel('Code').fill(asked.user_code.toLowerCase());
      await page.getByLabel('Code').press('Enter');
      await page.getByText('a laptop').waitFor();
      expect(await stumbles(page)).toEqual([]);
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Let it in' }).click();
      await page.getByRole('heading', { name: 'The machine is in' }).waitFor();

      await page.goto(`${url}/admin/users`);
      await page.getByLabel('Part of the address').fill(email.slice(0, 12));
      await page.getByRole('button', { name: 'Search' }).click();
      await page.getByRole('link', { name: email }).click();
      expect(await stumbles(page)).toEqual([]);
      await page.getByRole('button', { name: 'Suspend' }).click();
      await page.getByRole('status').waitFor();
      expect((await server.call('GET', '/api/v1/me', { token })).status).toBe(401);
      await page.getByRole('button', { name: 'Let in again' }).click();
      await page.getByRole('button', { name: 'Suspend' }).waitFor();
      const account = server.database.reader.selectFrom('account').select('state').where('id', '=', id);
      expect(await account.executeTakeFirst()).toEqual({ state: 'active' });
      expect(complaints).toEqual([]);
      await context.close();
    },
    60_000,
  );
});

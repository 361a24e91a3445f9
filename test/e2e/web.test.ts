import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, type ServerUnderTest } from '../server/server-under-test.js';
import { hasChromium, openChromium } from './in-chromium.js';
import { openPageHost, type PageHost } from './page-host.js';

const EMAIL = 'ada@example.org';

describe.skipIf(!hasChromium)('the page in Chromium (left out where /usr/bin/chromium is missing)', () => {
  let host: PageHost;
  let server: ServerUnderTest;
  let browser: Browser;
  let url = '';

  beforeAll(async () => {
    host = await openPageHost();
    ({ server, url } = host);
    const { token } = await server.signedIn(EMAIL);
    const at = server.clock.now;
    const body = {
      ...{ kind: 'concepts', at, prompt: 'Ten quiet keyboards', provider: null, model: null, usd: null },
      ...{ tokensIn: null, tokensOut: null, ms: null, result: {}, files: [] },
    };
    const change = { kind: 'history', id: 'one', change: 'one', base: 0, changedAt: at, deleted: false, body };
    await server.call('POST', '/api/v1/sync/push', { token, body: { machine: 'studio', changes: [change] } });
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser.close();
    await host.close();
  });

  it.each([true, false])(
    'signs in, ends the session of a machine, sees a chart and signs out, with JavaScript: %j',
    async (javaScriptEnabled) => {
      const { token } = await server
        .call<{ accessToken: string }>('POST', '/api/v1/sessions', { body: { email: EMAIL, password: PASSWORD } })
        .then(({ body }) => ({ token: body.accessToken }));
      const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 360, height: 740 } });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => message.text().includes('Content Security') && complaints.push(message.text()));
      const elsewhere: string[] = [];
      page.on('request', (request) => request.url().startsWith(url) || elsewhere.push(request.url()));

      await page.goto(`${url}/sessions`);
      await page.getByLabel('E-mail address').fill(EMAIL);
      await page.getByLabel('Password').fill('not this one, no');
      await page.getByLabel('Password').press('Enter');
      await page.getByRole('alert').waitFor();
      expect(await page.title()).toBe('Error: Sign in – insight');
      expect(await page.locator(':focus').getAttribute('class')).toBe('summary');
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign in' }).click();

      await page.getByRole('heading', { name: 'Sessions' }).waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      expect((await context.cookies())[0]).toMatchObject({ name: '__Host-insight', httpOnly: true, secure: true });
      await page.getByRole('button', { name: 'End all other sessions' }).click();
      await page.getByRole('status').waitFor();
      expect((await server.call('GET', '/api/v1/me', { token })).status).toBe(401);

      await page.getByRole('link', { name: 'Home' }).click();
      const chart = page.getByRole('img', { name: 'Results: 1 in 12 weeks, 1 of them in this one.' });
      expect(await chart.count()).toBe(1);
      const drawn = await chart.locator('rect').last().boundingBox();
      expect(drawn?.height).toBeGreaterThan(50);
      expect(await page.getByRole('heading', { name: 'Ten quiet keyboards' }).count()).toBe(1);

      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByText('You are signed out.').waitFor();
      expect(await context.cookies()).toEqual([]);
      expect(complaints).toEqual([]);
      expect(elsewhere).toEqual([]);
      await context.close();
    },
  );
});

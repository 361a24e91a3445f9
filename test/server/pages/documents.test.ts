import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAGE_ROUTES } from '../../../src/server/pages/pages.js';
import { onEachDatabase, type TestDatabase } from '../each-database.js';
import { ServerUnderTest } from '../server-under-test.js';
import { BrowserUnderTest } from './browser-under-test.js';

const PAGES = PAGE_ROUTES.filter(({ method, path }) => method === 'get' && !path.startsWith('/assets/')).map(
  ({ path }) => path.replaceAll(/\{\w+\}/g, 'nothing'),
);

describe('every page', () => {
  onEachDatabase((make) => {
    let database: TestDatabase;
    let server: ServerUnderTest;
    let browser: BrowserUnderTest;
    beforeAll(async () => {
      database = await make();
      server = await ServerUnderTest.open(database);
      browser = new BrowserUnderTest(server);
      await browser.signedIn('ada@example.org', 'admin');
    });
    afterAll(async () => {
      await server.close();
      await database.remove();
    });

    it.each(PAGES)('%s is a whole document without scripts, styles or addresses of others in it', async (path) => {
      for (const cookie of [null, browser.cookie]) {
        const visitor = new BrowserUnderTest(server);
        visitor.cookie = cookie;
        const { status, headers, body } = await visitor.get(path);
        expect(headers.get('cache-control')).toBe('no-store');
        expect(headers.get('content-security-policy')).toContain("default-src 'none'");
        if (status === 303) continue;
        expect(body).toMatch(/^<!doctype html>/);
        expect(body).toContain('<html lang="en">');
        expect(body).toMatch(/<title>[^<]+ – insight<\/title>/);
        expect(body.match(/<h1/g)).toHaveLength(1);
        expect(body).toContain('<main id="main"');
        expect(body).not.toMatch(/ style=|<style| on\w+="|<script(?! src="\/assets\/)/);
        expect(body).not.toMatch(/(?:src|href|action)="(?:https?:)?\/\//);
        for (const [, id] of body.matchAll(/<label for="([^"]*)"/g)) expect(body).toContain(`id="${id ?? ''}"`);
        const ids = [...body.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const [input] of body.matchAll(/<input[^>]*>/g)) expect(input).toMatch(/type="hidden"|id="/);
      }
    });

    it('names files whose content is settled, so that browsers keep them', async () => {
      const { body } = await browser.get('/');
      const paths = [...body.matchAll(/(?:src|href)="(\/assets\/[^"]*)"/g)].map(([, path]) => path ?? '');
      expect(paths.length).toBeGreaterThan(1);
      for (const path of paths) {
        expect(path).toMatch(/-[0-9a-f]{12}\.(?:css|js|svg)$/);
        const answer = await browser.get(path);
        expect(answer.status).toBe(200);
        expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
        expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      }
    });
  });
});

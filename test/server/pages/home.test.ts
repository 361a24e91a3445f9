import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addRun } from '../../../src/server/tools/tool-runs.js';
import { pictureNames } from '../../../src/server/tools/picture-names.js';
import { onEachDatabase, type TestDatabase } from '../each-database.js';
import { ServerUnderTest } from '../server-under-test.js';
import { BrowserUnderTest } from './browser-under-test.js';

const DAY_MS = 86_400_000;

describe('the home page', () => {
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

    const push = async (token: string, entries: readonly { at: number; prompt: string; [more: string]: unknown }[]) => {
      const changes = entries.map(({ at, prompt, ...more }, index) => ({
        kind: 'history',
        id: `entry${index}`,
        change: `change${index}`,
        base: 0,
        changedAt: at,
        deleted: false,
        body: {
          ...{ kind: 'concepts', at, prompt, provider: 'gemini', model: null, usd: null },
          ...{ tokensIn: null, tokensOut: null, ms: null, result: {}, files: [], ...more },
        },
      }));
      const answer = await server.call('POST', '/api/v1/sync/push', { token, body: { machine: 'm', changes } });
      expect(answer.status).toBe(200);
    };

    it('says how to connect a machine while nothing has come', async () => {
      await browser.signedIn('ada@example.org');
      expect((await browser.get('/')).body).toContain('insight login');
    });

    it('draws how much was made each week, and says it in words and figures', async () => {
      const { token } = await browser.signedIn('ada@example.org');
      // Saturday, 21 November 2026; the week began on Monday, the 16th.
      const now = server.clock.now;
      const ages = [0, 5, 6, 7, 90];
      await push(
        token,
        ages.map((age) => ({ at: now - age * DAY_MS, prompt: `${age} days ago` })),
      );
      const { body } = await browser.get('/');
      expect(body).toContain('role="img" aria-label="Results: 4 in 12 weeks, 2 of them in this one."');
      const figures = [...body.matchAll(/<th scope="row">([^<]*)<\/th>\s*<td class="number">(\d+)<\/td>/g)];
      expect(figures).toHaveLength(12);
      expect(figures.slice(-3).map(([, week, count]) => [week, count])).toEqual([
        ['2 Nov', '0'],
        ['9 Nov', '2'],
        ['16 Nov', '2'],
      ]);
    });

    it('shows the history a page at a time, as text, and to nobody else', async () => {
      const { token } = await browser.signedIn('ada@example.org');
      const at = server.clock.now;
      const prompt = (index: number) => `<script>alert(${index})</script>`;
      await push(
        token,
        Array.from({ length: 25 }, (_, index) => ({ at: at - index, prompt: prompt(index) })),
      );
      const first = (await browser.get('/')).body;
      expect(first).not.toContain('<script>alert');
      expect(first.match(/&lt;script&gt;/g)).toHaveLength(20);
      const older = /href="(\/\?after=[\w-]+)"/.exec(first)?.[1] ?? 'no link';
      const second = (await browser.get(older)).body;
      expect(second.match(/&lt;script&gt;/g)).toHaveLength(5);
      expect(second).toContain('alert(24)');
      const other = new BrowserUnderTest(server);
      await other.signedIn('bob@example.org');
      expect((await other.get('/')).body).not.toContain('alert');
    });

    it('takes nothing that a machine sent for a run of the host, of whomever', async () => {
      const bob = await server.signedIn('bob@example.org');
      const { reader } = server.database;
      await addRun(reader, { id: 'bobs', accountId: bob.id, tool: 'concepts', input: { topic: 'x' }, at: 1 });
      const file = { runId: 'bobs', name: 'bobs-picture.png', type: 'image/png', content: '' };
      await reader.insertInto('toolFile').values(file).execute();
      expect(await pictureNames(reader, bob.id, ['bobs'])).toHaveLength(1);
      const ada = await browser.signedIn('ada@example.org');
      expect(await pictureNames(reader, ada.id, ['bobs'])).toEqual([]);
      const posing = [{ id: 'bobs' }, { id: {} }, {}].map((more, at) => ({
        ...{ at, prompt: `posing ${at}`, job: '/api/v1/jobs/bobs', state: 'failed' },
        ...more,
      }));
      await push(ada.token, posing);
      const { status, body } = await browser.get('/');
      expect([status, body.match(/href="\/history\/entry\d"/g)]).toEqual([
        200,
        [2, 1, 0].map((at) => `href="/history/entry${at}"`),
      ]);
      expect(body).not.toMatch(/bobs|on this host|class="tag bad"/);
      const { entries } = (await server.call<{ entries: object[] }>('GET', '/api/v1/history', { token: ada.token }))
        .body;
      for (const entry of entries) expect(Object.keys(entry)).not.toEqual(expect.arrayContaining(['job', 'state']));
    });
  });
});

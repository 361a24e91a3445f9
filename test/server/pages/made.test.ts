import { describe, expect, it } from 'vitest';
import { addRun } from '../../../src/server/tools/tool-runs.js';
import { BrowserUnderTest } from './browser-under-test.js';
import { onEachPageWorld, type PageWorld } from './page-world.js';

const EMAIL = 'ada@example.org';
const HOSTILE = '<script>alert(1)</script>';
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

type Item = Readonly<{ kind: string; id: string; body: object }>;

async function push({ server }: PageWorld, token: string, items: readonly Item[]): Promise<void> {
  const changes = items.map((item) => ({
    ...item,
    change: `change-${item.id}`,
    base: 0,
    changedAt: server.clock.now,
    deleted: false,
  }));
  const answer = await server.call('POST', '/api/v1/sync/push', { token, body: { machine: 'studio', changes } });
  expect(JSON.stringify(answer.body)).not.toContain('refused');
}

const entry = (at: number, result: object) => ({
  ...{ kind: 'concepts', at, prompt: `quiet keyboards ${HOSTILE}`, provider: 'gemini', model: 'a-model', usd: 0.01 },
  ...{ tokensIn: 1, tokensOut: 2, ms: 1500, result, files: ['/home/ada/one.png'] },
});

describe('the pages of what was made', () => {
  onEachPageWorld((world) => {
    it('show an entry of a machine in whole, as text, and to nobody else', async () => {
      const { browser, server } = world();
      const { token } = await browser.signedIn(EMAIL);
      const concept = { title: `Ten ${HOSTILE}`, tags: ['thock'], thumbnailIdea: 'a hand', seo: { score: 81.4 } };
      await push(world(), token, [
        { kind: 'history', id: 'one', body: entry(server.clock.now, { concepts: [concept, null, 7] }) },
        { kind: 'history', id: 'odd', body: entry(1e17, [{ videos: 'none', score: 'high' }, [[]]]) },
      ]);
      expect((await browser.get('/')).body).toContain('href="/history/one"');
      const { body } = await browser.get('/history/one');
      for (const told of ['title score 81', 'thock', 'a hand', 'gemini, a-model', '1.5 seconds', '/home/ada/one.png']) {
        expect(body).toContain(told);
      }
      expect(body).not.toContain(HOSTILE);
      expect((await browser.get('/history/odd')).status).toBe(200);
      expect((await browser.get('/history/%00')).status).toBe(400);
      const other = new BrowserUnderTest(server);
      await other.signedIn('bob@example.org');
      expect((await other.get('/history/one')).status).toBe(404);
    });

    it('show a run of the host with its picture and its bars, in the list and in whole', async () => {
      const { browser, server } = world();
      const { id: accountId } = await browser.signedIn(EMAIL);
      const { reader } = server.database;
      const run = { id: 'a-run', accountId, tool: 'outliers', input: { channels: ['@made-up'] } } as const;
      await addRun(reader, { ...run, at: server.clock.now });
      expect((await browser.get('/runs/a-run')).body).toContain('It waits for its turn.');
      const videos = [
        { title: `Kiln ${HOSTILE}`, multiple: 7.716 },
        { title: 'Wheel', multiple: 1.5 },
        { title: 'Unknown', multiple: null },
      ];
      const result = JSON.stringify({ channel: { title: 'Tiny Kiln' }, videos });
      await reader.updateTable('toolRun').set({ state: 'done', result }).where('id', '=', 'a-run').execute();
      const file = { runId: 'a-run', name: 'kiln-1.png', type: 'image/png', content: PIXEL };
      await reader.insertInto('toolFile').values(file).execute();
      const home = (await browser.get('/')).body;
      expect(home).toContain('href="/runs/a-run"');
      expect(home).toContain('aria-label="Results: 1 in 12 weeks, 1 of them in this one."');
      const { body } = await browser.get('/runs/a-run');
      expect(body).toMatch(/Kiln &lt;script&gt;alert\(1\)&lt;\/script&gt;<\/span>\s*<strong>7.7×<\/strong>/);
      expect(body).toMatch(/<rect width="100"[^]*<rect width="19\.4/);
      const picture = /<img\s+src="([^"]*)"\s+alt="Picture 1 of: @made-up"/.exec(body)?.[1] ?? 'none';
      expect((await browser.get(picture)).headers.get('content-type')).toBe('image/png');
      const other = new BrowserUnderTest(server);
      await other.signedIn('bob@example.org');
      expect((await other.get('/runs/a-run')).status).toBe(404);
      expect((await other.get(picture)).status).toBe(404);
    });

    it('say of a run that failed why, and what helps', async () => {
      const { browser, server } = world();
      const { id: accountId } = await browser.signedIn(EMAIL);
      await addRun(server.database.reader, { id: 'bad', accountId, tool: 'streak', input: {}, at: server.clock.now });
      const problem = JSON.stringify({ title: 'x', detail: 'YouTube knows no such channel', hint: 'look at the name' });
      await server.database.reader.updateTable('toolRun').set({ state: 'failed', problem }).execute();
      const { body } = await browser.get('/runs/bad');
      expect(body).toContain('YouTube knows no such channel.');
      expect(body).toContain('What helps: look at the name.');
      expect((await browser.get('/')).body).toContain('<span class="tag bad">failed</span>');
    });

    it('show how saved channels grew, and what to type while there are none', async () => {
      const { browser, server } = world();
      const { token } = await browser.signedIn(EMAIL);
      expect((await browser.get('/channels')).body).toContain('insight sync');
      const at = Date.UTC(2026, 10, 1);
      const snapshot = (id: string, day: number, body: object) => ({
        ...{ kind: 'snapshot', id },
        body: { channel: 'UC1', at: at + day * 86_400_000, ...body },
      });
      await push(world(), token, [
        { kind: 'channel', id: 'UC1', body: { title: `Kiln ${HOSTILE}`, handle: '@kiln' } },
        { kind: 'channel', id: 'UC2', body: { title: 5 } },
        snapshot('s2', 14, { subscribers: 13_400 }),
        snapshot('s1', 0, { subscribers: 12_000 }),
        snapshot('s3', 7, { subscribers: 'many' }),
      ]);
      const { body } = await browser.get('/channels');
      expect(body).toContain('Kiln &lt;script&gt;');
      expect(body).toMatch(/<strong>13,400<\/strong> subscribers on[^]*15 Nov 2026[^]*\+1,400 since[^]*1 Nov 2026/);
      expect(body).toContain('<polyline points="4.0,116.0 596.0,4.0" />');
      expect(body).toMatch(/UC2<\/h2>[^]*No snapshot has come of it yet/);
      expect(server.unexpected).toEqual([]);
    });
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addRun } from '../../src/server/tools/tool-runs.js';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import { ServerUnderTest } from './server-under-test.js';

interface Entry {
  readonly id: string;
  readonly kind: string;
  readonly at: number;
  readonly prompt: string;
  readonly state?: string;
  readonly job?: string;
}
interface Page {
  readonly entries: readonly Entry[];
  readonly next: string | null;
}

describe('the history of an account', () => {
  onEachDatabase((make) => {
    let database: TestDatabase;
    let server: ServerUnderTest;
    let ada: { id: string; token: string };
    beforeEach(async () => {
      database = await make();
      server = await ServerUnderTest.open(database);
      ada = await server.signedIn('ada@example.org');
    });
    afterEach(async () => {
      expect(server.unexpected).toEqual([]);
      await server.close();
      await database.remove();
    });

    /** What a machine made, and sent. */
    const send = (id: string, at: number, kind = 'concepts') => {
      const unknown = { provider: null, model: null, usd: null, tokensIn: null, tokensOut: null, ms: null };
      const body = { kind, at, prompt: `made ${id}`, ...unknown, result: {}, files: [] };
      const change = { kind: 'history', id, change: id, base: 0, changedAt: at, deleted: false, body };
      const push = { machine: 'one', changes: [change] };
      return server.call('POST', '/api/v1/sync/push', { token: ada.token, body: push });
    };
    const run = (id: string, at: number, tool: 'concepts' | 'outliers' | 'thumbnails-generate' = 'concepts') =>
      addRun(server.database.reader, {
        ...{ id, at, tool, accountId: ada.id },
        input: tool === 'outliers' ? { channels: ['@a', '@b'] } : { topic: `ran ${id}` },
      });
    const page = async (query: string, token = ada.token) =>
      (await server.call<Page>('GET', `/api/v1/history?${query}`, { token })).body;
    /** The ids of all pages. */
    const ids = async (query: string): Promise<string[]> => {
      const found: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const { entries, next }: Page = await page(`${query}${cursor === '' ? '' : `&cursor=${cursor}`}`);
        found.push(...entries.map(({ id }) => id));
        cursor = next;
      }
      return found;
    };

    it('has what machines sent and what the server ran, the newest first', async () => {
      await send('a', 1000);
      await run('b', 2000, 'outliers');
      await send('c', 3000);
      expect(await page('')).toMatchObject({
        entries: [
          { id: 'c', kind: 'concepts', prompt: 'made c', at: 3000 },
          { id: 'b', kind: 'outliers', prompt: '@a @b', at: 2000, state: 'queued', job: '/api/v1/jobs/b' },
          { id: 'a' },
        ],
        next: null,
      });
    });

    it('loses and repeats nothing from page to page, also of one moment', async () => {
      const ats = [1, 2, 2, 2, 2, 3, 3, 4];
      for (const [index, at] of ats.entries()) {
        await send(`m${index}`, at);
        await run(`r${index}`, at);
      }
      const all = await ids('limit=100');
      expect(all).toHaveLength(ats.length * 2);
      for (const limit of [1, 2, 3, 5]) expect(await ids(`limit=${limit}`)).toEqual(all);
    });

    it('can be asked for one tool alone', async () => {
      await send('a', 1, 'keywords');
      await send('b', 2, 'thumbnails');
      await run('c', 3, 'outliers');
      await run('d', 4, 'thumbnails-generate');
      await run('e', 5, 'concepts');
      expect(await ids('tool=thumbnails&limit=1')).toEqual(['d', 'b']);
      expect(await ids('tool=outliers')).toEqual(['c']);
      expect(await ids('tool=keywords')).toEqual(['a']);
      expect(await ids('tool=none-of-that')).toEqual([]);
    });

    it("is nobody else's", async () => {
      await send('a', 1);
      await run('b', 2);
      const { token } = await server.signedIn('bob@example.org');
      expect(await page('', token)).toEqual({ entries: [], next: null });
    });

    it('is not sent again while nothing changed', async () => {
      await run('a', 1);
      const { headers } = await server.call('GET', '/api/v1/history', { token: ada.token });
      const again = { token: ada.token, headers: { 'if-none-match': headers.get('etag') ?? '' } };
      expect(await server.call('GET', '/api/v1/history', again)).toMatchObject({ status: 304, body: null });
      await run('b', 2);
      expect(await server.call('GET', '/api/v1/history', again)).toMatchObject({ status: 200 });
    });

    it('refuses a cursor of somebody’s own making', async () => {
      for (const made of [
        'x',
        Buffer.from('[1,"server","a\\u0000"]').toString('base64url'),
        Buffer.from('[1,"a"]').toString('base64url'),
      ]) {
        const answer = await server.call('GET', `/api/v1/history?cursor=${made}`, { token: ada.token });
        expect(answer).toMatchObject({ status: 400, body: { type: '/problems#invalid-request' } });
      }
      expect(await server.call('GET', '/api/v1/history?tool=%00', { token: ada.token })).toMatchObject({ status: 400 });
    });
  });
});

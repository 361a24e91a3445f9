import { describe, expect, it } from 'vitest';
import { takeFromBudget } from '../../src/server/tools/host-budget.js';
import { onEachDatabase } from './each-database.js';
import { ServerUnderTest, SETTINGS } from './server-under-test.js';

const DAY_MS = 86_400_000;

describe('what a host gives for tools in a day', () => {
  onEachDatabase((make) => {
    it('is never more than it says, however many ask at once, and begins anew with the day', async () => {
      const database = await make();
      const opened = await database.open();
      const take = (usd: number, at = 0) => takeFromBudget(opened.reader, usd, 1, at);
      const taken = await Promise.all(Array.from({ length: 20 }, () => take(0.1)));
      expect(taken.filter(Boolean)).toHaveLength(10);
      expect(await take(0.1, DAY_MS - 1)).toBe(false);
      expect(await take(1.1, DAY_MS)).toBe(false);
      expect(await take(1, DAY_MS)).toBe(true);
      await opened.close();
      await database.remove();
    });

    it('ends runs that may cost something for all accounts, and no others', async () => {
      const database = await make();
      const server = await ServerUnderTest.open(database, { settings: { ...SETTINGS, hostUsdADay: 0.1 } });
      const [ada, bob] = [await server.signedIn('ada@example.org'), await server.signedIn('bob@example.org')];
      const ask = (tool: string, body: object, { token }: { token: string }) =>
        server.call('POST', `/api/v1/tools/${tool}`, { token, body, headers: { prefer: 'respond-async' } });
      const picture = { prompt: 'a kiln' };
      expect((await ask('thumbnails-generate', picture, ada)).status).not.toBe(503);
      const refused = await ask('thumbnails-generate', picture, bob);
      expect(refused).toMatchObject({ status: 503, body: { detail: expect.stringContaining('today') as string } });
      expect(refused.headers.get('retry-after')).toBe(String(12 * 3600));
      expect((await ask('streak', { channels: ['@made-up'] }, bob)).status).not.toBe(503);
      await server.parts.tools.stop();
      await server.close();
      await database.remove();
    });
  });
});

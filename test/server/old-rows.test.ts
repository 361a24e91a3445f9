import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { PLAN_ALLOWANCES } from '../../src/server/tools/plan-allowances.js';
import { onEachDatabase } from './each-database.js';
import { ServerUnderTest } from './server-under-test.js';

/** What the database had not before it was brought up to date: undone, it is as an older program left it. */
const LATER = [
  `alter table "syncCounter" drop column "bytes"`,
  `alter table "syncCounter" drop column "versions"`,
  `alter table "link" drop column "passwordHash"`,
  `delete from "kysely_migration" where "name" >= '2026-11-92'`,
];

describe('a database with rows from before', () => {
  onEachDatabase((make) => {
    it('has its rooms counted and its heads made small when it is brought up to date', async () => {
      const database = await make();
      const server = await ServerUnderTest.open(database);
      const [ada, bob, eve] = [
        await server.signedIn('ada@example.org'),
        await server.signedIn('bob@example.org'),
        await server.signedIn('eve@example.org'),
      ];
      const push = async (token: string, id: string, body: object | null, kind = 'channel') => {
        const change = { kind, id, change: `${id}-${String(body === null)}`, base: 1, changedAt: 1, body };
        const changes = [{ ...change, deleted: body === null }];
        const pushed = await server.call('POST', '/api/v1/sync/push', { token, body: { machine: 'one', changes } });
        expect(pushed.status).toBe(200);
      };
      const note = 'ä'.repeat(9_000);
      // More large ones than are looked at in one go.
      for (let at = 0; at < 12; at += 1) await push(ada.token, `c${String(at)}`, { title: `ä${String(at)}`, note });
      await push(ada.token, 'snapshot', { channel: 'c', at: 5, subscribers: 7, note }, 'snapshot');
      await push(ada.token, 'small', { title: 'small' });
      await push(ada.token, 'gone', { title: 'gone' });
      await push(ada.token, 'gone', null);
      await push(bob.token, 'only', { title: 'only' });
      const rooms = (reader = server.database.reader) =>
        reader.selectFrom('syncCounter').selectAll().orderBy('accountId').execute();
      const heads = (reader = server.database.reader) =>
        reader.selectFrom('item').select(['accountId', 'id', 'head']).orderBy('accountId').orderBy('id').execute();
      const [roomsBefore, headsBefore] = [await rooms(), await heads()];
      expect(roomsBefore.map(({ accountId }) => accountId).sort()).toEqual([ada.id, bob.id].sort());
      // As they were kept once: the whole body but its result.
      await sql`update "item" set "head" = (select "body" from "itemVersion" as v where v."accountId" = "item"."accountId"
        and v."kind" = "item"."kind" and v."id" = "item"."id" and v."version" = "item"."version")`.execute(
        server.database.reader,
      );
      expect((await heads()).filter(({ head }) => (head ?? '').length > 9_000)).toHaveLength(13);
      for (const statement of LATER) await sql.raw(statement).execute(server.database.reader);
      await server.close();

      const after = await ServerUnderTest.open(database);
      expect(await rooms(after.database.reader)).toEqual(roomsBefore);
      expect(await heads(after.database.reader)).toEqual(headsBefore);
      const { bytes = 0, versions = 0 } = roomsBefore.find(({ accountId }) => accountId === ada.id) ?? {};
      expect(versions).toBe(16);
      expect(bytes).toBeGreaterThan(13 * Buffer.byteLength(note));
      expect(bytes).toBeLessThan(PLAN_ALLOWANCES.free.keptBytes);
      // And whoever never sent anything begins at nothing.
      const first = { kind: 'channel', id: 'x', change: 'x', base: 0, changedAt: 1, deleted: false, body: { a: 1 } };
      const body = { machine: 'one', changes: [first] };
      expect(await after.call('POST', '/api/v1/sync/push', { token: eve.token, body })).toMatchObject({ status: 200 });
      const eves = (await rooms(after.database.reader)).find(({ accountId }) => accountId === eve.id);
      expect(eves).toMatchObject({ bytes: 7, versions: 1 });
      await after.close();
      await database.remove();
    });
  });
});

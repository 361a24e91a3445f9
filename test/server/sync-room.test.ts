import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChangeAnswer } from '../../src/domain/sync/item.js';
import { PLAN_ALLOWANCES } from '../../src/server/tools/plan-allowances.js';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import { ServerUnderTest } from './server-under-test.js';

onEachDatabase((make) => {
  describe('what a server keeps of one account', () => {
    let database: TestDatabase;
    let server: ServerUnderTest;
    let ada: { id: string; token: string };
    let accounts = 0;
    beforeAll(async () => {
      database = await make();
      server = await ServerUnderTest.open(database);
    });
    beforeEach(async () => {
      accounts += 1;
      ada = await server.signedIn(`ada${accounts}@example.org`);
    });
    afterAll(async () => {
      expect(server.unexpected).toEqual([]);
      await server.close();
      await database.remove();
    });

    const push = async (
      id: string,
      body: object | null,
      kind = 'channel',
      more: { change?: string; base?: number; changedAt?: number; machine?: string } = {},
    ): Promise<ChangeAnswer | undefined> => {
      const { machine = 'one', ...rest } = more;
      const change = { kind, id, change: `${id}-1`, base: 0, changedAt: 1, deleted: body === null, body, ...rest };
      const sent = { token: ada.token, body: { machine, changes: [change] } };
      return (await server.call<{ answers: ChangeAnswer[] }>('POST', '/api/v1/sync/push', sent)).body.answers[0];
    };
    const kept = () =>
      server.database.reader
        .selectFrom('syncCounter')
        .select(['bytes', 'versions'])
        .where('accountId', '=', ada.id)
        .executeTakeFirst();
    const setKept = (now: { bytes?: number; versions?: number }) =>
      server.database.reader.updateTable('syncCounter').set(now).where('accountId', '=', ada.id).execute();
    const heads = async () => {
      const all = server.database.reader.selectFrom('item').select(['id', 'head']).where('accountId', '=', ada.id);
      return Object.fromEntries((await all.execute()).map(({ id, head }) => [id, head ?? '']));
    };

    it('is counted once, however often it is sent, in bytes', async () => {
      await push('a', { handle: 'ä' });
      await push('a', { handle: 'ä' });
      expect(await kept()).toEqual({ bytes: Buffer.byteLength('{"handle":"ä"}'), versions: 1 });
      await push('b', { password: 'x' });
      expect(await kept()).toMatchObject({ versions: 1 });
    });

    it.each([
      ['bytes', { bytes: PLAN_ALLOWANCES.free.keptBytes - 11 }],
      ['changes', { versions: PLAN_ALLOWANCES.free.keptVersions - 1 }],
    ])('is no more than its plan has, in %s', async (_, almost) => {
      await push('a', { a: 1 });
      await setKept(almost);
      expect(await push('b', { handle: 'x'.repeat(100) })).toMatchObject({
        outcome: 'bytes' in almost ? 'refused' : 'accepted',
      });
      expect(await push('c', { a: 'b' })).toMatchObject({ outcome: 'bytes' in almost ? 'accepted' : 'refused' });
      expect(await push('d', { a: 'bc' })).toEqual({
        ...{ kind: 'channel', id: 'd', change: 'd-1', outcome: 'refused' },
        reason: 'the server keeps 20 megabytes and 10,000 changes in the plan "free", and it would be more',
      });
      // What is there already is still known.
      expect(await push('a', { a: 1 })).toMatchObject({ outcome: 'accepted', version: 1 });
      const { reader } = server.database;
      await reader.updateTable('account').set({ plan: 'pro' }).where('id', '=', ada.id).execute();
      expect(await push('d', { a: 'bc' })).toMatchObject({ outcome: 'accepted' });
    });

    it('may be deleted by whoever is full, once for each thing that is there', async () => {
      await push('a', { a: 1 }, 'channel', { changedAt: 5 });
      await push('b', { b: 1 });
      await setKept({ bytes: PLAN_ALLOWANCES.free.keptBytes, versions: PLAN_ALLOWANCES.free.keptVersions });
      const gone = (id: string, change: string, more: object) => push(id, null, 'channel', { change, ...more });
      // What loses deletes nothing, and could be sent for ever.
      const lost = await gone('a', 'a-lost', { changedAt: 1, machine: 'two' });
      expect(lost).toMatchObject({ outcome: 'refused' });
      expect(await gone('a', 'a-2', { base: 1 })).toMatchObject({ outcome: 'accepted', version: 2 });
      expect(await gone('a', 'a-3', { base: 2 })).toMatchObject({ outcome: 'refused' });
      expect(await gone('never-there', 'n-1', {})).toMatchObject({ outcome: 'refused' });
      expect(await gone('b', 'b-2', { base: 1 })).toMatchObject({ outcome: 'accepted' });
      expect(await kept()).toMatchObject({ versions: PLAN_ALLOWANCES.free.keptVersions + 2 });
      expect(await push('c', { c: 1 })).toMatchObject({ outcome: 'refused' });
      expect(await heads()).toEqual({ a: '', b: '' });
    });

    it('is small in lists: the small members of what is large, its texts cut, and nothing of a small one lost', async () => {
      const snapshot = { channel: 'c', at: 5, subscribers: 7, views: 9 };
      const large = {
        ...snapshot,
        note: `${'x'.repeat(399)}😀`.repeat(1000),
        more: Array.from({ length: 9999 }, () => 1),
      };
      await push('small', { ...snapshot, note: 'short' }, 'snapshot');
      await push('large', large, 'snapshot');
      await push('channel', { title: 'A title', ...large });
      await push('many', Object.fromEntries(Array.from({ length: 40_000 }, (_, at) => [`m${at}`, 1])));
      const found = await heads();
      expect(JSON.parse(found.small ?? '')).toEqual({ ...snapshot, note: 'short' });
      const note = `${'x'.repeat(399)}…`;
      expect(JSON.parse(found.large ?? '')).toEqual({ ...snapshot, note });
      expect(JSON.parse(found.channel ?? '')).toEqual({ ...snapshot, title: 'A title', note });
      for (const head of Object.values(found)) expect(Buffer.byteLength(head)).toBeLessThan(10_000);
    });
  });
});

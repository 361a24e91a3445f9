import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OWN_DATA } from '../../src/server/accounts/export-own.js';
import { addRun } from '../../src/server/tools/tool-runs.js';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import { PUBLIC_URL, QUICK_PASSWORDS, ServerUnderTest } from './server-under-test.js';

const BODY = JSON.stringify({ title: 'x'.repeat(20_000) });
const VERSIONS = 300;

describe('an export of an account', () => {
  onEachDatabase((make) => {
    let database: TestDatabase;
    let server: ServerUnderTest;
    let ada: { id: string; token: string };
    let logged: readonly object[];
    beforeEach(async () => {
      logged = [];
      database = await make();
      server = await ServerUnderTest.open(database, { passwords: QUICK_PASSWORDS });
      ada = await server.signedIn('ada@example.org');
      const { id: accountId } = ada;
      const base = { accountId, kind: 'channel', id: 'a', machine: 'one', deleted: 0, mark: 'm' } as const;
      const versions = Array.from({ length: VERSIONS }, (_, at) => ({
        ...{
          ...base,
          version: at + 1,
          change: `c${String(at)}`,
          changedAt: at,
          receivedAt: at,
          seq: at + 1,
          body: BODY,
        },
      }));
      for (let from = 0; from < VERSIONS; from += 50) {
        await server.database.reader
          .insertInto('itemVersion')
          .values(versions.slice(from, from + 50))
          .execute();
      }
    });
    afterEach(async () => {
      expect(server.unexpected).toMatchObject(logged);
      await server.close();
      await database.remove();
    });

    const begin = async () => {
      const headers = { authorization: `Bearer ${ada.token}` };
      const connection = { incoming: { socket: { remoteAddress: '192.0.2.1', encrypted: true } } };
      const answer = await server.app.request(`${PUBLIC_URL}/api/v1/me/export`, { headers }, connection);
      if (answer.body === null) throw new Error('no body');
      return { answer, reader: answer.body.getReader() as ReadableStreamDefaultReader<Uint8Array> };
    };

    it('has each version and each run once, in pieces that are small, however much there is', async () => {
      // More than are asked for at once, some of one moment.
      for (let at = 0; at < 20; at += 1) {
        const run = { id: `run${String(at)}`, accountId: ada.id, tool: 'hashtags', input: {}, at: at >> 2 } as const;
        await addRun(server.database.reader, run);
      }
      const { answer, reader } = await begin();
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
      const pieces: Uint8Array[] = [];
      for (let next = await reader.read(); !next.done; next = await reader.read()) pieces.push(next.value);
      expect(pieces.length).toBeGreaterThan((VERSIONS * BODY.length) / 200_000);
      expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(200_000);
      const all = JSON.parse(Buffer.concat(pieces).toString()) as Record<string, Record<string, unknown>[]>;
      expect(Object.keys(all)).toEqual(Object.keys(OWN_DATA));
      const numbers = Array.from({ length: VERSIONS }, (_, at) => at + 1);
      expect(all.itemVersion?.map(({ version }) => version)).toEqual(numbers);
      expect(new Set(all.itemVersion?.map(({ body }) => body))).toEqual(new Set([BODY]));
      expect(new Set(all.toolRun?.map(({ id }) => id)).size).toBe(20);
      expect(all.toolRun).toHaveLength(20);
      expect(all.audit?.at(-1)).toEqual({ at: server.clock.now, action: 'account.exported', detail: '{}' });
    });

    it('is asked of the database while it is taken, and no further than that', async () => {
      const { reader } = await begin();
      const first = await reader.read();
      // What was not asked for yet is gone by now, so it is not in it: it never was in memory.
      await server.database.reader.deleteFrom('itemVersion').where('seq', '>', 100).execute();
      const pieces = [first.value ?? new Uint8Array()];
      for (let next = await reader.read(); !next.done; next = await reader.read()) pieces.push(next.value);
      const all = JSON.parse(Buffer.concat(pieces).toString()) as Record<string, unknown[]>;
      expect(all.itemVersion).toHaveLength(100);
      const given = await begin();
      await given.reader.read();
      await given.reader.cancel();
      expect((await server.call('GET', '/api/v1/me', { token: ada.token })).status).toBe(200);
    });

    it('that the database breaks off is broken off, and stands in the log', async () => {
      const { reader } = await begin();
      await reader.read();
      await server.database.reader.schema.alterTable('itemVersion').renameTo('elsewhere').execute();
      const toTheEnd = async () => {
        for (let next = await reader.read(); !next.done;) next = await reader.read();
      };
      await expect(toTheEnd()).rejects.toThrow();
      logged = [{ message: 'an export ended halfway' }];
    });
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Problem } from '../../src/server/http/problem.js';
import { makeToken } from '../../src/server/tokens/change-tokens.js';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import type { SignedIn } from './route-examples.js';
import { PASSWORD } from './server-under-test.js';
import { atOnce, counted, openTwo, rounds, ROUNDS_MS, type TwoServers } from './two-servers.js';

const ROUNDS = rounds(2);
const MOST_TOKENS = 50;

describe('of fifty at once, over two servers,', () => {
  onEachDatabase((make) => {
    let database: TestDatabase;
    let both: TwoServers;
    beforeEach(async () => {
      database = await make();
      both = await openTwo(database);
    });
    afterEach(async () => {
      expect([...both.first.unexpected, ...both.second.unexpected]).toEqual([]);
      await both.close();
      await database.remove();
    });

    const actions = async (action: string) => {
      const { reader } = both.first.database;
      return reader.selectFrom('audit').select('seq').where('action', '=', action).execute();
    };
    const newToken = (at: number, token: string, headers: Record<string, string> = {}, name = 'nightly') =>
      both.each(at).call<{ id: string }>('POST', '/api/v1/tokens', {
        token,
        headers,
        body: { name, scopes: ['read'], password: PASSWORD },
      });
    const tokensOf = (accountId: string) =>
      both.first.database.reader.selectFrom('personalToken').select('id').where('accountId', '=', accountId).execute();

    it('who register the same address, one has an account, and all are told the same', async () => {
      const answers = await atOnce(50, (at) =>
        both.each(at).call('POST', '/api/v1/accounts', { body: { email: 'ada@example.org', password: PASSWORD } }),
      );
      expect(counted(answers)).toEqual({ 202: 50 });
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      expect(await both.first.database.reader.selectFrom('account').select('id').execute()).toHaveLength(1);
      expect(await actions('account.registered')).toHaveLength(1);
      expect(await actions('account.registered-again')).toHaveLength(49);
    });

    it('who take the last place for a token, one has it', async () => {
      const { id, token } = await both.first.signedIn('ada@example.org');
      for (let made = 1; made < MOST_TOKENS; made += 1) await newToken(made, token);
      // Past the check of the password, which lets few through at once.
      const wish = { name: 'nightly', scopes: ['read'], days: 1 } as const;
      const answers = await atOnce(50, (at) =>
        makeToken(both.each(at).parts, id, wish).then(
          () => ({ status: 201 }),
          (error: unknown) => ({ status: error instanceof Problem ? error.status : 500 }),
        ),
      );
      expect(counted(answers)).toEqual({ 201: 1, 409: 49 });
      expect(await tokensOf(id)).toHaveLength(MOST_TOKENS);
    });

    it('administrators who delete themselves or step down, one stays', async () => {
      const admins: SignedIn[] = [];
      for (let at = 0; at < 50; at += 1) {
        admins.push(await both.first.signedIn(`admin${String(at)}@example.org`, 'admin'));
      }
      const answers = await atOnce(50, (at) => {
        const { id = '', token = '' } = admins[at] ?? {};
        const [server, from] = [both.each(at), `192.0.2.${String(at)}`];
        return at % 4 < 2
          ? server.call('DELETE', '/api/v1/me', { token, from, body: { password: PASSWORD } })
          : server.call('PATCH', `/api/v1/admin/users/${id}`, { token, from, body: { role: 'user' } });
      });
      expect(counted(answers.map(({ status }) => ({ status: status < 300 ? 200 : status })))).toEqual({
        200: 49,
        409: 1,
      });
      const left = both.first.database.reader.selectFrom('account').select('id').where('role', '=', 'admin');
      expect(await left.where('state', '=', 'active').execute()).toHaveLength(1);
    });

    it('who change to the same address, one has it', async () => {
      const people: SignedIn[] = [];
      for (let at = 0; at < 50; at += 1) people.push(await both.first.signedIn(`user${String(at)}@example.org`));
      const answers = await atOnce(50, (at) =>
        both.each(at).call('POST', '/api/v1/me/email', {
          token: people[at]?.token ?? '',
          from: `192.0.2.${String(at)}`,
          body: { password: PASSWORD, email: 'wanted@example.org' },
        }),
      );
      expect(counted(answers)).toEqual({ 204: 1, 409: 49 });
    });

    it(
      `who send the same request with the same Idempotency-Key, one is done and all get its bytes, ${String(ROUNDS)} times`,
      { timeout: ROUNDS_MS },
      async () => {
        for (let round = 0; round < ROUNDS; round += 1) {
          const { id, token } = await both.first.signedIn(`user${String(round)}@example.org`);
          const key = { 'idempotency-key': `key-${String(round)}` };
          const answers = await atOnce(50, (at) => newToken(at, token, key));
          const [made] = await tokensOf(id);
          expect(await tokensOf(id)).toHaveLength(1);
          const got = answers.filter(({ status }) => status === 201);
          expect(got.length).toBeGreaterThan(0);
          // Who comes while the first is under way is told so, and asks again.
          expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
          const again = await atOnce(50, (at) => newToken(at, token, key));
          expect(counted(again)).toEqual({ 201: 50 });
          expect(new Set([...got, ...again].map(({ body }) => JSON.stringify(body))).size).toBe(1);
          expect(again[0]?.body.id).toBe(made?.id);
          expect(counted(await atOnce(10, (at) => newToken(at, token, key, 'another')))).toEqual({ 422: 10 });
          expect(await tokensOf(id)).toHaveLength(1);
        }
      },
    );
  });
});

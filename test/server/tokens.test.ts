import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import { PASSWORD, ServerUnderTest } from './server-under-test.js';

interface Made {
  readonly id: string;
  readonly token: string;
  readonly scopes: readonly string[];
}
interface Listed {
  readonly tokens: readonly { readonly id: string; readonly usedAt: string | null }[];
}

const DAY_MS = 86_400_000;

describe('personal access tokens', () => {
  onEachDatabase((make) => {
    let database: TestDatabase;
    let server: ServerUnderTest;
    let session: string;
    beforeEach(async () => {
      database = await make();
      server = await ServerUnderTest.open(database);
      session = (await server.signedIn('ada@example.org')).token;
    });
    afterEach(async () => {
      expect(server.unexpected).toEqual([]);
      await server.close();
      await database.remove();
    });

    const add = (body: object = {}) =>
      server.call<Made>('POST', '/api/v1/tokens', {
        token: session,
        body: { name: 'nightly', scopes: ['read'], password: PASSWORD, ...body },
      });
    const list = () => server.call<Listed>('GET', '/api/v1/tokens', { token: session });
    const me = (token: string) => server.call('GET', '/api/v1/me', { token });

    it('sign in, and their text is shown once and kept nowhere', async () => {
      const made = await add();
      expect(made).toMatchObject({ status: 201, body: { name: 'nightly', scopes: ['read'] } });
      expect(made.body.token).toMatch(/^isp_[\w-]{43}$/);
      expect(await me(made.body.token)).toMatchObject({ status: 200, body: { email: 'ada@example.org' } });
      expect(JSON.stringify((await list()).body)).not.toContain(made.body.token);
      const kept = await server.database.reader.selectFrom('personalToken').selectAll().execute();
      const book = await server.database.reader.selectFrom('audit').selectAll().execute();
      expect(JSON.stringify([kept, book])).not.toContain(made.body.token);
      expect(book.map(({ action }) => action)).toContain('token.made');
    });

    it('may no more than their scopes, and never what needs a session', async () => {
      const { token } = (await add({ scopes: ['tools'] })).body;
      expect(await me(token)).toMatchObject({ status: 403, body: { detail: 'This token lacks the scope "read".' } });
      const all = (await add({ scopes: ['account', 'sync', 'tools', 'read'] })).body;
      expect(all.scopes).toEqual(['read', 'tools', 'sync', 'account']);
      const body = { name: 'another', scopes: ['read'], password: PASSWORD };
      expect(await server.call('POST', '/api/v1/tokens', { token: all.token, body })).toMatchObject({ status: 403 });
      expect(await server.call('GET', '/api/v1/tokens', { token: all.token })).toMatchObject({ status: 403 });
      const approve = { token: all.token, body: { userCode: 'BCDFGHJK' } };
      expect(await server.call('POST', '/api/v1/device/approve', approve)).toMatchObject({ status: 403 });
    });

    it('are made by whoever knows the password alone, for they outlive the session', async () => {
      expect(await add({ password: undefined })).toMatchObject({ status: 400 });
      expect(await add({ password: 'a wrong one' })).toMatchObject({ status: 401 });
      expect((await list()).body.tokens).toEqual([]);
    });

    it('take no scope that does not exist, no empty list and no more than a year', async () => {
      for (const wrong of [{ scopes: ['admin'] }, { scopes: [] }, { days: 366 }, { days: 0 }, { name: ' ' }]) {
        expect(await add(wrong)).toMatchObject({ status: 400 });
      }
    });

    it('end on their day', async () => {
      const { token } = (await add({ days: 1 })).body;
      server.clock.now += DAY_MS - 1;
      expect(await me(token)).toMatchObject({ status: 200 });
      server.clock.now += 1;
      expect(await me(token)).toMatchObject({ status: 401 });
    });

    it('end when they are revoked, by their owner alone', async () => {
      const { id, token } = (await add()).body;
      const stranger = (await server.signedIn('eve@example.org')).token;
      const revoke = (by: string) => server.call('DELETE', `/api/v1/tokens/${id}`, { token: by });
      expect(await revoke(stranger)).toMatchObject({ status: 404 });
      expect(await me(token)).toMatchObject({ status: 200 });
      expect(await revoke(session)).toMatchObject({ status: 204 });
      expect(await revoke(session)).toMatchObject({ status: 404 });
      expect(await me(token)).toMatchObject({ status: 401 });
      expect((await list()).body.tokens).toEqual([]);
    });

    it('end when their account is suspended', async () => {
      const { token } = (await add()).body;
      await server.database.write((writer) => writer.updateTable('account').set({ state: 'suspended' }).execute());
      expect(await me(token)).toMatchObject({ status: 401 });
    });

    it('note when they were used, once a minute at most', async () => {
      const { token } = (await add()).body;
      const usedAt = async () => (await list()).body.tokens[0]?.usedAt;
      expect(await usedAt()).toBeNull();
      const first = new Date(server.clock.now).toISOString();
      await me(token);
      server.clock.now += 59_999;
      await me(token);
      expect(await usedAt()).toBe(first);
      server.clock.now += 1;
      await me(token);
      expect(await usedAt()).toBe(new Date(server.clock.now).toISOString());
    });

    it('are fifty at most', async () => {
      for (let made = 0; made < 50; made += 1) expect(await add()).toMatchObject({ status: 201 });
      expect(await add()).toMatchObject({ status: 409 });
    });

    it('are not guessed: a changed letter, an empty one and a cookie beside it are nobody', async () => {
      const { token } = (await add()).body;
      const changed = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
      for (const wrong of [changed, 'isp_', token.toUpperCase(), `${token}=`]) {
        expect(await me(wrong)).toMatchObject({ status: 401 });
      }
    });
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeResetLink } from '../../src/server/accounts/password-reset.js';
import { findByEmail } from '../../src/server/accounts/accounts.js';
import { OWN_DATA } from '../../src/server/accounts/export-own.js';
import type { Letter } from '../../src/server/mail/mailer.js';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import { PASSWORD, ServerUnderTest } from './server-under-test.js';

const NEW = 'a new and longer password';

interface Pair {
  readonly accessToken: string;
}

describe('an account', () => {
  onEachDatabase((make) => {
    let database: TestDatabase;
    let server: ServerUnderTest;
    let letters: Letter[];
    beforeEach(async () => {
      letters = [];
      database = await make();
      server = await ServerUnderTest.open(database, { mailer: { post: (letter) => void letters.push(letter) } });
    });
    afterEach(async () => {
      expect(server.unexpected).toEqual([]);
      await server.close();
      await database.remove();
    });

    const login = (email: string, password: string) =>
      server.call<Pair>('POST', '/api/v1/sessions', { body: { email, password } });
    const me = (token: string) => server.call<{ email: string }>('GET', '/api/v1/me', { token });
    const ask = (email: string) =>
      server.call('POST', '/api/v1/password-resets', {
        body: { email },
        headers: { 'x-request-id': 'same-id-for-all' },
      });
    const confirm = (token: string, password = NEW) =>
      server.call<Pair>('POST', '/api/v1/password-resets/confirm', { body: { token, password } });
    const lastToken = () => /token=(\S+)/.exec(letters.at(-1)?.text ?? '')?.[1] ?? 'no link was sent';

    it('changes its password with the old one, and its other sessions end', async () => {
      const { token } = await server.signedIn('ada@example.org');
      const other = await login('ada@example.org', PASSWORD);
      const change = (password: string) =>
        server.call('POST', '/api/v1/me/password', { token, body: { password, newPassword: NEW } });
      expect(await change('a wrong one')).toMatchObject({ status: 401 });
      expect(await change(PASSWORD)).toMatchObject({ status: 204 });
      expect(await me(token)).toMatchObject({ status: 200 });
      expect(await me(other.body.accessToken)).toMatchObject({ status: 401 });
      expect(await login('ada@example.org', PASSWORD)).toMatchObject({ status: 401 });
      expect(await login('ada@example.org', NEW)).toMatchObject({ status: 201 });
    });

    it('gets a new password by a link, once, and every session ends', async () => {
      const { token } = await server.signedIn('ada@example.org');
      await ask('ada@example.org');
      const link = lastToken();
      const answers = await Promise.all([confirm(link), confirm(link)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
      expect(await me(token)).toMatchObject({ status: 401 });
      const fresh = answers.find(({ status }) => status === 201)?.body.accessToken ?? '';
      expect(await me(fresh)).toMatchObject({ status: 200 });
      expect(await confirm(link)).toMatchObject({ status: 422 });
      expect(await login('ada@example.org', NEW)).toMatchObject({ status: 201 });
    });

    it.each(['a change', 'a link'])('loses its personal tokens by %s of the password', async (by) => {
      const { token } = await server.signedIn('ada@example.org');
      const wish = { name: 'a build server', scopes: ['read'], password: PASSWORD };
      const made = await server.call<{ token: string }>('POST', '/api/v1/tokens', { token, body: wish });
      expect(await me(made.body.token)).toMatchObject({ status: 200 });
      if (by === 'a link') {
        await ask('ada@example.org');
        expect(await confirm(lastToken())).toMatchObject({ status: 201 });
      } else {
        const body = { password: PASSWORD, newPassword: NEW };
        expect(await server.call('POST', '/api/v1/me/password', { token, body })).toMatchObject({ status: 204 });
      }
      expect(await me(made.body.token)).toMatchObject({ status: 401 });
    });

    it('gets none by a link that is twenty minutes old, and the database does not hold it', async () => {
      await server.signedIn('ada@example.org');
      await ask('ada@example.org');
      const rows = await server.database.reader.selectFrom('link').selectAll().execute();
      expect(rows).toHaveLength(1);
      expect(JSON.stringify(rows)).not.toContain(lastToken());
      server.clock.now += 20 * 60_000;
      expect(await confirm(lastToken())).toMatchObject({ status: 422 });
    });

    it('is not told from none when somebody asks for a new password', async () => {
      await server.signedIn('ada@example.org');
      letters.length = 0;
      const known = await ask('ada@example.org');
      const unknown = await ask('nobody@example.org');
      expect(known.status).toBe(202);
      expect({ ...unknown, headers: [...unknown.headers] }).toEqual({ ...known, headers: [...known.headers] });
      expect(letters.map(({ to }) => to)).toEqual(['ada@example.org']);
      expect(await server.database.reader.selectFrom('link').select('hash').execute()).toHaveLength(2);
    });

    it('lets its owner in by a link while others guess', async () => {
      await server.signedIn('ada@example.org');
      const guess = () => login('ada@example.org', 'a wrong one');
      await Promise.all(Array.from({ length: 8 }, guess));
      expect(await login('ada@example.org', PASSWORD)).toMatchObject({ status: 429 });
      await ask('ada@example.org');
      const { status, body } = await confirm(lastToken());
      expect(status).toBe(201);
      expect(await me(body.accessToken)).toMatchObject({ status: 200 });
    });

    it('gets a link from an administrator too', async () => {
      const { id } = await server.signedIn('ada@example.org');
      const account = await findByEmail(server.database.reader, 'ada@example.org');
      if (account === null) throw new Error('no account');
      const link = await server.database.write((writer) => makeResetLink(writer, account, 'system', server.parts));
      expect(link).toMatch(/^https:\/\/insight\.test\/reset\?token=isl_/);
      expect(await confirm(link.split('=')[1] ?? '')).toMatchObject({ status: 201 });
      expect(id).toBe(account.id);
    });

    it('changes its address when the new one confirms, and not to one that is taken', async () => {
      const { token } = await server.signedIn('ada@example.org');
      await server.signedIn('bob@example.org');
      const change = (email: string) =>
        server.call('POST', '/api/v1/me/email', { token, body: { password: PASSWORD, email } });
      const taken = await change('bob@example.org');
      expect(letters.at(-1)?.text).not.toContain('token=');
      const free = await change('countess@example.org');
      expect(taken).toMatchObject({ status: 202, body: free.body as object });
      expect(await me(token)).toMatchObject({ body: { email: 'ada@example.org' } });
      const body = { token: lastToken() };
      expect(await server.call('POST', '/api/v1/email-confirmations', { body })).toMatchObject({ status: 204 });
      expect(await server.call('POST', '/api/v1/email-confirmations', { body })).toMatchObject({ status: 422 });
      expect(await login('countess@example.org', PASSWORD)).toMatchObject({ status: 201 });
    });

    it('lists its sessions and ends one, but none of others', async () => {
      const { token } = await server.signedIn('ada@example.org');
      const other = await login('ada@example.org', PASSWORD);
      const bob = await server.signedIn('bob@example.org');
      const list = (of: string) =>
        server.call<{ items: { id: string; current: boolean }[] }>('GET', '/api/v1/sessions', { token: of });
      const { items } = (await list(token)).body;
      expect(items.map(({ current }) => current).sort()).toEqual([false, true]);
      const id = items.find(({ current }) => !current)?.id ?? '';
      const end = (by: string) => server.call('DELETE', `/api/v1/sessions/${id}`, { token: by });
      expect(await end(bob.token)).toMatchObject({ status: 404 });
      expect(await end(token)).toMatchObject({ status: 204 });
      expect(await me(other.body.accessToken)).toMatchObject({ status: 401 });
      expect((await list(token)).body.items).toHaveLength(1);
    });

    it('is deleted with all that is its own, except the last administrator', async () => {
      const { token } = await server.signedIn('ada@example.org');
      const admin = await server.signedIn('root@example.org', 'admin');
      const remove = (by: string, password = PASSWORD) =>
        server.call('DELETE', '/api/v1/me', { token: by, body: { password } });
      expect(await remove(token, 'a wrong one')).toMatchObject({ status: 401 });
      expect(await remove(token)).toMatchObject({ status: 204 });
      expect(await me(token)).toMatchObject({ status: 401 });
      expect(await findByEmail(server.database.reader, 'ada@example.org')).toBeNull();
      expect(await remove(admin.token)).toMatchObject({ status: 409 });
    });

    it('exports every table that has something of it, and no hash', async () => {
      const { token } = await server.signedIn('ada@example.org');
      const { status, body } = await server.call('GET', '/api/v1/me/export', { token });
      expect(status).toBe(200);
      expect(body).toMatchObject({ account: [{ email: 'ada@example.org' }], session: [{ kind: 'cli' }] });
      expect(JSON.stringify(body)).not.toMatch(/argon2|[0-9a-f]{64}/);
      const tables = await server.database.reader.introspection.getTables();
      const own = tables.filter(({ columns }) => columns.some(({ name }) => name === 'accountId'));
      expect(own.length).toBeGreaterThan(1);
      expect(own.map(({ name }) => name).filter((name) => !(name in OWN_DATA))).toEqual([]);
    });
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeResetLink } from '../../src/server/accounts/password-reset.js';
import { makeAccount } from '../../src/server/admin/make-account.js';
import { GRACE_MS } from '../../src/server/sessions/session-ages.js';
import type { Letter } from '../../src/server/mail/mailer.js';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import { ROUTE_EXAMPLES, type SignedIn } from './route-examples.js';
import { PASSWORD, PUBLIC_URL, QUICK_PASSWORDS, ServerUnderTest } from './server-under-test.js';

const SERVER = fileURLToPath(new URL('../../src/server', import.meta.url));

/** Every action that the sources can write into the book. */
function actionsInSources(): ReadonlySet<string> {
  const files = readdirSync(SERVER, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const found = files.flatMap((name) => {
    const source = readFileSync(join(SERVER, name), 'utf8');
    // Whoever writes into the book names it; what looks like an action elsewhere is none.
    if (!/\baudit\(/.test(source)) return [];
    return [...source.matchAll(/'((?:access|account|session|sessions|password|address|token|device)\.[a-z-]+)'/g)].map(
      ([, action]) => action ?? '',
    );
  });
  return new Set(found);
}

const byExample = Object.values(ROUTE_EXAMPLES).flatMap(({ audited }) =>
  typeof audited === 'string' ? [audited] : audited !== undefined && 'ofSession' in audited ? [audited.ofSession] : [],
);

/** What needs more than one call of a route; the rest happens where every route is called as everybody. */
const OTHERS: Readonly<Record<string, (server: ServerUnderTest, ada: SignedIn, admin: SignedIn) => Promise<unknown>>> =
  {
    'account.registered-again': (server) =>
      server.call('POST', '/api/v1/accounts', { body: { email: 'ada@example.org', password: PASSWORD } }),
    'account.asked': (server) =>
      server.call('POST', '/api/v1/accounts', { body: { email: 'bob@example.org', password: PASSWORD } }),
    'account.admin-made': (server) =>
      makeAccount({ email: 'second@example.org', role: 'admin' }, PASSWORD, server.parts),
    'account.made': (server) => makeAccount({ email: 'bob@example.org', role: 'user' }, PASSWORD, server.parts),
    'account.activated': async (server, { id }, { token }) => {
      const path = `/api/v1/admin/users/${id}`;
      await server.call('PATCH', path, { token, body: { state: 'suspended' } });
      await server.call('PATCH', path, { token, body: { state: 'active' } });
    },
    'account.role-changed': (server, { id }, { token }) =>
      server.call('PATCH', `/api/v1/admin/users/${id}`, { token, body: { role: 'admin', password: PASSWORD } }),
    'account.plan-changed': (server, { id }, { token }) =>
      server.call('PATCH', `/api/v1/admin/users/${id}`, { token, body: { plan: 'pro' } }),
    'session.stolen': async (server, { refresh }) => {
      const body = { refreshToken: refresh };
      await server.call('POST', '/api/v1/sessions/refresh', { body });
      server.clock.now += GRACE_MS + 1;
      await server.call('POST', '/api/v1/sessions/refresh', { body });
    },
    'password.refused': (server) =>
      server.call('POST', '/api/v1/sessions', { body: { email: 'ada@example.org', password: 'a wrong one' } }),
    'password.locked': async (server) => {
      const body = { email: 'ada@example.org', password: 'a wrong one' };
      for (let wrong = 0; wrong < 5; wrong += 1) await server.call('POST', '/api/v1/sessions', { body });
    },
    'access.refused': (server, { token }) => server.call('GET', '/api/v1/admin/users', { token }),
    'password.link-made': async (server, { id }) => {
      const found = server.database.reader.selectFrom('account').selectAll().where('id', '=', id);
      const account = await found.executeTakeFirstOrThrow();
      await server.database.write((writer) => makeResetLink(writer, account, 'system', server.parts));
    },
    'address.asked': (server, { token }) =>
      server.call('POST', '/api/v1/me/email', { token, body: { password: PASSWORD, email: 'elsewhere@example.org' } }),
  };

describe('the audit book', () => {
  it('has a test for every event that the sources know', () => {
    // Written with the decision in it: `device.${decision}`.
    const known = [...actionsInSources(), 'device.approved', 'device.denied'].sort();
    expect([...new Set([...byExample, ...Object.keys(OTHERS)])].sort()).toEqual(known);
    expect(known.length).toBeGreaterThan(15);
  });

  onEachDatabase((make) => {
    let database: TestDatabase;
    let server: ServerUnderTest;
    let ada: SignedIn;
    let admin: SignedIn;
    const letters: Letter[] = [];
    beforeEach(async () => {
      letters.length = 0;
      database = await make();
      const mailer = { post: (letter: Letter) => void letters.push(letter) };
      server = await ServerUnderTest.open(database, { passwords: QUICK_PASSWORDS, mailer });
      ada = await server.signedIn('ada@example.org');
      admin = await server.signedIn('root@example.org', 'admin');
    });
    afterEach(async () => {
      expect(server.unexpected).toEqual([]);
      await server.close();
      await database.remove();
    });

    const check = async () =>
      (await server.call<{ brokenAt: number | null }>('GET', '/api/v1/admin/audit/check', { token: admin.token })).body
        .brokenAt;
    const book = () => server.database.reader.selectFrom('audit').selectAll().orderBy('seq').execute();
    /** Whoever owns the database can get past what guards it. */
    const pastTheTriggers = async (statement: string) => {
      const of = server.database.dialect === 'postgres' ? ' on "audit"' : '';
      for (const name of ['auditNeverChanges', 'auditNeverShrinks', 'auditOnlyAtTheEnd']) {
        await sql.raw(`drop trigger if exists "${name}"${of}`).execute(server.database.reader);
      }
      await sql.raw(statement).execute(server.database.reader);
    };

    it.each(Object.entries(OTHERS))('has %s, by whom and of whom, and no secret', async (action, act) => {
      await act(server, ada, admin);
      const entries = await book();
      const entry = entries.find((each) => each.action === action);
      expect(entry?.at).toBe(server.clock.now);
      expect(JSON.stringify(entries)).not.toMatch(/is[a-z]_[\w-]{20,}|eyJ|purple|a wrong one|quick [0-9a-f]/);
      expect(await check()).toBeNull();
    });

    it('has of what one is refused over and over an entry an hour', async () => {
      const refused = () => server.call('GET', '/api/v1/admin/users', { token: ada.token });
      const entries = async () => (await book()).filter(({ action }) => action === 'access.refused');
      for (let time = 0; time < 3; time += 1) expect((await refused()).status).toBe(403);
      expect(await entries()).toMatchObject([{ actor: ada.id, detail: '{"route":"GET /api/v1/admin/users"}' }]);
      await server.call('GET', '/api/v1/admin/audit', { token: ada.token });
      expect(await entries()).toHaveLength(2);
    });

    it('has a lock once, when the fifth wrong password brings it', async () => {
      const body = { email: 'ada@example.org', password: 'a wrong one' };
      for (let wrong = 0; wrong < 7; wrong += 1) await server.call('POST', '/api/v1/sessions', { body });
      const locks = (await book()).filter(({ action }) => action === 'password.locked');
      const detail = JSON.stringify({ client: '192.0.2.1', until: server.clock.now + 60_000 });
      expect(locks.map((entry) => [entry.subject, entry.detail])).toEqual([[ada.id, detail]]);
    });

    it('has the session that begins with a new password', async () => {
      const found = server.database.reader.selectFrom('account').selectAll().where('id', '=', ada.id);
      const account = await found.executeTakeFirstOrThrow();
      const link = await server.database.write((writer) => makeResetLink(writer, account, 'system', server.parts));
      const body = { token: new URL(link).searchParams.get('token'), password: `${PASSWORD} anew`, label: 'mine' };
      expect((await server.call('POST', '/api/v1/password-resets/confirm', { body })).status).toBe(201);
      const actions = (await book()).slice(-2).map(({ action, actor }) => [action, actor]);
      expect(actions).toEqual([
        ['password.reset', ada.id],
        ['session.begun', ada.id],
      ]);
    });

    it('has the session that ends when a browser signs in to another one', async () => {
      const signIn = (headers: Record<string, string> = {}) =>
        server.call('POST', '/sign-in', {
          body: new URLSearchParams({ email: 'ada@example.org', password: PASSWORD }).toString(),
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            'sec-fetch-site': 'same-origin',
            origin: PUBLIC_URL,
            ...headers,
          },
        });
      const cookie = (await signIn()).headers.get('set-cookie')?.split(';')[0] ?? '';
      expect((await signIn({ cookie })).status).toBe(303);
      const sessions = server.database.reader.selectFrom('session').selectAll().where('kind', '=', 'web');
      const ended = (await sessions.execute()).filter(({ endedAt }) => endedAt !== null);
      expect(ended).toHaveLength(1);
      expect((await book()).filter(({ action }) => action === 'session.ended')).toMatchObject([
        { actor: ada.id, subject: ended[0]?.id },
      ]);
    });

    it('is not all: the owner of a stolen session gets a letter', async () => {
      letters.length = 0;
      await OTHERS['session.stolen']?.(server, ada, admin);
      expect(letters).toMatchObject([
        { to: 'ada@example.org', subject: 'A session of your insight account was ended' },
      ]);
      expect(letters[0]?.text).toContain('"a test"');
    });

    it.each([
      ['removed', (seq: number) => `delete from "audit" where "seq" = ${String(seq)}`, 0],
      ['changed', (seq: number) => `update "audit" set "actor" = 'nobody' where "seq" = ${String(seq)}`, 0],
      [
        'put in',
        (seq: number) =>
          `insert into "audit" select "seq" + 1, "at", "actor", "action", "subject", "detail", "hash" from "audit" where "seq" = ${String(seq)}`,
        1,
      ],
    ])('tells an administrator of the entry of a sign-in that was %s', async (_, statement, after) => {
      await server.call('POST', '/api/v1/sessions', { body: { email: 'ada@example.org', password: PASSWORD } });
      const last = (await book()).at(-1);
      expect(last).toMatchObject({ action: 'session.begun', actor: ada.id });
      expect(await check()).toBeNull();
      const seq = last?.seq ?? 0;
      await pastTheTriggers(statement(seq));
      expect(await check()).toBe(seq + after);
    });
  });
});

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeAccount } from '../../src/server/admin/change-account.js';
import { readNamedAudit } from '../../src/server/audit/read-audit.js';
import { verifyAudit } from '../../src/server/audit/verify-audit.js';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import { PASSWORD, ServerUnderTest } from './server-under-test.js';

interface User {
  readonly id: string;
  readonly email: string;
}
interface Overview {
  readonly totals: object;
  readonly mostActive: readonly (User & { readonly events: number })[];
  readonly newest: readonly User[];
}
interface Users {
  readonly users: readonly User[];
  readonly next: string | null;
}

const USERS = '/api/v1/admin/users';

describe('administration', () => {
  onEachDatabase((make) => {
    let database: TestDatabase;
    let server: ServerUnderTest;
    let admin: { readonly id: string; readonly token: string };
    beforeEach(async () => {
      database = await make();
      server = await ServerUnderTest.open(database);
      admin = await server.signedIn('root@example.org', 'admin');
    });
    afterEach(async () => {
      expect(server.unexpected).toEqual([]);
      await server.close();
      await database.remove();
    });

    const change = (id: string, body: object, token = admin.token) =>
      server.call('PATCH', `${USERS}/${id}`, { body, token });
    const me = (token: string) => server.call('GET', '/api/v1/me', { token });
    const find = async (query: string) => {
      const path = `${USERS}?limit=100&query=${encodeURIComponent(query)}`;
      const { status, body } = await server.call<Users>('GET', path, { token: admin.token });
      expect(status).toBe(200);
      return body.users.map(({ email }) => email);
    };
    /** Five entries of a history, one of them deleted, and four runs of tools, one of them failed. */
    const made = async (accountId: string, token: string) => {
      const at = server.clock.now;
      const entry = (kind: string, index: number) => ({
        ...{ kind: 'history', id: `entry-${index}`, change: `change-${index}`, base: 0, changedAt: at, deleted: false },
        body: {
          ...{ kind, at, prompt: 'kiln', provider: null, model: null, usd: null },
          ...{ tokensIn: null, tokensOut: null, ms: null, result: {}, files: [] },
        },
      });
      const changes = ['concepts', 'concepts', 'thumbnails', 'keywords', 'thumbnails'].map(entry);
      const push = (list: readonly object[]) =>
        server.call('POST', '/api/v1/sync/push', { token, body: { machine: 'a-machine', changes: list } });
      const accepted = changes.map(() => ({ outcome: 'accepted' }));
      expect(await push(changes)).toMatchObject({ body: { answers: accepted } });
      const gone = { ...changes[4], change: 'change-gone', base: 1, deleted: true, body: null };
      expect(await push([gone])).toMatchObject({ body: { answers: [{ outcome: 'accepted' }] } });
      const runs = [
        ['concepts', 'done'],
        ['concepts', 'failed'],
        ['thumbnails-generate', 'done'],
        ['outliers', 'done'],
      ] as const;
      for (const [index, [tool, state]] of runs.entries()) {
        await server.database.reader
          .insertInto('toolRun')
          .values({
            ...{ id: `run-${index}`, accountId, tool, input: '{}', state, createdAt: at, notes: '[]', cost: '{}' },
            ...{ result: null, problem: null, startedAt: null, finishedAt: null, lease: null, leaseUntil: null },
            ...{ tries: 1, cancelAsked: 0 },
          })
          .execute();
      }
    };
    /** Accounts without the cost of hashing their passwords. */
    const add = (names: readonly string[], role: 'user' | 'admin' = 'user') =>
      server.database.write(async (writer) => {
        for (const name of names) {
          const email = `${name}@example.org`;
          const rest = { role, plan: 'free', state: 'active', passwordHash: '', createdAt: server.clock.now } as const;
          await writer
            .insertInto('account')
            .values({ id: `id-${name}`, email, emailKey: email, ...rest })
            .execute();
        }
      });

    it('counts what there is: users, sessions, runs, and what machines and runs made', async () => {
      const { id, token } = await server.signedIn('ada@example.org');
      await made(id, token);
      await change(id, { state: 'suspended' });
      const { status, body } = await server.call<Overview>('GET', '/api/v1/admin/overview', { token: admin.token });
      expect(status).toBe(200);
      expect(body.totals).toEqual({
        ...{ users: 2, admins: 1, suspended: 1, unconfirmed: 0, sessions: 1 },
        ...{ toolRuns: 4, thumbnails: 2, concepts: 3 },
      });
      expect(body.mostActive.map(({ email }) => email)).toEqual(['ada@example.org', 'root@example.org']);
      // Four runs, four entries of the history that are there, and the sign-in.
      expect(body.mostActive.map(({ events }) => events)).toEqual([9, 2]);
      expect(body.newest).toHaveLength(2);
    });

    it('finds users by what is typed, taken as it is', async () => {
      await add(['a_b', 'axb', 'per%cent', 'bang!', 'zoe']);
      expect(await find('a_b')).toEqual(['a_b@example.org']);
      expect(await find('%')).toEqual(['per%cent@example.org']);
      expect(await find('!')).toEqual(['bang!@example.org']);
      expect(await find(' ZOE')).toEqual(['zoe@example.org']);
      expect(await find("' or 1=1 --")).toEqual([]);
    });

    it('takes whatever is searched for without an error', async () => {
      await add(['one', 'two']);
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 30 }), async (any) => {
          // PostgreSQL keeps no zero byte: every route refuses one (zero-bytes.test.ts).
          const query = any.replaceAll('\0', '');
          const wanted = query.trim().normalize('NFKC').toLowerCase();
          for (const email of await find(query)) expect(email).toContain(wanted);
        }),
        { numRuns: 100 },
      );
    });

    it('pages through users without missing one or showing one twice', async () => {
      await add(Array.from({ length: 23 }, (_, at) => `user-${at}`));
      const seen: string[] = [];
      let cursor = '';
      for (let pages = 0; pages < 10; pages += 1) {
        const { body } = await server.call<Users>('GET', `${USERS}?limit=5${cursor}`, { token: admin.token });
        seen.push(...body.users.map(({ id }) => id));
        if (body.next === null) break;
        cursor = `&cursor=${body.next}`;
        server.clock.now += 1;
        await add([`later-${pages}`]);
      }
      expect(seen).toEqual([...new Set(seen)]);
      expect(seen.filter((id) => id.startsWith('id-user-'))).toHaveLength(23);
      expect(await server.call('GET', `${USERS}?cursor=made-up`, { token: admin.token })).toMatchObject({
        status: 400,
      });
    });

    it('suspends at once and for all, and lets in again', async () => {
      const ada = await server.signedIn('ada@example.org');
      expect(await change(ada.id, { state: 'suspended' })).toMatchObject({ status: 200, body: { state: 'suspended' } });
      expect(await me(ada.token)).toMatchObject({ status: 401 });
      const refreshed = { body: { refreshToken: ada.refresh } };
      expect(await server.call('POST', '/api/v1/sessions/refresh', refreshed)).toMatchObject({ status: 401 });
      expect(await change(ada.id, { state: 'active' })).toMatchObject({ status: 200, body: { state: 'active' } });
      // The sessions of before are over.
      expect(await me(ada.token)).toMatchObject({ status: 401 });
    });

    it('changes a role at once', async () => {
      const ada = await server.signedIn('ada@example.org');
      const look = () => server.call('GET', USERS, { token: ada.token });
      expect(await look()).toMatchObject({ status: 403 });
      await change(ada.id, { role: 'admin', password: PASSWORD });
      expect(await look()).toMatchObject({ status: 200 });
      await change(ada.id, { role: 'user' });
      expect(await look()).toMatchObject({ status: 403 });
    });

    it('changes a plan at once, and writes down from which to which', async () => {
      const ada = await server.signedIn('ada@example.org');
      expect(await change(ada.id, { plan: 'pro' })).toMatchObject({ status: 200, body: { plan: 'pro' } });
      expect(await me(ada.token)).toMatchObject({ body: { plan: 'pro' } });
      expect(await change(ada.id, { plan: 'gold' })).toMatchObject({ status: 400 });
      const [entry] = await readNamedAudit(server.database.reader, null, 1);
      expect(entry).toMatchObject({
        ...{ action: 'account.plan-changed', detail: '{"from":"free","to":"pro"}' },
        ...{ actorEmail: 'root@example.org', subjectEmail: 'ada@example.org' },
      });
    });

    it('hands out a link to a new password, which is good once and not for a suspended user', async () => {
      const ada = await server.signedIn('ada@example.org');
      const ask = () =>
        server.call<{ link: string }>('POST', `${USERS}/${ada.id}/reset-link`, {
          token: admin.token,
          body: { password: PASSWORD },
        });
      const made = await ask();
      expect(made).toMatchObject({ status: 201, body: { until: '2026-11-21T12:20:00.000Z' } });
      expect(made.headers.get('cache-control')).toBe('no-store');
      const link = new URL(made.body.link);
      expect(link.origin + link.pathname).toBe('https://insight.test/reset');
      const wish = { body: { token: link.searchParams.get('token'), password: 'a dozen green giraffes' } };
      expect(await server.call('POST', '/api/v1/password-resets/confirm', wish)).toMatchObject({ status: 201 });
      expect(await server.call('POST', '/api/v1/password-resets/confirm', wish)).toMatchObject({ status: 422 });
      await change(ada.id, { state: 'suspended' });
      expect(await ask()).toMatchObject({ status: 409 });
    });

    it('makes no link and no administrator for whoever found an open session, and nobody a link of their own', async () => {
      const ada = await server.signedIn('ada@example.org');
      const link = (id: string, password?: string) =>
        server.call('POST', `${USERS}/${id}/reset-link`, { token: admin.token, body: { password } });
      expect(await link(ada.id)).toMatchObject({ status: 400 });
      expect(await link(ada.id, 'a wrong one')).toMatchObject({ status: 401 });
      expect(await link(admin.id, PASSWORD)).toMatchObject({ status: 403 });
      expect(await change(ada.id, { role: 'admin' })).toMatchObject({ status: 400 });
      expect(await change(ada.id, { role: 'admin', password: 'a wrong one' })).toMatchObject({ status: 401 });
      expect(await server.database.reader.selectFrom('link').selectAll().execute()).toEqual([]);
      expect(await me(ada.token)).toMatchObject({ body: { role: 'user' } });
    });

    it('ends the sessions of a user, who may sign in anew', async () => {
      const ada = await server.signedIn('ada@example.org');
      const path = `${USERS}/${ada.id}/sessions`;
      const ended = await server.call('DELETE', path, { token: admin.token });
      expect(ended).toMatchObject({ status: 200, body: { ended: 1 } });
      expect(await me(ada.token)).toMatchObject({ status: 401 });
    });

    it.each([{ role: 'user' }, { state: 'suspended' }])('keeps the last administrator from %j', async (body) => {
      expect(await change(admin.id, body)).toMatchObject({ status: 409 });
      expect(await me(admin.token)).toMatchObject({ status: 200, body: { role: 'admin' } });
    });

    it('leaves one administrator when fifty go at once', async () => {
      const names = Array.from({ length: 49 }, (_, at) => `admin-${at}`);
      await add(names, 'admin');
      const ids = [admin.id, ...names.map((name) => `id-${name}`)];
      const goes = await Promise.allSettled(
        ids.map((id, at) =>
          server.database.write((writer) =>
            changeAccount(writer, id, id, at % 2 === 0 ? { role: 'user' } : { state: 'suspended' }, 1),
          ),
        ),
      );
      expect(goes.filter(({ status }) => status === 'fulfilled')).toHaveLength(49);
      expect(goes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { problem: 'conflict' } });
      const left = server.database.reader.selectFrom('account').select('id');
      expect(await left.where('role', '=', 'admin').where('state', '=', 'active').execute()).toHaveLength(1);
      expect(await verifyAudit(server.database.reader)).toMatchObject({ brokenAt: null });
    });

    it('takes no change from somebody who is no administrator any more', async () => {
      await add(['second', 'third'], 'admin');
      const by = (actor: string, id: string) =>
        server.database.write((writer) => changeAccount(writer, actor, id, { role: 'user' }, 1));
      await by(admin.id, 'id-second');
      await expect(by('id-second', 'id-third')).rejects.toMatchObject({ problem: 'not-allowed' });
    });

    it('shows the audit book a page at a time, and that it holds', async () => {
      const ada = await server.signedIn('ada@example.org');
      await change(ada.id, { role: 'admin', state: 'suspended', password: PASSWORD });
      await change(ada.id, { state: 'suspended' });
      const page = (rest: string) =>
        server.call<{ entries: readonly { seq: number; action: string; actor: string }[]; next: number | null }>(
          'GET',
          `/api/v1/admin/audit?limit=2${rest}`,
          { token: admin.token },
        );
      const first = await page('');
      expect(first.body.entries).toMatchObject([
        { action: 'account.suspended', actor: admin.id, subject: ada.id, detail: { sessionsEnded: 1 } },
        { action: 'account.role-changed', actor: admin.id, subject: ada.id, detail: { from: 'user', to: 'admin' } },
      ]);
      const second = await page(`&before=${String(first.body.next)}`);
      expect(second.body.entries[0]?.seq).toBe((first.body.entries[1]?.seq ?? 0) - 1);
      const check = await server.call('GET', '/api/v1/admin/audit/check', { token: admin.token });
      expect(check).toMatchObject({ status: 200, body: { brokenAt: null } });
    });

    it('knows no user of another id', async () => {
      expect(await change('nobody', { role: 'user' })).toMatchObject({ status: 404 });
      expect(await server.call('DELETE', `${USERS}/nobody/sessions`, { token: admin.token })).toMatchObject({
        status: 404,
      });
    });
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Access } from '../../src/server/http/access.js';
import { ROUTES } from '../../src/server/routes.js';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import { callRoute, ROUTE_EXAMPLES, routeName, type SignedIn } from './route-examples.js';
import { ServerUnderTest } from './server-under-test.js';

const CALLERS = [
  'a guest',
  'the owner',
  'another user',
  'an administrator',
  'somebody suspended',
  'an ended session',
] as const;
type Caller = (typeof CALLERS)[number];

/** What the access of a route promises. `gone`: as if there were no such thing. */
function promised({ who }: Access, caller: Caller, owned: boolean): 'in' | 'gone' | 401 | 403 {
  if (who === 'anyone') return 'in';
  if (caller === 'a guest' || caller === 'somebody suspended' || caller === 'an ended session') return 401;
  if (who === 'admin') return caller === 'an administrator' ? 'in' : 403;
  return owned && caller !== 'the owner' ? 'gone' : 'in';
}

const changes = ({ method }: { readonly method: string }) => !['get', 'head'].includes(method);
const api = ROUTES.filter(({ path }) => path.startsWith('/api/'));

describe('every route', () => {
  it('has an example, where its path names something or it changes something', () => {
    const needing = api.filter((route) => route.path.includes('{') || changes(route));
    const lacking = needing.filter((route) => {
      const example = ROUTE_EXAMPLES[routeName(route)];
      const complete =
        (!route.path.includes('{') || example?.of !== undefined) && (!changes(route) || example?.audited !== undefined);
      return !complete;
    });
    expect(lacking.map(routeName)).toEqual([]);
    expect(Object.keys(ROUTE_EXAMPLES).filter((name) => !ROUTES.some((route) => routeName(route) === name))).toEqual(
      [],
    );
  });

  onEachDatabase((make) => {
    let database: TestDatabase;
    let server: ServerUnderTest;
    let owner: SignedIn;
    beforeEach(async () => {
      database = await make();
      server = await ServerUnderTest.open(database);
      owner = await server.signedIn('owner@example.org');
    });
    afterEach(async () => {
      expect(server.unexpected).toEqual([]);
      await server.close();
      await database.remove();
    });

    const tokenOf = async (caller: Caller): Promise<string | null> => {
      if (caller === 'a guest') return null;
      if (caller === 'the owner') return owner.token;
      const { id, token } = await server.signedIn(
        'other@example.org',
        caller === 'an administrator' ? 'admin' : 'user',
      );
      const end = { endedAt: server.clock.now };
      await server.database.write(async (writer) => {
        if (caller === 'somebody suspended')
          await writer.updateTable('account').set({ state: 'suspended' }).where('id', '=', id).execute();
        if (caller === 'an ended session')
          await writer.updateTable('session').set(end).where('accountId', '=', id).execute();
      });
      return token;
    };

    // One server for all routes that only turn away: they change nothing.
    it.each(CALLERS)('keeps its promise to %s', async (caller) => {
      const token = await tokenOf(caller);
      const wrong: string[] = [];
      for (const route of ROUTES) {
        const owned = route.path.includes('{');
        const promise = promised(route.access, caller, owned);
        // What goes in may change something, and is called on a server of its own below.
        if (promise === 'in' && changes(route)) continue;
        // The forms of pages are signed in to by a cookie: their own tests send one.
        if (promise === 'gone' && !api.includes(route)) continue;
        const { status } = await callRoute(server, route, owner, token);
        const kept =
          promise === 'in'
            ? ![401, 403].includes(status) && status < 500
            : status === (promise === 'gone' ? 404 : promise);
        if (!kept) wrong.push(`${routeName(route)} answered ${String(status)}, not ${String(promise)}`);
      }
      expect(wrong).toEqual([]);
    });

    it.each(api.filter(changes).map((route) => [routeName(route), route] as const))(
      '%s does what it is for, and it is written down',
      async (name, route) => {
        const token = route.access.who === 'admin' ? await tokenOf('an administrator') : owner.token;
        const actions = async () => {
          const rows = await server.database.reader.selectFrom('audit').select('action').orderBy('seq').execute();
          return rows.map(({ action }) => action);
        };
        const before = await actions();
        const { status } = await callRoute(server, route, owner, route.access.who === 'anyone' ? null : token);
        expect(status, name).toBeGreaterThanOrEqual(200);
        expect(status, name).toBeLessThan(400);
        const audited = ROUTE_EXAMPLES[name]?.audited;
        const added = (await actions()).slice(before.length);
        if (typeof audited === 'string') expect(added).toContain(audited);
        else expect(added).toEqual([]);
      },
    );
  });
});

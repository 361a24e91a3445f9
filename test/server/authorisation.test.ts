import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_COST } from '../../src/domain/source.js';
import { ROUTES } from '../../src/server/routes.js';
import { CALLERS, promised, type Caller, type Cast } from './callers.js';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import { exampleCall, ROUTE_EXAMPLES, type RouteExample } from './route-examples.js';
import { changes, routeName, ROUTE_RULES } from './route-rules.js';
import { QUICK_PASSWORDS, ServerUnderTest } from './server-under-test.js';

const names = ROUTES.map(routeName);

describe('every route', () => {
  it('has a rule that says who may call it, and nothing else has one', () => {
    expect(Object.keys(ROUTE_RULES).sort()).toEqual([...names].sort());
  });

  it('has an example, where its path names something or it changes something', () => {
    const lacking = ROUTES.filter((route) => {
      const example = ROUTE_EXAMPLES[routeName(route)];
      const named = !route.path.includes('{') || example?.of !== undefined;
      return !named || (changes(route) && example?.audited === undefined);
    });
    expect(lacking.map(routeName)).toEqual([]);
    expect(Object.keys(ROUTE_EXAMPLES).filter((name) => !names.includes(name))).toEqual([]);
  });

  onEachDatabase((make) => {
    let database: TestDatabase;
    let server: ServerUnderTest;
    let rounds = 0;
    beforeAll(async () => {
      database = await make();
      const answer = { result: '{}', notes: [], cost: NO_COST, files: [] };
      const bench = { run: () => Promise.resolve(answer) };
      server = await ServerUnderTest.open(database, { bench, passwords: QUICK_PASSWORDS });
      // Whatever becomes of the administrator of a round, it is not the last one.
      await server.signedIn('root@example.org', 'admin');
    });
    afterAll(async () => {
      await server.parts.tools.stop();
      await server.close();
      await database.remove();
      expect(server.unexpected).toEqual([]);
    });

    const newCast = async (): Promise<Cast> => {
      rounds += 1;
      const [owner, other, admin] = [
        await server.signedIn(`owner${String(rounds)}@example.org`),
        await server.signedIn(`other${String(rounds)}@example.org`),
        await server.signedIn(`admin${String(rounds)}@example.org`, 'admin'),
      ];
      return { owner, other, admin };
    };
    const lastEntry = async () =>
      (await server.database.reader.selectFrom('auditEnd').select('seq').executeTakeFirstOrThrow()).seq;
    const actionsAfter = async (seq: number) => {
      const rows = await server.database.reader.selectFrom('audit').select('action').where('seq', '>', seq).execute();
      return rows.map(({ action }) => action);
    };

    /** Calls a route as somebody. @returns what was not as it was promised, and whether something should have changed */
    const callAs = async (route: (typeof ROUTES)[number], caller: Caller, cast: Cast) => {
      const name = routeName(route);
      const rule = ROUTE_RULES[name] ?? 'anyone';
      const { audited, shared } = ROUTE_EXAMPLES[name] ?? {};
      const owned = route.path.includes('{') && shared === undefined;
      const promise = promised(caller, rule, { method: route.method, owned });
      const call = await exampleCall(server, route, cast.owner);
      const headers = await caller.headers(server, cast, rule);
      const before = await lastEntry();
      const { status } = await call(headers);
      const added = await actionsAfter(before);
      const wrong: string[] = [];
      const kept = promise === 'in' ? status >= 200 && status < 400 : status === promise;
      if (!kept) wrong.push(`${name} answered ${String(status)}, not ${String(promise)}`);
      // What a page of another site asks for is turned away before anybody looks who may.
      const looked = caller.foreign !== true || !changes(route);
      const refused = promise === 403 && looked ? 'access.refused' : null;
      const event = promise === 'in' ? eventOf(audited, caller) : refused;
      const written = event === null ? added.length === 0 : added.includes(event);
      if (!written) wrong.push(`${name} wrote down [${added.join()}], not ${String(event)}`);
      return { wrong, changed: promise === 'in' && changes(route) };
    };

    it.each(CALLERS)('keeps its promise to $name', async (caller) => {
      let cast = await newCast();
      const wrong: string[] = [];
      for (const route of ROUTES) {
        const called = await callAs(route, caller, cast);
        wrong.push(...called.wrong);
        if (called.changed) cast = await newCast();
      }
      expect(wrong).toEqual([]);
    });
  });
});

/** The event that a success of this caller writes down; null for none. */
function eventOf(audited: RouteExample['audited'], { as, token }: Caller): string | null {
  if (audited === undefined || typeof audited === 'string') return audited ?? null;
  const session = as !== 'nobody' && token === undefined;
  return 'ofSession' in audited && session ? audited.ofSession : null;
}

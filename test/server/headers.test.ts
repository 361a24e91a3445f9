import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_COST } from '../../src/domain/source.js';
import { ROUTES } from '../../src/server/routes.js';
import { askAll, LISTED, type Asked } from './asked-answers.js';
import { CALLERS, type Cast } from './callers.js';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import { HEADER_CHECKS } from './header-checks.js';
import { exampleCall, type ExampleCall } from './route-examples.js';
import { PUBLIC_URL, QUICK_PASSWORDS, ServerUnderTest, SETTINGS } from './server-under-test.js';

const CHECKS = Object.entries(HEADER_CHECKS);

it('there are at least forty checks', () => {
  expect(CHECKS.length).toBeGreaterThanOrEqual(40);
});

/** Where administrators do something to somebody else. */
const ABOUT_OTHERS = /^(?:\/api\/v1)?\/admin\//;

describe('every answer of every route', () => {
  onEachDatabase((make) => {
    let database: TestDatabase;
    let server: ServerUnderTest;
    const asked: Asked[] = [];
    beforeAll(async () => {
      database = await make();
      const bench = { run: () => Promise.resolve({ result: '{}', notes: [], cost: NO_COST, files: [] }) };
      const settings = { ...SETTINGS, corsOrigins: [LISTED] };
      server = await ServerUnderTest.open(database, { bench, settings, passwords: QUICK_PASSWORDS });
      await server.signedIn('root@example.org', 'admin');
      const page = CALLERS.find(({ name }) => name === 'an administrator, on the page');
      for (const [at, route] of ROUTES.entries()) {
        const admin = await server.signedIn(`admin${String(at)}@example.org`, 'admin');
        const owner = await server.signedIn(`owner${String(at)}@example.org`);
        const cast: Cast = { owner: ABOUT_OTHERS.test(route.path) ? owner : admin, other: owner, admin };
        const headers = (await page?.headers(server, cast, 'admin')) ?? {};
        asked.push(await askAll(route, await exampleCall(server, route, cast.owner), headers));
      }
    });
    afterAll(async () => {
      await server.parts.tools.stop();
      await server.close();
      await database.remove();
      expect(server.unexpected).toEqual([]);
    });

    it('was asked for by somebody who got it', () => {
      const refused = asked.filter(({ signedIn }) => signedIn.status >= 400);
      expect(refused.map(({ name, signedIn }) => `${name}: ${String(signedIn.status)}`)).toEqual([]);
      expect(asked).toHaveLength(ROUTES.length);
    });

    it.each(CHECKS)('keeps: %s', (_, check) => {
      expect(asked.flatMap((each) => check(each).map((wrong) => `${each.name} ${wrong}`))).toEqual([]);
    });
  });
});

/** A server that does everything as it must not be done. */
function careless(): ExampleCall {
  const app = new Hono();
  app.all('*', ({ req }) => {
    const { host } = new URL(req.url);
    const overridden = req.header('x-method-override') !== undefined;
    const status = req.method === 'GET' && !overridden && !req.path.endsWith('/') ? 500 : 200;
    const origin = req.header('origin') ?? '*';
    const headers = new Headers({
      'access-control-allow-credentials': 'true',
      'cache-control': 'public',
      'content-type': 'text/plain',
      location: `//${host}/`,
      server: 'careless/1.0',
      'x-frame-options': 'SAMEORIGIN, SAMEORIGIN',
      'x-powered-by': 'carelessness',
      ...(origin === LISTED ? {} : { 'access-control-allow-origin': origin }),
    });
    headers.append('set-cookie', 'session=1; Domain=evil.test');
    const told = `Error ${req.header('x-request-id') ?? ''} ${host} ${origin}\n  at work (/server/work.ts:1:1)`;
    if (req.header('accept') === 'text/html') headers.delete('content-type');
    return new Response(Buffer.from(told), { status, headers });
  });
  return async (headers, { method = 'GET', path = '/careless' } = {}) => {
    const answer = await app.request(path.startsWith('/') ? `${PUBLIC_URL}${path}` : path, { method, headers });
    return { status: answer.status, headers: answer.headers, body: await answer.text() };
  };
}

describe('a careless server', () => {
  it.each(CHECKS)('does not keep: %s', async (_, check) => {
    const route = ROUTES.find(({ path }) => path === '/api/v1/me');
    if (route === undefined) throw new Error('there is no such route');
    expect(check(await askAll(route, careless(), {}))).not.toEqual([]);
  });
});

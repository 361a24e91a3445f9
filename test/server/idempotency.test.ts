import { OpenAPIHono, z } from '@hono/zod-openapi';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerTo } from '../../src/server/app.js';
import { takes } from '../../src/server/http/bodies.js';
import { guard } from '../../src/server/http/guard.js';
import { Problem } from '../../src/server/http/problem.js';
import { route, type ServerEnv } from '../../src/server/http/route.js';
import { ABANDONED_MS, claimKey, KEPT_MS } from '../../src/server/idempotency/kept-answers.js';
import { AccessTokens } from '../../src/server/sessions/access-token.js';
import { Metrics } from '../../src/server/system/metrics.js';
import { secretsFrom, tokenHash } from '../../src/server/secrets.js';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import { PASSWORD, PUBLIC_URL, SECRET, ServerUnderTest } from './server-under-test.js';

describe('a request with an Idempotency-Key', () => {
  onEachDatabase((make) => {
    let database: TestDatabase;
    let server: ServerUnderTest;
    let token: string;
    let accountId: string;
    /** What the route below has done. */
    let effects: string[];
    let app: OpenAPIHono<ServerEnv>;
    beforeEach(async () => {
      database = await make();
      server = await ServerUnderTest.open(database);
      ({ token, id: accountId } = await server.signedIn('ada@example.org'));
      effects = [];
      app = appOf(server, effects);
    });
    afterEach(async () => {
      await server.close();
      await database.remove();
    });

    /** A token that holds at the time that the clock shows. */
    const tokenNow = async () => {
      const body = { email: 'ada@example.org', password: PASSWORD };
      return (await server.call<{ accessToken: string }>('POST', '/api/v1/sessions', { body })).body.accessToken;
    };
    const make1 = async (key: string, thing: string, as = token, path = '/things') =>
      app.request(`${PUBLIC_URL}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({ thing }),
      });

    it('is done once, of 50 at once', async () => {
      for (let round = 0; round < 5; round += 1) {
        effects.length = 0;
        const answers = await Promise.all(Array.from({ length: 50 }, () => make1(`key-${round}`, 'a')));
        const bodies = await Promise.all(answers.filter(({ status }) => status === 201).map((answer) => answer.text()));
        expect(effects).toEqual(['a']);
        expect(new Set(bodies).size).toBe(1);
        for (const { status } of answers) expect([201, 409]).toContain(status);
        const later = await make1(`key-${round}`, 'a');
        expect([later.status, await later.text(), later.headers.get('location')]).toEqual([
          201,
          bodies[0],
          '/things/1',
        ]);
        expect(later.headers.get('idempotent-replayed')).toBe('true');
      }
    });

    it('is refused when it asks for something else than the first, in body or address', async () => {
      await make1('key', 'a');
      expect((await make1('key', 'b')).status).toBe(422);
      expect((await make1('key', 'a', token, '/things?more=1')).status).toBe(422);
      expect(effects).toEqual(['a']);
    });

    it('is another one for another account', async () => {
      const { token: bobs } = await server.signedIn('bob@example.org');
      await make1('key', 'a');
      expect((await make1('key', 'b', bobs)).status).toBe(201);
      expect(effects).toEqual(['a', 'b']);
    });

    it('is done again after 24 hours', async () => {
      await make1('key', 'a');
      server.clock.now += KEPT_MS - 1;
      const later = await tokenNow();
      await make1('key', 'a', later);
      expect(effects).toEqual(['a']);
      server.clock.now += 1;
      await make1('key', 'a', later);
      expect(effects).toEqual(['a', 'a']);
    });

    it('may be tried again after it was refused for what it said, or for being too busy', async () => {
      expect((await make1('key', '')).status).toBe(400);
      expect((await make1('key', 'busy')).status).toBe(503);
      expect((await make1('key', 'a')).status).toBe(201);
      expect(effects).toEqual(['busy', 'a']);
    });

    it('is not done again once it was begun, though it ended as too busy', async () => {
      const first = await (await make1('key', 'begun')).text();
      const second = await make1('key', 'begun');
      expect([second.status, await second.text()]).toEqual([503, first]);
      expect(effects).toEqual(['begun']);
    });

    it('fails again as it failed', async () => {
      const first = await (await make1('key', 'taken')).text();
      const second = await make1('key', 'taken');
      expect([second.status, await second.text()]).toEqual([409, first]);
      expect(effects).toEqual(['taken']);
    });

    it('answers nothing as nothing', async () => {
      expect((await make1('key', 'silent')).status).toBe(204);
      expect((await make1('key', 'silent')).status).toBe(204);
      expect(effects).toEqual(['silent']);
    });

    it('waits for one that is under way, but not for one whose process is gone', async () => {
      const request = {
        accountId,
        keyHash: tokenHash('key'),
        requestHash: server.parts.secrets.fingerprint(JSON.stringify(['POST', '/things', '', '{"thing":"a"}'])),
      };
      await claimKey(server.database.reader, { ...request, claim: 'gone' }, server.clock.now);
      server.clock.now += ABANDONED_MS - 1;
      expect((await make1('key', 'a')).status).toBe(409);
      server.clock.now += 1;
      expect((await make1('key', 'a')).status).toBe(201);
    });

    it('needs a key that can be one', async () => {
      for (const key of ['', 'two words', 'x'.repeat(256)]) expect((await make1(key, 'a')).status).toBe(400);
      expect(effects).toEqual([]);
    });

    it('leaves no hash in the database that a password in it could be guessed by', async () => {
      const request = ['POST', '/things', '', '{"thing":"a"}'];
      await make1('key', 'a');
      const { requestHash } = await server.database.reader
        .selectFrom('keptAnswer')
        .select('requestHash')
        .executeTakeFirstOrThrow();
      expect(requestHash).not.toBe(tokenHash(JSON.stringify(request)));
      expect(requestHash).toBe(secretsFrom(SECRET).fingerprint(JSON.stringify(request)));
      expect(requestHash).not.toBe(secretsFrom(Buffer.alloc(32, 8)).fingerprint(JSON.stringify(request)));
    });

    it('leaves no answer that can be read in the database', async () => {
      await make1('the-key', 'a-secret-thing');
      const rows = JSON.stringify(await server.database.reader.selectFrom('keptAnswer').selectAll().execute());
      expect(rows).not.toMatch(/the-key|a-secret-thing/);
    });
  });
});

/** The guard of the real app before a route that does what its body says. */
function appOf(server: ServerUnderTest, effects: string[]): OpenAPIHono<ServerEnv> {
  const made = new OpenAPIHono<ServerEnv>({
    defaultHook: (result) => {
      if (!result.success) throw new Problem('invalid-request');
    },
  });
  const accessTokens = new AccessTokens(server.parts);
  made.onError(answerTo);
  made.use(async (context, next) => {
    context.set('parts', server.parts);
    context.set('requestId', `request-${String(effects.length)}`);
    context.set('client', '192.0.2.1');
    context.set('fromThisMachine', false);
    context.set('metrics', new Metrics());
    context.set('accessTokens', accessTokens);
    await next();
  });
  const things = route(
    {
      access: { who: 'user', scope: 'tools' },
      method: 'post',
      path: '/things',
      request: { body: takes(z.object({ thing: z.string().min(1) })) },
      responses: { 201: { description: 'Made.' }, 204: { description: 'Done.' } },
    },
    async (context) => {
      const { thing } = context.req.valid('json');
      effects.push(thing);
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (thing === 'begun') context.set('begun', true);
      if (thing === 'busy' || thing === 'begun') throw new Problem('busy');
      if (thing === 'taken') throw new Problem('conflict');
      if (thing === 'silent') return context.body(null, 204);
      return context.json({ thing, number: effects.length }, 201, { location: '/things/1' });
    },
  );
  made.on('POST', '/things', guard(things));
  things.mount(made);
  return made;
}

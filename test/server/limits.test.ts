import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_COST } from '../../src/domain/source.js';
import { ALLOWANCES } from '../../src/server/limits/allowances.js';
import { memoryCounters, type Counters } from '../../src/server/limits/counters.js';
import { databaseCounters } from '../../src/server/limits/database-counters.js';
import type { Account } from '../../src/server/database/tables.js';
import { PLAN_ALLOWANCES } from '../../src/server/tools/plan-allowances.js';
import type { Database } from '../../src/server/database/database.js';
import { onEachDatabase, onPostgres, type TestDatabase } from './each-database.js';
import { ServerUnderTest } from './server-under-test.js';

const WINDOW = { windowMs: 60_000 };

function windows(counters: () => Counters): void {
  it('are opened by the first request, and begin again when they are over', async () => {
    const at = async (now: number) => (await counters().count([{ key: 'a', ...WINDOW }], now))[0];
    expect(await at(1000)).toMatchObject({ count: 1, until: 61_000 });
    expect(await at(60_999)).toMatchObject({ count: 2, until: 61_000 });
    expect(await at(61_000)).toMatchObject({ count: 1, until: 121_000 });
  });

  it('of different keys know nothing of each other', async () => {
    await counters().count([{ key: 'a', ...WINDOW }], 0);
    const both = await counters().count(
      [
        { key: 'b', ...WINDOW },
        { key: 'a', ...WINDOW },
      ],
      1,
    );
    expect(Object.fromEntries(both.map(({ key, count }) => [key, count]))).toEqual({ a: 2, b: 1 });
  });
}

describe('what is counted with every request', () => {
  onPostgres((make) => {
    it('is not written to the log of the database, and so waits for no disk', async () => {
      const made = await make();
      const database = await made.open();
      const { rows } = await sql<{ kept: string }>`select relpersistence as kept from pg_class
        where relname = 'rateCount'`.execute(database.reader);
      expect(rows).toEqual([{ kept: 'u' }]);
      await database.close();
      await made.remove();
    });
  });
});

describe('windows in memory', () => {
  let counters = memoryCounters();
  beforeEach(() => {
    counters = memoryCounters();
  });
  windows(() => counters);

  it('still count right after those that are over were thrown away', async () => {
    for (let at = 0; at < 5000; at += 1) await counters.count([{ key: `old ${at}`, ...WINDOW }], at);
    await counters.count([{ key: 'kept', ...WINDOW }], 64_000);
    for (let at = 0; at < 5000; at += 1) await counters.count([{ key: `new ${at}`, ...WINDOW }], 66_000);
    expect(await counters.count([{ key: 'kept', ...WINDOW }], 67_000)).toMatchObject([{ count: 2 }]);
  });
});

describe('windows in the database', () => {
  onEachDatabase((make) => {
    let database: TestDatabase;
    let opened: Database;
    beforeEach(async () => {
      database = await make();
      opened = await database.open();
    });
    afterEach(async () => {
      await opened.close();
      await database.remove();
    });

    windows(() => databaseCounters(opened.reader));

    it('count every request of two processes exactly once', async () => {
      const other = await database.open();
      const both = [databaseCounters(opened.reader), databaseCounters(other.reader)];
      const counted = await Promise.all(
        Array.from({ length: 200 }, (_, at) =>
          (both[at % 2] ?? databaseCounters(opened.reader)).count(
            // Named in turns in this and in that order: neither may wait for the other for ever.
            (at % 4 < 2 ? ['address', 'account'] : ['account', 'address']).map((key) => ({ key, ...WINDOW })),
            0,
          ),
        ),
      );
      await other.close();
      for (const wanted of ['address', 'account']) {
        const counts = counted.flatMap((rows) => rows.filter(({ key }) => key === wanted).map(({ count }) => count));
        expect(counts.sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, at) => at + 1));
      }
    });

    it('let exactly the quota of an account through over two servers', async () => {
      const first = await ServerUnderTest.open(database, { counters: databaseCounters(opened.reader) });
      const elsewhere = await database.open();
      const second = await ServerUnderTest.open(database, { counters: databaseCounters(elsewhere.reader) });
      const { token } = await first.signedIn('ada@example.org');
      const quota = ALLOWANCES.usual.account?.free.quota ?? 0;
      const answers = await Promise.all(
        Array.from({ length: quota + 30 }, (_, at) =>
          (at % 2 === 0 ? first : second).call('GET', '/api/v1/me', { token, from: `192.0.2.${at}` }),
        ),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(quota);
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(30);
      expect([...first.unexpected, ...second.unexpected]).toEqual([]);
      await Promise.all([first.close(), second.close(), elsewhere.close()]);
    });
  });
});

describe('limits', () => {
  onEachDatabase((make) => {
    let database: TestDatabase;
    let server: ServerUnderTest;
    beforeEach(async () => {
      database = await make();
      const bench = { run: () => Promise.resolve({ result: '{}', notes: [], cost: NO_COST, files: [] }) };
      server = await ServerUnderTest.open(database, { counters: memoryCounters(), bench });
    });
    afterEach(async () => {
      await server.parts.tools.stop();
      expect(server.unexpected).toEqual([]);
      await server.close();
      await database.remove();
    });

    /** Each time for another address: guessing one and the same has to wait much sooner. */
    let guesses = 0;
    const guess = (from: string) => {
      guesses += 1;
      const body = { email: `nobody${String(guesses)}@example.org`, password: 'x' };
      return server.call('POST', '/api/v1/sessions', { from, body });
    };

    it('say what is left, and how long', async () => {
      const { token } = await server.signedIn('ada@example.org');
      const { headers } = await server.call('GET', '/api/v1/me', { token, from: '192.0.2.9' });
      expect(headers.get('ratelimit-policy')).toBe('"usual-address";q=3000;w=60, "usual-account";q=120;w=60');
      expect(headers.get('ratelimit')).toBe('"usual-address";r=2999;t=60, "usual-account";r=119;t=60');
    });

    it('refuse who guesses passwords, from a whole /64, until the window is over', async () => {
      const { quota, windowMs } = ALLOWANCES['sign-in'].address;
      for (let at = 1; at <= quota; at += 1) {
        expect(await guess(`2001:db8:0:7::${at.toString(16)}`)).toMatchObject({ status: 401 });
      }
      server.clock.now += 1500;
      const refused = await guess('2001:db8:0:7:8888:9999:aaaa:bbbb');
      expect(refused).toMatchObject({ status: 429, body: { type: '/problems#too-many-requests', status: 429 } });
      expect(refused.headers.get('retry-after')).toBe('299');
      expect(refused.headers.get('ratelimit')).toBe('"sign-in-address";r=0;t=299');
      expect(await guess('2001:db8:0:8::1')).toMatchObject({ status: 401 });
      server.clock.now += windowMs - 1500;
      expect(await guess('2001:db8:0:7::1')).toMatchObject({ status: 401 });
    });

    it('count what brings no valid token by the address alone, and do not take from the account', async () => {
      const { token } = await server.signedIn('ada@example.org');
      for (let at = 0; at < 200; at += 1) await server.call('GET', '/api/v1/me', { token: `${token}x` });
      const { status, headers } = await server.call('GET', '/api/v1/me', { token });
      expect(status).toBe(200);
      expect(headers.get('ratelimit')).toContain('"usual-account";r=119;');
    });

    it('give a plan what it pays for', async () => {
      const { id, token } = await server.signedIn('ada@example.org');
      await server.database.reader.updateTable('account').set({ plan: 'team' }).where('id', '=', id).execute();
      const { headers } = await server.call('GET', '/api/v1/me', { token });
      expect(headers.get('ratelimit-policy')).toContain('"usual-account";q=1800;w=60');
    });

    it('do not count who asks whether the server lives', async () => {
      const { status, headers } = await server.call('GET', '/healthz');
      expect([status, headers.get('ratelimit')]).toEqual([200, null]);
    });

    it('leave it to the plan to say that its runs of today are over', async () => {
      for (const [plan, { runsADay }] of Object.entries(PLAN_ALLOWANCES)) {
        expect(ALLOWANCES.tools.account?.[plan as Account['plan']].quota).toBeGreaterThan(runsADay);
      }
      const { token } = await server.signedIn('ada@example.org');
      const run = () =>
        server.call<{ detail: string }>('POST', '/api/v1/tools/concepts', {
          token,
          body: { topic: 'x' },
          headers: { prefer: 'respond-async' },
        });
      for (let at = 0; at < PLAN_ALLOWANCES.free.runsADay; at += 1) expect((await run()).status).toBe(202);
      const refused = await run();
      expect([refused.status, refused.body.detail]).toEqual([429, expect.stringContaining('has 20 runs a day')]);
    });

    it('are no smaller for an address than for the account with the best plan', () => {
      for (const { address, account } of Object.values(ALLOWANCES)) {
        if (account === null) continue;
        const { free, pro, team } = account;
        expect([free.quota, pro.quota, team.quota, address.quota]).toEqual(
          [free.quota, pro.quota, team.quota, address.quota].sort((a, b) => a - b),
        );
      }
    });
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_COST } from '../../src/domain/source.js';
import { Failure } from '../../src/errors.js';
import { PLAN_ALLOWANCES } from '../../src/server/tools/plan-allowances.js';
import type { ToolAnswer, ToolWish } from '../../src/server/tools/tool-bench.js';
import { LEASE_MS } from '../../src/server/tools/tool-runs.js';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import { ServerUnderTest } from './server-under-test.js';

interface Job {
  readonly id: string;
  readonly state: string;
  readonly result: unknown;
  readonly problem: { readonly kind: string } | null;
  readonly notes: readonly string[];
}

const CHANNELS = { channels: ['@made-up'] };
const answer = (result: unknown): ToolAnswer => ({
  result: JSON.stringify(result),
  notes: ['a note.'],
  cost: { ...NO_COST, units: 3 },
  files: [],
});

/** Tools that end when a test says so. */
class TestBench {
  readonly begun: ToolWish[] = [];
  private readonly ends: (() => void)[] = [];
  what: (wish: ToolWish) => ToolAnswer = ({ input }) => answer({ schemaVersion: 1, input });
  waits = false;

  run = async (wish: ToolWish): Promise<ToolAnswer> => {
    this.begun.push(wish);
    if (this.waits) {
      await new Promise<void>((resolve, reject) => {
        this.ends.push(resolve);
        const stopped = () => {
          reject(new Failure('interrupted', 'interrupted', 'run it again'));
        };
        wish.signal.addEventListener('abort', stopped);
        if (wish.signal.aborted) stopped();
      });
    }
    return this.what(wish);
  };

  end(): void {
    for (const resolve of this.ends) resolve();
  }
}

describe('tools over HTTP', () => {
  onEachDatabase((make) => {
    let database: TestDatabase;
    let bench: TestBench;
    let server: ServerUnderTest;
    let token: string;
    beforeEach(async () => {
      database = await make();
      bench = new TestBench();
      server = await ServerUnderTest.open(database, { bench });
      ({ token } = await server.signedIn('ada@example.org'));
    });
    afterEach(async () => {
      await server.parts.tools.stop();
      await server.close();
      await database.remove();
    });

    const ask = <B = Job>(tool: string, body: unknown, as = token) =>
      server.call<B>('POST', `/api/v1/tools/${tool}`, { body, token: as });
    /** Every POST has looked for work by itself; a turn more sees to it that all have begun for which there is room. */
    const begun = async (count: number) => {
      await server.parts.tools.turn();
      await expect.poll(() => bench.begun.length).toBe(count);
    };
    const jobOf = async (id: string, as = token) =>
      (await server.call<Job>('GET', `/api/v1/jobs/${id}`, { token: as })).body;

    it('answer with what the command prints, and keep it', async () => {
      const { status, body, headers } = await ask<unknown>('outliers', { ...CHANNELS, limit: 20 });
      expect([status, body]).toEqual([200, { schemaVersion: 1, input: { ...CHANNELS, limit: 20 } }]);
      const kept = await server.call<Job>('GET', headers.get('location') ?? '', { token });
      expect(kept.body).toMatchObject({ state: 'done', tool: 'outliers', result: body, notes: ['a note.'] });
      expect(bench.begun).toMatchObject([{ usdMost: PLAN_ALLOWANCES.free.usdARun, paidPictures: false }]);
    });

    it.each<[string, object]>([
      ['outliers', {}],
      ['outliers', { channels: Array.from({ length: 11 }, () => '@a') }],
      ['outliers', { ...CHANNELS, limit: 501 }],
      ['outliers', { ...CHANNELS, from: ['/etc/passwd'] }],
      ['outliers', { ...CHANNELS, source: 'file' }],
      ['outliers', { channels: ['-'] }],
      ['thumbnails-generate', { prompt: 'a fox', reference: 'http://127.0.0.1/' }],
      ['thumbnails-generate', { prompt: 'a fox', count: 9 }],
      ['thumbnails-generate', { prompt: 'a fox', output: '/tmp' }],
    ])('refuse %s with %j', async (tool, body) => {
      expect(await ask(tool, body)).toMatchObject({ status: 400, body: { type: '/problems#invalid-request' } });
      expect(bench.begun).toEqual([]);
    });

    it.each([
      ['usage', 422, '/problems#unprocessable', 'it said this'],
      ['not-found', 422, '/problems#unprocessable', 'it said this'],
      ['provider', 502, '/problems#provider', 'it said this'],
      ['quota', 503, '/problems#busy', 'it said this'],
      ['key', 502, '/problems#provider', 'The host has no key for this, or it was refused.'],
      ['unexpected', 500, '/problems#unexpected', undefined],
    ] as const)('make a problem of the failure "%s"', async (kind, status, type, detail) => {
      bench.what = () => {
        throw new Failure(kind, 'it said this', 'do that');
      };
      const { body, status: found } = await ask<{ type: string; kind: string; detail?: string }>('outliers', CHANNELS);
      expect([found, body.type, body.kind, body.detail]).toEqual([status, type, kind, detail]);
    });

    it('run as a job what takes long', async () => {
      bench.waits = true;
      const asked = await ask('concepts', { topic: 'sourdough' });
      expect(asked).toMatchObject({ status: 202, body: { result: null, problem: null } });
      const { id } = asked.body;
      await begun(1);
      expect(await jobOf(id)).toMatchObject({ state: 'running' });
      bench.end();
      await server.parts.tools.idle();
      expect(await jobOf(id)).toMatchObject({ state: 'done', result: { input: { topic: 'sourdough' } } });
      expect(bench.begun).toHaveLength(1);
    });

    it('show a run and its files to nobody else', async () => {
      const bytes = Buffer.from('a picture');
      bench.what = () => ({ ...answer({}), files: [{ name: 'fox-1.png', type: 'image/png', bytes }] });
      const { id } = (await ask('thumbnails-generate', { prompt: 'a fox' })).body;
      await begun(1);
      await server.parts.tools.idle();
      expect(await jobOf(id)).toMatchObject({ state: 'done' });
      expect(server.unexpected).toEqual([]);
      const other = await server.signedIn('bob@example.org');
      const get = (as: string) => server.call<string>('GET', `/api/v1/jobs/${id}/files/fox-1.png`, { token: as });
      const mine = await get(token);
      expect([mine.status, mine.body, mine.headers.get('content-type')]).toEqual([200, 'a picture', 'image/png']);
      expect((await get(other.token)).status).toBe(404);
      for (const method of ['GET', 'DELETE']) {
        expect((await server.call(method, `/api/v1/jobs/${id}`, { token: other.token })).status).toBe(404);
      }
    });

    it('stop when they are cancelled, at work or waiting', async () => {
      bench.waits = true;
      const ids: string[] = [];
      for (let job = 0; job < 5; job += 1) ids.push((await ask('concepts', { topic: `topic ${job}` })).body.id);
      await begun(4);
      for (const id of ids) await server.call('DELETE', `/api/v1/jobs/${id}`, { token });
      await server.parts.tools.idle();
      for (const id of ids)
        expect(await jobOf(id)).toMatchObject({ state: 'failed', problem: { kind: 'interrupted' } });
      expect(bench.begun).toHaveLength(4);
    });

    it('are begun anew when their process died, except where that may cost twice', async () => {
      bench.waits = true;
      const many = { channels: ['@a', '@b', '@c'] };
      const [cheap, dear] = [(await ask('outliers', many)).body.id, (await ask('concepts', { topic: 'x' })).body.id];
      await begun(2);
      // The first process says nothing more: its clock, which renews the leases, is never turned again.
      const next = new TestBench();
      const second = await ServerUnderTest.open(database, { bench: next });
      second.clock.now = server.clock.now + LEASE_MS - 1;
      await second.parts.tools.turn();
      expect(next.begun).toEqual([]);
      second.clock.now += 1;
      await second.parts.tools.turn();
      await second.parts.tools.idle();
      expect(next.begun.map(({ id }) => id)).toEqual([cheap]);
      expect(await jobOf(cheap)).toMatchObject({ state: 'done' });
      expect(await jobOf(dear)).toMatchObject({ state: 'failed', problem: { kind: 'interrupted' } });
      // What comes late from the one taken for dead changes nothing.
      bench.what = () => answer('late');
      bench.end();
      await server.parts.tools.idle();
      expect(await jobOf(cheap)).toMatchObject({ state: 'done', result: { input: many } });
      await second.close();
    });

    it.each([
      ['keywords', { topic: 'x', deep: true }, false],
      ['hashtags', { topic: 'x', limit: 201 }, false],
      ['hashtags', { channel: '@a', limit: 201 }, true],
      ['streak', { ...CHANNELS, ai: true }, false],
      ['streak', { ...CHANNELS, limit: 201 }, true],
    ])(
      'of a process that died are begun once more only where no model may be asked: %s of %j',
      async (tool, body, again) => {
        bench.waits = true;
        const { id } = (await ask(tool, body)).body;
        await begun(1);
        const next = new TestBench();
        const second = await ServerUnderTest.open(database, { bench: next });
        second.clock.now = server.clock.now + LEASE_MS;
        await second.parts.tools.turn();
        await second.parts.tools.idle();
        expect(next.begun).toHaveLength(again ? 1 : 0);
        expect(await jobOf(id)).toMatchObject({ state: again ? 'done' : 'failed' });
        bench.end();
        await server.parts.tools.idle();
        await second.close();
      },
    );

    it('can be begun without waiting for them, and waited for later', async () => {
      bench.waits = true;
      const wish = (prefer: string) => ({ token, headers: { prefer } });
      const asked = await server.call<Job>('POST', '/api/v1/tools/outliers', {
        ...wish('respond-async'),
        body: CHANNELS,
      });
      expect([asked.status, asked.headers.get('preference-applied')]).toEqual([202, 'respond-async']);
      const { id } = asked.body;
      await begun(1);
      bench.begun[0]?.onProgress('page 2 of 5');
      expect(await jobOf(id)).toMatchObject({ state: 'running', progress: 'page 2 of 5' });
      const waiting = server.call<Job>('GET', `/api/v1/jobs/${id}`, wish('wait=20'));
      bench.end();
      expect((await waiting).body).toMatchObject({ state: 'done', progress: null, result: { input: CHANNELS } });
    });

    it('say what was missing beside their result', async () => {
      const shortfall = new Failure('provider', 'two of three were made', 'try again');
      bench.what = () => ({ ...answer({ pictures: [] }), shortfall });
      const { id } = (await ask('thumbnails-generate', { prompt: 'a fox' })).body;
      await begun(1);
      await server.parts.tools.idle();
      expect(await jobOf(id)).toMatchObject({
        state: 'done',
        result: { pictures: [] },
        problem: { kind: 'provider', detail: 'two of three were made' },
      });
    });

    it('go back into the queue when the server stops, except where that may cost twice', async () => {
      bench.waits = true;
      const cheap = (await ask('outliers', { channels: ['@a', '@b', '@c'] })).body.id;
      const dear = (await ask('concepts', { topic: 'x' })).body.id;
      await begun(2);
      await server.parts.tools.stop();
      expect(await jobOf(cheap)).toMatchObject({ state: 'queued' });
      expect(await jobOf(dear)).toMatchObject({ state: 'failed', problem: { kind: 'interrupted' } });
    });

    it('are run once by two processes that look at the same time', async () => {
      const next = new TestBench();
      const second = await ServerUnderTest.open(database, { bench: next });
      second.clock.now = server.clock.now;
      await Promise.all(Array.from({ length: 20 }, () => ask('concepts', { topic: 'x' })));
      const ids = await server.database.reader.selectFrom('toolRun').select('id').execute();
      const undone = server.database.reader.selectFrom('toolRun').select('id').where('state', '!=', 'done');
      while ((await undone.execute()).length > 0) {
        await Promise.all([server.parts.tools.turn(), second.parts.tools.turn(), server.parts.tools.turn()]);
        await Promise.all([server.parts.tools.idle(), second.parts.tools.idle()]);
      }
      const all = [...bench.begun, ...next.begun].map(({ id }) => id).sort();
      expect(all).toEqual(ids.map(({ id }) => id).sort());
      expect(all).toHaveLength(20);
      await second.close();
    });

    it('are as many a day as the plan has, exactly, whoever asks at once', async () => {
      const { runsADay } = PLAN_ALLOWANCES.free;
      const second = await ServerUnderTest.open(database, { bench });
      second.clock.now = server.clock.now;
      const all = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          (index % 2 === 0 ? server : second).call('POST', '/api/v1/tools/concepts', { body: { topic: 'x' }, token }),
        ),
      );
      expect(all.filter(({ status }) => status === 202)).toHaveLength(runsADay);
      const refused = all.filter(({ status }) => status === 429);
      expect(refused).toHaveLength(50 - runsADay);
      // It is noon.
      expect(refused[0]?.headers.get('retry-after')).toBe(String(12 * 3600));
      expect(refused[0]?.headers.get('ratelimit')).toContain(`"tools-day";r=0;t=${12 * 3600}`);
      const lefts = all.flatMap(({ status, headers }) => (status === 202 ? [headers.get('ratelimit')] : []));
      expect(new Set(lefts).size).toBe(runsADay);
      await second.parts.tools.stop();
      await second.close();
      await server.parts.tools.idle();
      server.clock.now += 12 * 3_600_000;
      const { token: tomorrow } = await server.signedIn('eve@example.org');
      expect((await ask('outliers', CHANNELS, tomorrow)).status).toBe(200);
    });
  });
});

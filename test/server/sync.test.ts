import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChangeAnswer, ItemChange, PulledPage, SyncItem } from '../../src/domain/sync/item.js';
import { onEachDatabase } from './each-database.js';
import { ServerUnderTest, type Answer } from './server-under-test.js';
import type { TestDatabase } from './each-database.js';

const AT = Date.UTC(2026, 10, 20);
const entry = (prompt: string, at = AT) => ({
  kind: 'concepts',
  at,
  prompt,
  provider: null,
  model: null,
  usd: null,
  tokensIn: null,
  tokensOut: null,
  ms: null,
  result: { schemaVersion: 1, prompt },
  files: [],
});
const made = (id: string, changes: Partial<ItemChange> = {}): ItemChange => ({
  kind: 'history',
  id,
  change: `${id}-1`,
  base: 0,
  changedAt: AT,
  deleted: false,
  body: entry(id),
  ...changes,
});
const channel = (id: string, changes: Partial<ItemChange> = {}): ItemChange =>
  made(id, { kind: 'channel', body: { handle: `@${id}` }, ...changes });

onEachDatabase((make) => {
  describe('sync', () => {
    let database: TestDatabase;
    let server: ServerUnderTest;
    let token: string;
    let accounts = 0;
    beforeAll(async () => {
      database = await make();
      server = await ServerUnderTest.open(database);
    });
    beforeEach(async () => {
      accounts += 1;
      ({ token } = await server.signedIn(`ada${accounts}@example.org`));
    });
    afterAll(async () => {
      expect(server.unexpected).toEqual([]);
      await server.close();
      await database.remove();
    });

    type Pushed = Answer<{ answers: ChangeAnswer[] }>;
    const push = (machine: string, ...changes: readonly ItemChange[]): Promise<Pushed> =>
      server.call('POST', '/api/v1/sync/push', { token, body: { machine, changes } });
    const outcomes = async (machine: string, ...changes: readonly ItemChange[]) => {
      const { status, body } = await push(machine, ...changes);
      expect(status).toBe(200);
      return body.answers.map(({ outcome }) => outcome);
    };
    const pull = (after = '', limit = 100): Promise<Answer<PulledPage>> =>
      server.call('GET', `/api/v1/sync/pull?after=${after}&limit=${limit}`, { token });
    const versions = async (id: string) => {
      const path = `/api/v1/history/${id}/versions`;
      const { body } = await server.call<{ versions: SyncItem[] }>('GET', path, { token });
      return body.versions.map(({ change }) => change);
    };

    it('gives another machine what one has pushed', async () => {
      expect(await outcomes('one', made('a'), channel('b'))).toEqual(['accepted', 'accepted']);
      const { body } = await pull();
      expect(body.items).toMatchObject([
        { kind: 'history', id: 'a', version: 1, machine: 'one', deleted: false, body: entry('a') },
        { kind: 'channel', id: 'b', version: 1, machine: 'one' },
      ]);
      expect(await pull(body.next)).toMatchObject({ body: { items: [], next: body.next, more: false } });
    });

    it('does a push that comes twice once, and answers it the same', async () => {
      const first = await push('one', made('a'), made('b'));
      const end = (await pull()).body.next;
      expect((await push('one', made('a'), made('b'))).body).toEqual(first.body);
      expect((await pull(end)).body.items).toEqual([]);
      expect(await versions('a')).toEqual(['a-1']);
    });

    it('lets a change win that knew what it changed, whatever its clock says', async () => {
      await push('one', channel('c', { changedAt: AT }));
      expect(await outcomes('two', channel('c', { change: 'c-2', base: 1, changedAt: AT - 9e9 }))).toEqual([
        'accepted',
      ]);
      expect((await pull()).body.items).toMatchObject([{ change: 'c-2', version: 2 }]);
    });

    it.each([
      { later: 1, outcome: 'accepted', inForce: 'c-2' },
      { later: -1, outcome: 'superseded', inForce: 'c-1' },
      { later: 0, outcome: 'accepted', inForce: 'c-2' },
    ])('decides between two that did not know each other by their clocks: $later', async ({ later, ...expected }) => {
      await push('one', channel('c'));
      const { body } = await push('two', channel('c', { change: 'c-2', changedAt: AT + later }));
      expect(body.answers).toMatchObject([{ outcome: expected.outcome }]);
      expect((await pull()).body.items).toMatchObject([{ change: expected.inForce }]);
    });

    it('keeps what lost as a version, and names the winner to whoever lost', async () => {
      await push('one', made('a', { changedAt: AT + 5 }));
      const { body } = await push('two', made('a', { change: 'a-2', body: entry('other') }));
      expect(body.answers).toMatchObject([{ outcome: 'superseded', winner: { change: 'a-1', body: entry('a') } }]);
      expect(await versions('a')).toEqual(['a-2', 'a-1']);
    });

    it('takes the next change of a machine that never heard of the answer to its first', async () => {
      await push('one', channel('c', { changedAt: AT + 5 }));
      expect(await outcomes('one', channel('c', { change: 'c-2', changedAt: AT }))).toEqual(['accepted']);
    });

    it('does not believe a clock that runs ahead', async () => {
      await push('one', channel('c', { changedAt: server.clock.now + 9e9 }));
      server.clock.now += 1000;
      expect(await outcomes('two', channel('c', { change: 'c-2', changedAt: server.clock.now }))).toEqual(['accepted']);
    });

    it('keeps what was deleted as a version, and out of the list', async () => {
      await push('one', made('a'), made('b'));
      const { next } = (await pull()).body;
      await push('one', made('a', { change: 'a-2', base: 1, deleted: true, body: null }));
      expect(await server.call('GET', '/api/v1/history', { token })).toMatchObject({
        body: { entries: [{ id: 'b' }] },
      });
      expect((await pull(next)).body.items).toMatchObject([{ id: 'a', deleted: true, body: null }]);
      expect(await versions('a')).toEqual(['a-2', 'a-1']);
    });

    it.each([
      ['a setting that is a secret', { kind: 'setting', id: 'youtubeApiKey', body: { value: 'x' } }],
      ['a setting that says where keys go', { kind: 'setting', id: 'youtubeUrl', body: { value: 'https://x.test/' } }],
      ['a key in a prompt', { body: entry(`use AIza${'x'.repeat(35)} please`) }],
      ['a key deep in a result', { body: { ...entry('a'), result: { a: [{ b: `r8_${'x'.repeat(37)}` }] } } }],
      ['a password by its name', { kind: 'channel', body: { password: 'hunter2' } }],
      ['what is no entry', { body: { prompt: 'a' } }],
      ['a body of what is deleted', { deleted: true }],
    ] satisfies readonly (readonly [string, Partial<ItemChange>])[])(
      'refuses %s, and takes the rest',
      async (_, changes) => {
        const answers = await outcomes('one', made('a', changes), made('b'));
        expect(answers).toEqual(['refused', 'accepted']);
        expect((await pull()).body.items).toMatchObject([{ id: 'b' }]);
      },
    );

    it('refuses an item that is nested deeper than any result, and a request that is deeper than anything can walk', async () => {
      const body = JSON.stringify({ machine: 'one', changes: [channel('c', { body: { deep: 'HERE' } })] });
      const pushed = (levels: number) =>
        server.call<Pushed['body']>('POST', '/api/v1/sync/push', {
          token,
          body: body.replace('"HERE"', `${'['.repeat(levels)}${']'.repeat(levels)}`),
        });
      expect((await pushed(80)).body.answers).toMatchObject([{ outcome: 'refused' }]);
      expect(await pushed(200_000)).toMatchObject({ status: 400 });
    });

    it('never shows anything to another account', async () => {
      await push('one', made('a'));
      const other = await server.signedIn('bob@example.org');
      const as = (path: string) => server.call('GET', path, { token: other.token });
      expect(await as('/api/v1/sync/pull')).toMatchObject({ body: { items: [] } });
      expect(await as('/api/v1/history')).toMatchObject({ body: { entries: [] } });
      expect(await as('/api/v1/history/a/versions')).toMatchObject({ status: 404 });
    });

    it('says of a point that it never came by that there is none', async () => {
      await push('one', made('a'));
      const [seq, mark] = (await pull()).body.next.split('.');
      const none = { status: 409, body: { type: '/problems#conflict' } };
      for (const point of [`${Number(seq) + 98}.${mark}`, `${seq}.${'a'.repeat(20)}`]) {
        expect(await pull(point)).toMatchObject(none);
        expect(await server.call('GET', `/api/v1/sync/pull?seen=${point}`, { token })).toMatchObject(none);
        const body = { machine: 'one', seen: point, changes: [made('b')] };
        expect(await server.call('POST', '/api/v1/sync/push', { token, body })).toMatchObject(none);
      }
      expect((await pull()).body.items).toHaveLength(1);
      expect(await pull('1')).toMatchObject({ status: 400 });
    });

    it('misses nothing while several machines push and another one reads', async () => {
      const machines = ['one', 'two', 'three', 'four'];
      const seen = new Set<string>();
      let [after, done] = ['', false];
      const reading = (async () => {
        for (;;) {
          const last = done;
          // Each request comes by the event loop, as from a socket: without a turn of it nobody else would get one.
          await nextTurn();
          const { body } = await pull(after, 3);
          for (const { id } of body.items) seen.add(id);
          after = body.next;
          if (last && !body.more) return;
        }
      })();
      const rounds = machines.map(async (machine) => {
        for (let at = 0; at < 5; at += 1) {
          const pair = [channel(`${machine}-${at}-a`), channel(`${machine}-${at}-b`)];
          expect(await outcomes(machine, ...pair)).toEqual(['accepted', 'accepted']);
        }
      });
      await Promise.all(rounds);
      done = true;
      await reading;
      expect(seen.size).toBe(machines.length * 10);
    });

    it('lists the history page by page, the newest first, unmoved by what comes meanwhile', async () => {
      const ids = Array.from({ length: 7 }, (_, at) => `h${at}`);
      await push('one', ...ids.map((id, at) => made(id, { changedAt: AT + Math.floor(at / 2) })));
      const listed: string[] = [];
      let query = '?limit=3';
      for (let page = 0; query !== '' && page < 9; page += 1) {
        const path = `/api/v1/history${query}`;
        const { body } = await server.call<{ entries: { id: string }[]; next: string | null }>('GET', path, { token });
        listed.push(...body.entries.map(({ id }) => id));
        query = body.next === null ? '' : `?limit=3&cursor=${body.next}`;
        await push('one', made(`new-${page}`, { changedAt: AT + 100 + page }));
      }
      expect(listed).toEqual([...ids].reverse());
      expect(await server.call('GET', '/api/v1/history?cursor=made-up', { token })).toMatchObject({ status: 400 });
    });

    it('says with an ETag that a list is still the same', async () => {
      await push('one', made('a'));
      const first = await server.call('GET', '/api/v1/history', { token });
      const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
      expect(await server.call('GET', '/api/v1/history', { token, headers })).toMatchObject({ status: 304 });
      await push('one', made('b'));
      expect(await server.call('GET', '/api/v1/history', { token, headers })).toMatchObject({ status: 200 });
    });
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemChange, PulledPage, PushAnswer } from '../../src/domain/sync/item.js';
import type { SyncServer } from '../../src/providers/ports/sync.js';
import type { Database } from '../../src/store/database.js';
import { History } from '../../src/store/history.js';
import { openInsight } from '../../src/store/insight-db.js';
import { SyncBook } from '../../src/store/sync-book.js';
import { sync, type SyncDirection } from '../../src/tools/sync.js';
import { onEachDatabase, type TestDatabase } from './each-database.js';
import { ServerUnderTest } from './server-under-test.js';

class Cut extends Error {}

/** What a connection does to one request: nothing, lose it on the way there, or lose the answer. */
type Fault = 'none' | 'request' | 'answer';

const step = fc.oneof(
  fc.record({ do: fc.constant('channel' as const), id: fc.constantFrom('x', 'y'), gone: fc.boolean() }),
  fc.record({ do: fc.constant('setting' as const), value: fc.constantFrom('json', 'csv', 'md', null) }),
  fc.record({ do: fc.constant('entry' as const) }),
  fc.record({ do: fc.constant('forget' as const) }),
  fc.record({
    do: fc.constant('sync' as const),
    direction: fc.constantFrom<SyncDirection>('both', 'push', 'pull'),
    faults: fc.array(fc.constantFrom<Fault>('none', 'request', 'answer'), { maxLength: 3 }),
  }),
);
const at = { on: fc.constantFrom(0, 1), passes: fc.constantFrom(0, 1, 1000) };
const steps = fc.array(fc.record({ ...at, step }), { minLength: 4, maxLength: 25 });
/** With a server whose database is copied, and put back. */
const restoredSteps = fc.array(
  fc.record({
    ...at,
    step: fc.oneof(
      { arbitrary: step, weight: 8 },
      { arbitrary: fc.constant({ do: 'backup' as const }), weight: 1 },
      { arbitrary: fc.constant({ do: 'restore' as const }), weight: 1 },
    ),
  }),
  { minLength: 8, maxLength: 30 },
);
const skewed = fc.tuple(fc.integer({ min: -1e7, max: 1e7 }), fc.constantFrom(0, 60_000));
type Plan = typeof restoredSteps extends fc.Arbitrary<infer T> ? T : never;

/** One machine: its own database, settings and clock, and a connection that may break. */
class Machine {
  readonly history: History;
  readonly book: SyncBook;
  readonly settings = new Map<string, string>();
  settingsAt = 0;
  faults: Fault[] = [];

  constructor(
    readonly database: Database,
    private readonly server: ServerUnderTest,
    private readonly token: string,
    readonly now: () => number,
    /** Every change that came to the server. */
    readonly made: Set<string>,
  ) {
    this.history = new History(database, Math.random);
    this.book = new SyncBook(database, Math.random);
  }

  async sync(direction: SyncDirection): Promise<void> {
    const call = async <B>(
      method: string,
      path: string,
      body?: { readonly machine: string; readonly seen: string; readonly changes: readonly ItemChange[] },
    ): Promise<B | null> => {
      const fault = this.faults.shift() ?? 'none';
      if (fault === 'request') throw new Cut();
      const answer = await this.server.call<B>(method, path, {
        token: this.token,
        ...(body !== undefined && { body }),
      });
      // It was taken, whether or not the machine hears of it.
      if (answer.status === 200) for (const { change } of body?.changes ?? []) this.made.add(change);
      if (fault === 'answer') throw new Cut();
      if (answer.status === 409) return null;
      expect(answer.status).toBe(200);
      return answer.body;
    };
    const server: SyncServer = {
      account: () => Promise.resolve({ id: 'ada', email: 'ada@example.org' }),
      push: (machine, seen, changes) => call<PushAnswer>('POST', '/api/v1/sync/push', { machine, seen, changes }),
      pull: ({ after, seen }) => call<PulledPage>('GET', `/api/v1/sync/pull?after=${after}&seen=${seen}&limit=3`),
    };
    await sync(
      {
        server,
        book: this.book,
        settings: {
          values: Object.fromEntries(this.settings),
          changedAt: this.settingsAt,
          keep: (name, value) => {
            if (value === null) this.settings.delete(name);
            else this.settings.set(name, value);
            return Promise.resolve(true);
          },
        },
        secrets: [],
        now: this.now,
        note: (sentence) => {
          throw new Error(sentence);
        },
      },
      direction,
    );
  }

  /** Everything that it has, in an order of its own. */
  get items(): unknown {
    const channels = this.database.read((connection) =>
      connection.prepare("SELECT id, body FROM syncItem WHERE kind = 'channel' AND NOT deleted ORDER BY id").all(),
    );
    const entries = [...this.history.all()].sort((a, b) => (a.id < b.id ? -1 : 1));
    return { channels, entries, settings: Object.fromEntries(this.settings) };
  }
}

onEachDatabase((make) => {
  describe('two machines', () => {
    let remote: TestDatabase;
    let server: ServerUnderTest;
    let dir: string;
    let runs = 0;
    beforeAll(async () => {
      dir = mkdtempSync(join(tmpdir(), 'insight-machines-'));
      remote = await make();
      server = await ServerUnderTest.open(remote);
    });
    afterAll(async () => {
      expect(server.unexpected).toEqual([]);
      await server.close();
      await remote.remove();
      rmSync(dir, { recursive: true });
    });

    const open = async (skew: number, token: string, made: Set<string>) => {
      runs += 1;
      const now = () => server.clock.now + skew;
      const { database } = await openInsight({ dir: join(dir, String(runs)), now, random: Math.random });
      return new Machine(database, server, token, now, made);
    };

    const tables = ['syncCounter', 'item', 'itemVersion'] as const;
    const backedUp = async (id: string) => {
      const { reader } = server.database;
      return {
        syncCounter: await reader.selectFrom('syncCounter').selectAll().where('accountId', '=', id).execute(),
        item: await reader.selectFrom('item').selectAll().where('accountId', '=', id).execute(),
        itemVersion: await reader.selectFrom('itemVersion').selectAll().where('accountId', '=', id).execute(),
      };
    };
    const restore = (id: string, backup: Awaited<ReturnType<typeof backedUp>>) =>
      server.database.write(async (writer) => {
        for (const table of tables) await writer.deleteFrom(table).where('accountId', '=', id).execute();
        for (const row of backup.syncCounter) await writer.insertInto('syncCounter').values(row).execute();
        for (const row of backup.item) await writer.insertInto('item').values(row).execute();
        for (const row of backup.itemVersion) await writer.insertInto('itemVersion').values(row).execute();
      });

    /** Two machines of one account that do what a plan says, and sync in the end. */
    const play = async (plan: Plan, skews: readonly [number, number]) => {
      runs += 1;
      const { id, token } = await server.signedIn(`two${runs}@example.org`);
      const made = new Set<string>();
      const machines = [await open(skews[0], token, made), await open(skews[1], token, made)] as const;
      let backup = await backedUp(id);
      let count = 0;
      for (const { on, step: now, passes } of plan) {
        const machine = machines[on === 0 ? 0 : 1];
        server.clock.now += passes;
        count += 1;
        if (now.do === 'channel') {
          const body = now.gone ? null : { name: `${now.id} ${count}` };
          machine.book.change('channel', now.id, body, machine.now());
        } else if (now.do === 'setting') {
          if (now.value === null) machine.settings.delete('format');
          else machine.settings.set('format', now.value);
          machine.settingsAt = machine.now();
        } else if (now.do === 'entry') {
          machine.history.remember({
            kind: 'concepts',
            at: machine.now(),
            prompt: `entry ${count}`,
            provider: null,
            model: null,
            usd: null,
            tokensIn: 3,
            tokensOut: null,
            ms: 0.5,
            result: { count },
            files: [],
          });
        } else if (now.do === 'forget') {
          if (machine.history.count(null) > 0) machine.history.delete(['last']);
        } else if (now.do === 'backup') {
          backup = await backedUp(id);
        } else if (now.do === 'restore') {
          await restore(id, backup);
        } else {
          machine.faults = [...now.faults];
          await machine.sync(now.direction).catch((error: unknown) => {
            if (!(error instanceof Cut)) throw error;
          });
          machine.faults = [];
        }
      }
      const bodies = new Set<string>();
      for (const machine of machines) {
        // Several edits of one setting between two syncs are one change: the last.
        await machine.sync('status');
        for (const { body } of machine.book.pending(0, 1000)) if (body !== null) bodies.add(JSON.stringify(body));
      }
      const [one, two] = machines;
      await one.sync('both');
      await two.sync('both');
      await one.sync('both');
      expect(two.items).toEqual(one.items);
      expect(one.book.countPending() + two.book.countPending()).toBe(0);
      const { itemVersion: kept } = await backedUp(id);
      const texts = new Set(kept.map(({ body }) => body));
      for (const body of bodies) expect(texts).toContain(body);
      const entries = [...one.history.all()];
      for (const { database } of machines) database.close();
      return { made, kept, entries };
    };

    it('have the same in the end, and no version is lost, whatever happens between', { timeout: 120_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(steps, skewed, async (plan, skews) => {
          const { made, kept } = await play(plan, skews);
          expect(new Set(kept.map(({ change }) => change))).toEqual(made);
          expect(kept).toHaveLength(made.size);
        }),
        { numRuns: 10 },
      );
    });

    it('lose nothing that a machine has, when the server is restored from a backup', { timeout: 120_000 }, async () => {
      const keeping = restoredSteps.map((plan) => plan.filter(({ step: { do: what } }) => what !== 'forget'));
      await fc.assert(
        fc.asyncProperty(keeping, skewed, async (plan, skews) => {
          const { entries } = await play(plan, skews);
          expect(entries).toHaveLength(plan.filter(({ step: { do: what } }) => what === 'entry').length);
        }),
        { numRuns: 10 },
      );
      await fc.assert(
        fc.asyncProperty(restoredSteps, skewed, async (plan, skews) => {
          await play(plan, skews);
        }),
        { numRuns: 10 },
      );
    });

    it('begin anew each, also the one that comes when the restored server has come as far again', async () => {
      const { id, token } = await server.signedIn('restored@example.org');
      const [one, two] = [await open(0, token, new Set()), await open(0, token, new Set())];
      const name = (machine: Machine, ...names: readonly string[]) => {
        for (const each of names) machine.book.change('channel', each, { name: each }, machine.now());
      };
      name(one, 'x', 'y');
      await one.sync('both');
      await two.sync('both');
      const backup = await backedUp(id);
      name(two, 'p');
      await two.sync('push');
      await restore(id, backup);
      name(one, 'a', 'b', 'c', 'd');
      await one.sync('both');
      name(two, 'z');
      await two.sync('push');
      await two.sync('both');
      await one.sync('both');
      expect(one.items).toMatchObject({
        channels: ['a', 'b', 'c', 'd', 'p', 'x', 'y', 'z'].map((each) => ({ id: each })),
      });
      expect(two.items).toEqual(one.items);
      for (const { database } of [one, two]) database.close();
    });
  });
});

import type { ChangeAnswer, ItemBody, ItemKind, SyncItem, SyncPlace } from '../domain/sync/item.js';
import type { Database } from './database.js';
import type { Connection } from './driver.js';
import type { Migration } from './migrations.js';
import { applyItem, bodyOf, markChanged, nextPlace, randomName, type ItemRow } from './sync-rows.js';

export const SYNC_MIGRATION: Migration = {
  name: '2026-11-sync',
  up: (connection) =>
    connection.exec(`
      CREATE TABLE syncState (one INTEGER PRIMARY KEY CHECK (one = 1), machine TEXT NOT NULL, account TEXT, after TEXT NOT NULL, seen TEXT NOT NULL);
      CREATE TABLE syncItem (
        kind TEXT NOT NULL, id TEXT NOT NULL, change TEXT NOT NULL, base INTEGER NOT NULL, changedAt INTEGER NOT NULL,
        deleted INTEGER NOT NULL, body TEXT CHECK (body IS NULL OR json_valid(body)), pending INTEGER,
        PRIMARY KEY (kind, id)
      );
      CREATE UNIQUE INDEX syncPending ON syncItem (pending) WHERE pending IS NOT NULL`),
};

interface State extends SyncPlace {
  readonly machine: string;
  readonly account: string | null;
}

/** What was synced, what was changed since, and how far the other machines' changes were read. */
export class SyncBook {
  /** @param random a number in [0, 1) */
  constructor(
    private readonly database: Database,
    private readonly random: () => number,
  ) {}

  machine(): string {
    return this.state().machine;
  }

  place(): SyncPlace {
    const { after, seen } = this.state();
    return { after, seen };
  }

  bind(account: string): void {
    if (this.state().account === account) return;
    this.beginAnew();
    this.database.write((connection) => connection.prepare('UPDATE syncState SET account = ?').run(account));
  }

  beginAnew(): void {
    this.state();
    this.database.write((connection) => {
      connection.prepare('UPDATE syncState SET after = ?, seen = ?').run('', '');
      const rows = connection.prepare<[], Pick<ItemRow, 'kind' | 'id'>>('SELECT kind, id FROM syncItem').all();
      const offer = connection.prepare('UPDATE syncItem SET base = 0, pending = ? WHERE kind = ? AND id = ?');
      for (const { kind, id } of rows) offer.run(nextPlace(connection), kind, id);
    });
  }

  noticeHistory(now: number): void {
    this.database.write((connection) => {
      const made = connection
        .prepare<[], { id: string; at: number }>(
          `SELECT id, at FROM history WHERE NOT EXISTS (
             SELECT 1 FROM syncItem WHERE kind = 'history' AND syncItem.id = history.id AND NOT deleted) ORDER BY seq`,
        )
        .all();
      const gone = connection
        .prepare<[], { id: string }>(
          `SELECT id FROM syncItem WHERE kind = 'history' AND NOT deleted
             AND NOT EXISTS (SELECT 1 FROM history WHERE history.id = syncItem.id) ORDER BY id`,
        )
        .all();
      // The body of an entry stands in the history, and only there.
      for (const { id, at } of made) this.mark(connection, { kind: 'history', id, changedAt: at, deleted: false });
      for (const { id } of gone) this.mark(connection, { kind: 'history', id, changedAt: now, deleted: true });
    });
  }

  noticeSettings(values: Readonly<Record<string, string>>, at: number): void {
    this.database.write((connection) => {
      const known = connection
        .prepare<[], ItemRow>("SELECT * FROM syncItem WHERE kind = 'setting' AND NOT deleted")
        .all();
      const synced = new Map(known.map((row) => [row.id, row.body]));
      for (const [id, value] of Object.entries(values)) {
        const body = JSON.stringify({ value });
        if (synced.get(id) === body) continue;
        this.mark(connection, { kind: 'setting', id, changedAt: at, deleted: false, body });
      }
      for (const id of synced.keys()) {
        if (id in values) continue;
        this.mark(connection, { kind: 'setting', id, changedAt: at, deleted: true });
      }
    });
  }

  change(kind: 'channel' | 'snapshot', id: string, body: ItemBody | null, at: number): void {
    this.database.write((connection) => {
      const text = body === null ? null : JSON.stringify(body);
      this.mark(connection, { kind, id, changedAt: at, deleted: body === null, body: text });
    });
  }

  pending(after: number, limit: number) {
    return this.database.read((connection) =>
      connection
        .prepare<[number, number], ItemRow & { pending: number }>(
          'SELECT * FROM syncItem WHERE pending > ? ORDER BY pending LIMIT ?',
        )
        .all(after, limit)
        .map(({ pending: place, deleted, ...row }) => ({
          ...row,
          place,
          deleted: deleted === 1,
          body: deleted === 1 ? null : bodyOf(connection, row),
        })),
    );
  }

  countPending(): number {
    const count = this.database.read((connection) =>
      connection.prepare<[], number>('SELECT count(*) FROM syncItem WHERE pending IS NOT NULL').pluck().get(),
    );
    return count ?? 0;
  }

  settle(answer: ChangeAnswer): void {
    const { kind, id, change } = answer;
    this.database.write((connection) => {
      if (rowOf(connection, kind, id)?.change !== change) return;
      if (answer.outcome === 'superseded') applyItem(connection, answer.winner);
      if (answer.outcome !== 'accepted') return;
      connection
        .prepare('UPDATE syncItem SET pending = NULL, base = ? WHERE kind = ? AND id = ?')
        .run(answer.version, kind, id);
    });
  }

  free(items: readonly SyncItem[]): readonly SyncItem[] {
    return this.database.read((connection) => items.filter((item) => isFree(connection, item)));
  }

  take(items: readonly SyncItem[], { after, seen }: SyncPlace): void {
    this.state();
    this.database.write((connection) => {
      for (const item of items) if (isFree(connection, item)) applyItem(connection, item);
      connection.prepare('UPDATE syncState SET after = ?, seen = ?').run(after, seen);
    });
  }

  saw(seen: string): void {
    this.state();
    this.database.write((connection) => connection.prepare('UPDATE syncState SET seen = ?').run(seen));
  }

  private mark(connection: Connection, row: Parameters<typeof markChanged>[1]): void {
    markChanged(connection, row, randomName(this.random));
  }

  /** Made when it is first asked for: a machine that never syncs has no name. */
  private state(): State {
    const read = (connection: Connection) => connection.prepare<[], State>('SELECT * FROM syncState').get();
    const known = this.database.read(read);
    if (known !== undefined) return known;
    const machine = randomName(this.random);
    this.database.write((connection) =>
      connection.prepare('INSERT OR IGNORE INTO syncState VALUES (1, ?, NULL, ?, ?)').run(machine, '', ''),
    );
    return this.database.read(read) ?? { machine, account: null, after: '', seen: '' };
  }
}

function rowOf(connection: Connection, kind: ItemKind, id: string): ItemRow | undefined {
  return connection
    .prepare<[string, string], ItemRow>('SELECT * FROM syncItem WHERE kind = ? AND id = ?')
    .get(kind, id);
}

/** What was changed here is settled by the push; and an answer to it may be newer than a page that was long on its way. */
function isFree(connection: Connection, { kind, id, version }: SyncItem): boolean {
  const row = rowOf(connection, kind, id);
  return row === undefined || (row.pending === null && row.base < version);
}

import type { Database } from './database.js';
import type { SyncBook } from './sync-book.js';

interface Snapshot {
  /** Milliseconds. */
  readonly at: number;
  /** Null when hidden or unknown. */
  readonly subscribers: number | null;
}

interface Row {
  readonly id: string;
  readonly title: string | null;
  readonly handle: string | null;
  /** A JSON array of snapshots. */
  readonly snapshots: string;
}

/** Followed channels are what sync carries: kept nowhere else, so that no two tables have to agree. */
export class TrackedChannels {
  constructor(
    private readonly database: Database,
    private readonly book: SyncBook,
  ) {}

  add({ id, title, handle }: Omit<Row, 'snapshots'>, { at, subscribers }: Snapshot): void {
    const known = this.list().find((channel) => channel.id === id);
    // Said again without a change it would be one more version on the server.
    if (known?.title !== title || known.handle !== handle) this.book.change('channel', id, { title, handle }, at);
    const body = { channel: id, at, subscribers, views: null };
    this.book.change('snapshot', `${id}-${new Date(at).toISOString().slice(0, 10)}`, body, at);
  }

  list() {
    const rows = this.database.read((connection) =>
      connection
        .prepare<[], Row>(
          `SELECT id, body ->> 'title' AS title, body ->> 'handle' AS handle, (
             SELECT json_group_array(json_object('at', body -> 'at', 'subscribers', body -> 'subscribers')
               ORDER BY body ->> 'at')
             FROM syncItem AS snapshot
             WHERE kind = 'snapshot' AND NOT deleted AND body ->> 'channel' = channel.id) AS snapshots
           FROM syncItem AS channel WHERE kind = 'channel' AND NOT deleted ORDER BY title IS NULL, title, id`,
        )
        .all(),
    );
    return rows.map(({ snapshots, ...channel }) => {
      // Written by the query above.
      const taken = JSON.parse(snapshots) as Snapshot[];
      return { ...channel, snapshots: taken.length, first: taken.at(0) ?? null, newest: taken.at(-1) ?? null };
    });
  }

  remove(id: string, at: number): boolean {
    const gone = this.database.read((connection) =>
      connection
        .prepare<[string, string], { kind: 'channel' | 'snapshot'; id: string }>(
          `SELECT kind, id FROM syncItem WHERE NOT deleted
             AND (kind = 'channel' AND id = ? OR kind = 'snapshot' AND body ->> 'channel' = ?) ORDER BY kind DESC, id`,
        )
        .all(id, id),
    );
    // The snapshots first: cut off in the middle, the channel is still there to be removed again.
    for (const item of gone) this.book.change(item.kind, item.id, null, at);
    return gone.length > 0;
  }
}

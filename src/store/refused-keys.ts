import type { Database } from './database.js';
import type { Migration } from './migrations.js';

/** How long a refused key is doubted: it can be mended at Google, which nobody tells us. */
const DOUBTED_MS = 24 * 60 * 60 * 1000;

export const REFUSED_KEYS_MIGRATION: Migration = {
  name: '2026-11-refused-keys',
  up: (connection) =>
    connection.exec('CREATE TABLE refusedKey (keyId TEXT PRIMARY KEY, refusedAt INTEGER NOT NULL) WITHOUT ROWID'),
};

/** Which keys YouTube refused within the last day, by fingerprint, shared by all processes. */
export class RefusedKeys {
  /** @param now milliseconds */
  constructor(
    private readonly database: Pick<Database, 'read' | 'write'>,
    private readonly now: () => number,
  ) {}

  /** Notes that YouTube refused a key now. */
  note(keyId: string): void {
    this.database.write((connection) =>
      connection
        .prepare<[string, number]>(
          `INSERT INTO refusedKey (keyId, refusedAt) VALUES (?, ?)
           ON CONFLICT DO UPDATE SET refusedAt = excluded.refusedAt`,
        )
        .run(keyId, this.now()),
    );
  }

  /** Forgets a refusal: YouTube took the key, or it was added anew. */
  forget(keyId: string): void {
    this.database.write((connection) =>
      connection.prepare<[string]>('DELETE FROM refusedKey WHERE keyId = ?').run(keyId),
    );
  }

  /** When each key that is doubted now was last refused (milliseconds). A read alone: no commit. */
  all(): ReadonlyMap<string, number> {
    const rows = this.database.read((connection) =>
      connection.prepare<[], Row>('SELECT keyId, refusedAt FROM refusedKey ORDER BY keyId').all(),
    );
    // A time further ahead than a day was written while a clock ran wrong.
    const doubted = rows.filter(({ refusedAt }) => Math.abs(this.now() - refusedAt) < DOUBTED_MS);
    return new Map(doubted.map(({ keyId, refusedAt }) => [keyId, refusedAt]));
  }
}

interface Row {
  readonly keyId: string;
  readonly refusedAt: number;
}

import { deflateSync, inflateSync } from 'node:zlib';
import { canonicalArguments } from '../domain/canonical-arguments.js';
import type { Database } from './database.js';
import type { Migration } from './migrations.js';

/** What identifies an answer. Never a secret. */
export interface StoredKey {
  readonly provider: string;
  readonly operation: string;
  readonly arguments: Readonly<Record<string, string>>;
  /** Whose answer it is, as an opaque hash, when it depends on who asks; left out for public ones. */
  readonly identity?: string;
}

export interface StoredAnswer {
  readonly body: string;
  /** Milliseconds. */
  readonly fetchedAt: number;
  readonly etag: string | null;
}

export interface AnswerStats {
  readonly answers: number;
  /** What they take on the disk. */
  readonly bytes: number;
  /** Milliseconds; null when there are none. */
  readonly oldestAt: number | null;
  readonly newestAt: number | null;
}

/** Raised when bodies come to be kept or understood in another way: the old ones are then not found any more. */
export const ANSWER_SCHEMA = 2;

export const LARGEST_BYTES = 64 * 1024 * 1024;

export const ANSWER_MIGRATIONS: readonly Migration[] = [
  {
    name: '2026-11-answers',
    up: (connection) =>
      connection.exec(`
        CREATE TABLE answer (
          provider TEXT NOT NULL, operation TEXT NOT NULL, arguments TEXT NOT NULL,
          schema INTEGER NOT NULL, identity TEXT NOT NULL,
          fetchedAt INTEGER NOT NULL, etag TEXT, body BLOB NOT NULL,
          UNIQUE (provider, operation, arguments, schema, identity)
        )`),
  },
];

/** The answers in `cache.db`. Whatever is kept may be gone at the next look. */
export class Answers {
  constructor(
    private readonly database: Database,
    private readonly largestBytes = LARGEST_BYTES,
  ) {}

  /** @throws Damaged when what was kept cannot be unpacked or belongs to another key; Failure as of `Database` */
  get(key: StoredKey): StoredAnswer | null {
    const row = this.database.read((connection) =>
      connection
        .prepare<Columns, { body: Buffer; fetchedAt: number; etag: string | null }>(
          `SELECT body, fetchedAt, etag FROM answer
           WHERE provider = ? AND operation = ? AND arguments = ? AND schema = ? AND identity = ?`,
        )
        .get(...columns(key)),
    );
    if (row === undefined) return null;
    const { fetchedAt, etag } = row;
    return { body: this.unsealed(row.body, labelOf(key, row)), fetchedAt, etag };
  }

  /** Keeps an answer in place of an older one of the same key; drops the oldest quarter while they are too many. */
  put(key: StoredKey, answer: StoredAnswer): void {
    // A feed or an API page shrinks to a tenth for a millisecond of work, and the checksum notices damaged bodies.
    const body = deflateSync(labelOf(key, answer) + answer.body);
    this.database.write((connection) => {
      connection
        .prepare<[...Columns, number, string | null, Buffer]>(
          `REPLACE INTO answer (provider, operation, arguments, schema, identity, fetchedAt, etag, body)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(...columns(key), answer.fetchedAt, answer.etag, body);
    });
    while (this.usedBytes() > this.largestBytes) this.dropOldest();
  }

  stats(): AnswerStats {
    const row = this.database.read((connection) =>
      connection
        .prepare<[], Omit<AnswerStats, 'bytes'>>(
          'SELECT count(*) AS answers, min(fetchedAt) AS oldestAt, max(fetchedAt) AS newestAt FROM answer',
        )
        .get(),
    );
    return { answers: 0, oldestAt: null, newestAt: null, ...row, bytes: this.usedBytes() };
  }

  /** Forgets every answer and gives the disk space back. */
  clear(): void {
    this.database.write((connection) => connection.exec('DELETE FROM answer'));
    // VACUUM is its own transaction and cannot stand in another.
    this.database.read((connection) => connection.exec('VACUUM'));
    this.database.read((connection) => connection.pragma('wal_checkpoint(TRUNCATE)'));
  }

  private unsealed(sealed: Buffer, label: string): string {
    let text: string;
    try {
      text = inflateSync(sealed).toString('utf8');
    } catch (error) {
      throw this.database.damaged(error);
    }
    if (!text.startsWith(label)) throw this.database.damaged('the answer of another key');
    return text.slice(label.length);
  }

  /** Pages in use, in bytes: known to SQLite without reading the rows. */
  private usedBytes(): number {
    return this.database.read((connection) => {
      const sizes = ['page_count', 'freelist_count', 'page_size'].map((name) =>
        Number(connection.pragma(name, { simple: true })),
      );
      const [pages = 0, free = 0, size = 0] = sizes;
      return (pages - free) * size;
    });
  }

  private dropOldest(): void {
    this.database.write((connection) =>
      connection.exec(`
        DELETE FROM answer WHERE rowid IN (
          SELECT rowid FROM answer ORDER BY fetchedAt LIMIT (SELECT count(*) / 4 + 1 FROM answer)
        )`),
    );
  }
}

type Columns = [string, string, string, number, string];

/**
 * Stands before the body under the same checksum. SQLite has none: an index with one flipped bit leads to the answer of
 * another question, and a flipped bit in `fetchedAt` makes an old one look fresh.
 */
function labelOf(key: StoredKey, { fetchedAt, etag }: Pick<StoredAnswer, 'fetchedAt' | 'etag'>): string {
  return `${JSON.stringify([...columns(key), fetchedAt, etag])}\n`;
}

function columns(key: StoredKey): Columns {
  return [key.provider, key.operation, canonicalArguments(key.arguments), ANSWER_SCHEMA, key.identity ?? ''];
}

import type { HistoryEntry, HistoryWish, NewEntry } from '../domain/history-entry.js';
import { Failure } from '../errors.js';
import type { Database } from './database.js';
import type { Connection } from './driver.js';
import type { Migration } from './migrations.js';

/** Letters and digits that are not mistaken for each other. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const ID_LENGTH = 8;
/** A shorter beginning of an id would name an entry by accident. */
const SHORTEST_BEGINNING = 4;
/** Names the newest entry; no id holds an l. */
const NEWEST = 'last';
/** Entries that are read at once: a result may be large. */
const PAGE = 100;

export const HISTORY_MIGRATION: Migration = {
  name: '2026-11-history',
  up: (connection) =>
    connection.exec(`
      CREATE TABLE history (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, at INTEGER NOT NULL,
        prompt TEXT NOT NULL, provider TEXT, model TEXT, usd REAL, tokensIn INTEGER, tokensOut INTEGER, ms REAL,
        result TEXT NOT NULL CHECK (json_valid(result)), files TEXT NOT NULL CHECK (json_valid(files))
      );
      CREATE INDEX historyByKind ON history (kind, seq)`),
};

/** Everything that was made, in the order in which it was made. */
export class History {
  /** @param random a number in [0, 1) */
  constructor(
    private readonly database: Database,
    private readonly random: () => number,
  ) {}

  /** Keeps an entry. @returns its id */
  remember({ result, files, ...entry }: NewEntry): string {
    return this.database.write((connection) => {
      const id = this.freshId(connection);
      const row: Row = { ...entry, id, result: JSON.stringify(result), files: JSON.stringify(files) };
      connection
        .prepare<Row>(
          `INSERT INTO history (id, kind, at, prompt, provider, model, usd, tokensIn, tokensOut, ms, result, files)
           VALUES (@id, @kind, @at, @prompt, @provider, @model, @usd, @tokensIn, @tokensOut, @ms, @result, @files)`,
        )
        .run(row);
      return id;
    });
  }

  /** The newest first. @throws Failure `not-found`, `usage` for a `before` that names no entry */
  list({ kind, limit, before }: HistoryWish): readonly HistoryEntry[] {
    return this.database.read((connection) => {
      const below = before === null ? Number.MAX_SAFE_INTEGER : find(connection, before).seq;
      return page(connection, { kind, limit, below });
    });
  }

  /** How many entries there are. @param kind null for every kind */
  count(kind: string | null): number {
    return this.database.read((connection) => {
      const count = connection
        .prepare<{ kind: string | null }, number>('SELECT count(*) FROM history WHERE @kind IS NULL OR kind = @kind')
        .pluck()
        .get({ kind });
      return count ?? 0;
    });
  }

  /** One entry, named by its id or the beginning of it. @throws Failure `not-found`, `usage` when several begin so */
  get(id: string): HistoryEntry {
    return this.database.read((connection) => entryOf(find(connection, id)));
  }

  /** Forgets entries, all or none; their files stay. @returns those that went @throws Failure as `get` */
  delete(ids: readonly string[]): readonly HistoryEntry[] {
    return this.database.write((connection) => {
      const rows = new Map(ids.map((id) => find(connection, id)).map((row) => [row.seq, row]));
      for (const seq of rows.keys()) connection.prepare<[number]>('DELETE FROM history WHERE seq = ?').run(seq);
      return [...rows.values()].map(entryOf);
    });
  }

  /** Everything, the oldest first, read a page at a time. */
  *all(): Generator<HistoryEntry> {
    let above = 0;
    for (;;) {
      const rows = this.database.read((connection) =>
        connection
          .prepare<[number, number], NumberedRow>('SELECT * FROM history WHERE seq > ? ORDER BY seq LIMIT ?')
          .all(above, PAGE),
      );
      if (rows.length === 0) return;
      for (const row of rows) yield entryOf(row);
      above = rows.at(-1)?.seq ?? above;
    }
  }

  private freshId(connection: Connection): string {
    const taken = connection.prepare<[string], number>('SELECT 1 FROM history WHERE id = ?').pluck();
    for (;;) {
      const letters = Array.from({ length: ID_LENGTH }, () => ALPHABET.charAt(Math.floor(this.random() * 32)));
      const id = letters.join('');
      if (taken.get(id) === undefined) return id;
    }
  }
}

interface Row extends Omit<HistoryEntry, 'result' | 'files'> {
  readonly result: string;
  readonly files: string;
}

/** Numbers never come again, not even after the newest entry was deleted. */
interface NumberedRow extends Row {
  readonly seq: number;
}

function page(
  connection: Connection,
  values: { readonly kind: string | null; readonly limit: number; readonly below: number },
): readonly HistoryEntry[] {
  return connection
    .prepare<typeof values, NumberedRow>(
      `SELECT * FROM history WHERE seq < @below AND (@kind IS NULL OR kind = @kind) ORDER BY seq DESC LIMIT @limit`,
    )
    .all(values)
    .map(entryOf);
}

function find(connection: Connection, typed: string): NumberedRow {
  const id = typed.trim().toLowerCase();
  if (id === NEWEST) return newest(connection);
  const rows = new RegExp(`^[${ALPHABET}]{${SHORTEST_BEGINNING},${ID_LENGTH}}$`).test(id)
    ? connection
        .prepare<[string, string], NumberedRow>('SELECT * FROM history WHERE id >= ? AND id < ? ORDER BY id LIMIT 2')
        // The sign after z: nothing in an id sorts higher.
        .all(id, `${id}{`)
    : [];
  const [row, other] = rows;
  if (row === undefined) {
    throw new Failure('not-found', `the history has no entry "${typed}"`, 'insight history lists the ids');
  }
  if (other === undefined) return row;
  throw new Failure('usage', `several entries of the history begin with "${typed}"`, 'write more of the id');
}

function newest(connection: Connection): NumberedRow {
  const row = connection.prepare<[], NumberedRow>('SELECT * FROM history ORDER BY seq DESC LIMIT 1').get();
  if (row !== undefined) return row;
  throw new Failure('not-found', 'nothing is in the history yet', 'try insight concepts with a topic');
}

function entryOf({ id, kind, at, prompt, provider, model, usd, tokensIn, tokensOut, ms, ...kept }: Row): HistoryEntry {
  // Both were written by `remember`, and the table takes nothing that is no JSON.
  const result = JSON.parse(kept.result) as object;
  const files = JSON.parse(kept.files) as readonly string[];
  return { id, kind, at, prompt, provider, model, usd, tokensIn, tokensOut, ms, result, files };
}

import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type Driver,
  type SqliteDatabase,
  type SqliteStatement,
} from 'kysely';

/** How long a change waits for another process to end its own. */
const PATIENCE_MS = 10_000;
/** SQLite's own waiting starves writers; a random pause does not. */
const LONGEST_PAUSE_MS = 14;

export interface SqliteParts {
  readonly database: SqliteDatabase;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

/** Kysely's dialect, except that a transaction takes the right to write at its beginning, and waits for it in turns. */
export class ImmediateSqliteDialect extends SqliteDialect {
  constructor(private readonly parts: SqliteParts) {
    super({ database: parts.database });
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.parts);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}

/** SQLite takes back tables and indexes like rows, which Kysely does not ask of it: then a killed start would leave half. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class ImmediateDriver extends SqliteDriver {
  constructor(private readonly parts: SqliteParts) {
    super({ database: keepingStatements(parts.database) });
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    let waited = 0;
    for (;;) {
      try {
        await connection.executeQuery(CompiledQuery.raw('BEGIN IMMEDIATE'));
        return;
      } catch (error) {
        if (!isBusy(error) || waited >= PATIENCE_MS) throw error;
        const ms = 1 + this.parts.random() * (LONGEST_PAUSE_MS - 1);
        await this.parts.pause(ms);
        waited += ms;
      }
    }
  }
}

/** Preparing a statement takes longer than most of them run. */
function keepingStatements(database: SqliteDatabase): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  return {
    prepare: (sql) => {
      const known = kept.get(sql);
      if (known !== undefined) return known;
      const statement = database.prepare(sql);
      kept.set(sql, statement);
      return statement;
    },
    close: () => {
      database.close();
    },
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY';
}

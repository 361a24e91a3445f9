import type { Database as SqliteFile, Statement } from 'better-sqlite3';
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
} from 'kysely';
import { Turns } from './turns.js';

/** How long a change waits for another process to end its own. */
const PATIENCE_MS = 10_000;
/** SQLite's own waiting starves writers; a random pause does not. */
const LONGEST_PAUSE_MS = 14;

export interface SqliteParts {
  /** The connection that everything is changed on. */
  readonly changes: SqliteFile;
  /** The connection that is only asked. */
  readonly questions: SqliteFile;
  /** Shared by all who change the same file: one transaction at a time, or one change that is none. */
  readonly turns: Turns;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

/**
 * Kysely's dialect, except that a transaction takes the right to write at its beginning, and waits for it in turns; and
 * that a question outside of one waits for nobody: it is put to a connection of its own, and sees what was committed.
 */
export class ImmediateSqliteDialect extends SqliteDialect {
  constructor(private readonly parts: SqliteParts) {
    super({ database: parts.changes });
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

class ImmediateDriver implements Driver {
  private readonly changes: KeptStatements;
  private readonly questions: KeptStatements;
  private readonly idle: Connection[] = [];

  constructor(private readonly parts: SqliteParts) {
    this.changes = new KeptStatements(parts.changes);
    this.questions = new KeptStatements(parts.questions);
  }

  async init(): Promise<void> {
    // Both are open.
  }

  acquireConnection(): Promise<Connection> {
    return Promise.resolve(this.idle.pop() ?? new Connection(this.changes, this.questions, this.parts.turns));
  }

  async beginTransaction(connection: Connection): Promise<void> {
    await connection.take();
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

  async commitTransaction(connection: Connection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('COMMIT'));
  }

  async rollbackTransaction(connection: Connection): Promise<void> {
    // A full disk makes SQLite take all back by itself; to ask for it then would hide what went wrong.
    if (this.parts.changes.inTransaction) await connection.executeQuery(CompiledQuery.raw('ROLLBACK'));
  }

  releaseConnection(connection: Connection): Promise<void> {
    connection.letGo();
    this.idle.push(connection);
    return Promise.resolve();
  }

  destroy(): Promise<void> {
    // Whoever is last puts the log into the file, which only the one for changes may.
    this.parts.questions.close();
    this.parts.changes.close();
    return Promise.resolve();
  }
}

/** What one question, one change or one transaction runs on. */
class Connection implements DatabaseConnection {
  private release: (() => void) | null = null;

  constructor(
    private readonly changes: KeptStatements,
    private readonly questions: KeptStatements,
    private readonly turns: Turns,
  ) {}

  /** Takes the connection for changes, for everything that follows. */
  async take(): Promise<void> {
    this.release = await this.turns.take();
  }

  letGo(): void {
    this.release?.();
    this.release = null;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    if (this.release === null) {
      const question = this.questions.prepare(sql);
      // Not by `readonly` alone: the removal of what is not there changes nothing either, as far as this connection knows.
      if (question.readonly && question.reader) return answer<R>(question, parameters);
      await this.take();
      try {
        return answer<R>(this.changes.prepare(sql), parameters);
      } finally {
        this.letGo();
      }
    }
    return answer<R>(this.changes.prepare(sql), parameters);
  }

  streamQuery(): AsyncIterableIterator<never> {
    throw new Error('the database is read whole, not as a stream');
  }
}

function answer<R>(statement: Statement, parameters: readonly unknown[]): QueryResult<R> {
  // What the question asks for is what Kysely says that its rows are.
  if (statement.reader) return { rows: statement.all(parameters) as R[] };
  const { changes, lastInsertRowid } = statement.run(parameters);
  return { numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid), rows: [] };
}

/** Preparing a statement takes longer than most of them run. */
class KeptStatements {
  private readonly kept = new Map<string, Statement>();

  constructor(private readonly database: SqliteFile) {}

  prepare(sql: string): Statement {
    const known = this.kept.get(sql);
    if (known !== undefined) return known;
    const statement = this.database.prepare(sql);
    this.kept.set(sql, statement);
    return statement;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY';
}

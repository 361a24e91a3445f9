import { Kysely, PostgresDialect, sql } from 'kysely';
import type { Database, Reader, Writer } from './database.js';
import { bringUpToDate } from './migrate.js';
import type { Tables } from './tables.js';

/** What PostgreSQL calls a transaction that met another one, and one that waited for another in a circle. */
const CONFLICTS = ['40001', '40P01'];
/** How long a connection may take to come about, or a turn to come. */
const CONNECT_MS = 10_000;
const MOST_TRIES = 12;
const LONGEST_PAUSE_MS = 40;

export interface PostgresSettings {
  /** `postgres://…` */
  readonly url: string;
  readonly connections: number;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

/** Connects to PostgreSQL and brings the database up to date. @throws Failure `unexpected` when a newer program wrote it */
export async function openPostgres({ url, connections, random, pause }: PostgresSettings): Promise<Database> {
  const { default: pg } = await import('pg');
  // pg gives a bigint as text; ours are milliseconds and counts, exact as numbers.
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({ connectionString: url, max: connections, types, connectionTimeoutMillis: CONNECT_MS });
  // A connection that breaks while nobody uses it is no error of anybody: the pool makes a new one.
  pool.on('error', () => undefined);
  // One that breaks under a question fails that question; unheard, it would end the process too.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const reader = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    await bringUpToDate(reader);
  } catch (error) {
    await reader.destroy();
    throw error;
  }
  return {
    dialect: 'postgres',
    reader,
    counts: reader,
    write: (work) => serially(reader, work, { random, pause }),
    close: () => reader.destroy(),
  };
}

/** A transaction that runs as if it were alone, as on SQLite; whoever met another one begins again. */
async function serially<T>(
  reader: Reader,
  work: (writer: Writer) => Promise<T>,
  { random, pause }: Pick<PostgresSettings, 'random' | 'pause'>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await reader
        .transaction()
        .setIsolationLevel('serializable')
        .execute(async (writer) => {
          // Every change ends in the audit book: whoever met another one there waits in line, instead of meeting the next.
          // A lock of a table comes before the transaction looks at anything, so it sees what those before it did.
          if (tries > 1) await sql`lock table "auditEnd" in exclusive mode`.execute(writer);
          return work(writer);
        });
    } catch (error) {
      if (!isConflict(error) || tries === MOST_TRIES) throw error;
      await pause(random() * LONGEST_PAUSE_MS * tries);
    }
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof Error && 'code' in error && CONFLICTS.includes(String(error.code));
}

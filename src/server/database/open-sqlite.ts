import { closeSync, openSync } from 'node:fs';
import { Kysely } from 'kysely';
import type { Database } from './database.js';
import { bringUpToDate } from './migrate.js';
import { ImmediateSqliteDialect } from './sqlite-dialect.js';
import type { Tables } from './tables.js';

export interface SqliteSettings {
  /** Full path; made if need be. */
  readonly file: string;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

/** Opens the embedded database and brings it up to date. @throws Failure `unexpected` when a newer program wrote it */
export async function openSqlite({ file, random, pause }: SqliteSettings): Promise<Database> {
  const { default: Sqlite } = await import('better-sqlite3');
  // Its own alone, from the first moment: SQLite would make it for everybody to read.
  closeSync(openSync(file, 'a', 0o600));
  const opened = new Sqlite(file);
  // The first pragma: whoever else is at work must not turn the others into errors. Changes wait in turns of their own.
  opened.pragma('busy_timeout = 1000');
  opened.pragma('journal_mode = WAL');
  opened.pragma('synchronous = FULL');
  opened.pragma('foreign_keys = ON');
  const reader = new Kysely<Tables>({ dialect: new ImmediateSqliteDialect({ database: opened, random, pause }) });
  try {
    await bringUpToDate(reader);
  } catch (error) {
    await reader.destroy();
    throw error;
  }
  return {
    dialect: 'sqlite',
    reader,
    write: (work) => reader.transaction().execute(work),
    close: () => reader.destroy(),
  };
}

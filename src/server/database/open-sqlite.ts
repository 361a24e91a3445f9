import { chmodSync, closeSync, openSync, statSync } from 'node:fs';
import type { Database as SqliteFile, Options } from 'better-sqlite3';
import { Kysely } from 'kysely';
import type { Database } from './database.js';
import { bringUpToDate } from './migrate.js';
import { Failure } from '../../errors.js';
import { ImmediateSqliteDialect } from './sqlite-dialect.js';
import type { Tables } from './tables.js';
import { Turns } from './turns.js';

/** How long SQLite itself waits for another process, in which this one does nothing else. */
const BUSY_MS = 1000;
/** Of the file that questions keep in memory: SQLite's own two megabytes hold a few thousand items. */
const CACHE_KIB = 64 * 1024;

export interface SqliteSettings {
  /** Full path; made if need be. */
  readonly file: string;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

/**
 * Opens the embedded database and brings it up to date.
 * @throws Failure `unexpected` when a newer program wrote it, `usage` for a database of something else
 */
export async function openSqlite({ file, random, pause }: SqliteSettings): Promise<Database> {
  const { default: Sqlite } = await import('better-sqlite3');
  // Its own alone, from the first moment: SQLite would make it for everybody to read.
  closeSync(openSync(file, 'a', 0o600));
  // From the first pragma on: whoever else is at work must not turn the others into errors. Changes wait in turns of their own.
  const open = (options: Options = {}) => new Sqlite(file, { timeout: BUSY_MS, ...options });
  const changes = open();
  demandOwn(changes, file);
  closeToOthers(file);
  changes.pragma('journal_mode = WAL');
  changes.pragma('synchronous = FULL');
  changes.pragma('foreign_keys = ON');
  const counts = open();
  counts.pragma('synchronous = NORMAL');
  const questions = open({ readonly: true });
  questions.pragma(`cache_size = -${CACHE_KIB}`);
  const rest = { questions, turns: new Turns(), random, pause };
  const reader = new Kysely<Tables>({ dialect: new ImmediateSqliteDialect({ changes, ...rest }) });
  try {
    await bringUpToDate(reader);
  } catch (error) {
    counts.close();
    await reader.destroy();
    throw error;
  }
  return {
    dialect: 'sqlite',
    reader,
    counts: new Kysely<Tables>({ dialect: new ImmediateSqliteDialect({ changes: counts, ...rest }) }),
    write: (work) => reader.transaction().execute(work),
    close: async () => {
      counts.close();
      await reader.destroy();
    },
  };
}

/** A database that was made or copied here for everybody to read; its log holds the same. */
function closeToOthers(file: string): void {
  for (const each of [file, `${file}-wal`, `${file}-shm`]) {
    const mode = statSync(each, { throwIfNoEntry: false })?.mode ?? 0;
    if ((mode & 0o077) !== 0) chmodSync(each, 0o600);
  }
}

/** Whoever names the wrong file must not find our tables in it. @throws Failure `usage` */
function demandOwn(opened: SqliteFile, file: string): void {
  const tables = opened.prepare("select name from sqlite_master where type = 'table'").all();
  const names = tables.map((row) => (row as { name: string }).name);
  if (names.length === 0 || names.includes('kysely_migration')) return;
  opened.close();
  throw new Failure('usage', `${file} is a database of something else`, 'name another one with --db');
}

import { basename } from 'node:path';
import { Failure } from '../errors.js';
import type { Connection } from './driver.js';
import { immediate } from './immediate.js';
import { retrying, type Waiting } from './waiting.js';

/** One named step in the life of a database. Steps are only ever appended, never changed once released. */
export interface Migration {
  readonly name: string;
  readonly up: (connection: Connection) => void;
}

export interface MigrationSettings {
  readonly file: string;
  readonly waiting: Waiting;
  /** Milliseconds. */
  readonly now: () => number;
}

/**
 * Brings a database up to date: each step in one transaction together with its record, so that a process killed at any
 * moment leaves the database before the step or after it.
 * @throws Failure `unexpected` when the database has steps that this program does not know
 */
export function migrate(
  connection: Connection,
  migrations: readonly Migration[],
  { file, waiting, now }: MigrationSettings,
): void {
  const missing = retrying(waiting, () => pending(connection, migrations, file));
  for (const migration of missing) {
    immediate(connection, waiting, () => {
      connection.exec('CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, appliedAt INTEGER NOT NULL)');
      // Another process may have come first; or it is a newer program, and has gone further.
      if (!pending(connection, migrations, file).includes(migration)) return;
      migration.up(connection);
      connection.prepare('INSERT INTO migration (name, appliedAt) VALUES (?, ?)').run(migration.name, now());
    });
  }
}

function pending(connection: Connection, migrations: readonly Migration[], file: string): readonly Migration[] {
  const applied = appliedNames(connection);
  if (applied.some((name, at) => migrations[at]?.name !== name)) {
    const message = `${basename(file)} was written by a newer version of insight`;
    throw new Failure('unexpected', message, `Update insight, or move ${file} away`);
  }
  return migrations.slice(applied.length);
}

/** The steps that a database has gone through, in their order. */
export function appliedNames(connection: Connection): readonly string[] {
  const table = connection.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migration'").get();
  if (table === undefined) return [];
  return connection
    .prepare<[], { name: string }>('SELECT name FROM migration ORDER BY rowid')
    .all()
    .map((row) => row.name);
}

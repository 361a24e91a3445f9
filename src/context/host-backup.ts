import { join, resolve } from 'node:path';
import { Failure } from '../errors.js';
import type { HostParts } from './host-parts.js';

/** A copy of the server's database. */
export interface Backup {
  /** Full path. */
  readonly file: string;
  readonly bytes: number;
}

/**
 * Copies the embedded database of the server, which may be running.
 * @param db its file; null for the one in the data folder
 * @throws Failure `usage`, `unexpected`; for PostgreSQL too, which has a program of its own for that
 */
export async function backUp(to: string, db: string | null, { paths, setting }: HostParts): Promise<Backup> {
  const file = resolve(to);
  if (setting('databaseUrl') !== null && db === null) {
    const hint = `pg_dump --format=custom --file=${to} "$DATABASE_URL"`;
    throw new Failure('usage', 'DATABASE_URL names a PostgreSQL, which is copied by its own program', hint);
  }
  const { backupSqlite } = await import('../server/database/backup-sqlite.js');
  try {
    return { file, bytes: await backupSqlite({ from: db ?? join(paths.data, 'server.db'), to: file }) };
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new Failure('unexpected', `no copy was made at ${file}: ${words}`, 'see that there is room, and a folder', {
      cause,
    });
  }
}

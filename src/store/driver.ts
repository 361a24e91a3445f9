import { chmodSync, closeSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { Failure } from '../errors.js';
import { makeFolder } from '../make-folder.js';
import { errorCode } from './sqlite-error.js';
import { retrying, type Waiting } from './waiting.js';

/** One connection to one SQLite file. */
export type Connection = Sqlite.Database;

/** Opens a connection; what `loadDriver` gives. A `readonly` one makes no file. */
export type Driver = (file: string, how?: { readonly readonly: boolean }) => Connection;

/** `FULL` keeps a commit through a power cut; `NORMAL` may lose the last ones, never the file. */
export type Synchronous = 'FULL' | 'NORMAL';

/**
 * Loads better-sqlite3, whose native part is built at install and may be missing.
 * @throws Failure `unexpected` with the command that builds it
 */
export async function loadDriver(): Promise<Driver> {
  try {
    const { default: Database } = await import('better-sqlite3');
    // The native part is loaded by the first connection only: try it here, where its failure can be told apart.
    new Database(':memory:').close();
    // SQLite's own waiting is off from the start: even the first pragma may meet another process.
    return (file, { readonly } = { readonly: false }) =>
      new Database(file, { timeout: 0, readonly, fileMustExist: readonly });
  } catch (error) {
    throw new Failure(
      'unexpected',
      'The native part of better-sqlite3 cannot be loaded, most likely because install scripts are off',
      'Run: npm rebuild better-sqlite3 (in a clone), or npm install -g insightstream --allow-scripts=better-sqlite3',
      { cause: error },
    );
  }
}

/**
 * Opens a database file, made if need be: folder 0700, file 0600; SQLite gives `-wal` and `-shm` the mode of the file.
 * @throws what the file system and SQLite throw, unexplained
 */
export function connect(driver: Driver, file: string, synchronous: Synchronous, waiting: Waiting): Connection {
  makeFolder(dirname(file));
  makePrivate(file);
  const connection = driver(file);
  try {
    connection.pragma('busy_timeout = 0');
    retrying(waiting, () => connection.pragma('journal_mode = WAL'));
    retrying(waiting, () => connection.pragma(`synchronous = ${synchronous}`));
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/**
 * An existing file is never opened here: closing it again would drop the locks that another connection of this process
 * holds on it (POSIX locks belong to the process).
 */
function makePrivate(file: string): void {
  try {
    closeSync(openSync(file, 'ax', 0o600));
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    const existing = statSync(file);
    if (existing.isFile() && (existing.mode & 0o077) !== 0) chmodSync(file, 0o600);
  }
}

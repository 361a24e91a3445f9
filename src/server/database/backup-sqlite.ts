import { closeSync, fchmodSync, fsyncSync, linkSync, openSync, statSync, unlinkSync } from 'node:fs';
import { Failure } from '../../errors.js';

export interface BackupWish {
  /** The file of the embedded database. */
  readonly from: string;
  /** Where its copy goes; nothing may be there. */
  readonly to: string;
}

/** The table in which Kysely keeps what the database has gone through. */
const STEPS = 'kysely_migration';

/**
 * Copies the embedded database as it stands at one moment, while others read and write it, and looks through the copy.
 * The copy is for its owner alone (0600), and has its name only once it is whole.
 * @returns its bytes
 * @throws Failure `not-found` where there is no such database, `usage` where a file is there already, `unexpected` for a
 * damaged one
 */
export async function backupSqlite({ from, to }: BackupWish): Promise<number> {
  const { default: Sqlite } = await import('better-sqlite3');
  if (statSync(from, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new Failure(
      'not-found',
      `there is no database of a server at ${from}`,
      'name the one of insight serve with --db',
    );
  }
  if (statSync(to, { throwIfNoEntry: false }) !== undefined) throw isThere(to);
  const part = `${to}.part`;
  const made = openNew(part);
  try {
    fchmodSync(made, 0o600);
    // Not brought up to date, unlike everywhere else: what is kept before an update must be what was there before it.
    const source = new Sqlite(from, { fileMustExist: true, timeout: 10_000 });
    try {
      if (source.prepare('select 1 from sqlite_master where name = ?').get(STEPS) === undefined) {
        throw new Failure('usage', `${from} is no database of insight serve`, 'name that one with --db');
      }
      // One reading transaction: writers go on meanwhile, and what they write is not in it.
      source.prepare('vacuum into ?').run(part);
    } finally {
      source.close();
    }
    const copy = new Sqlite(part, { readonly: true });
    try {
      const found = copy.pragma('integrity_check(1)', { simple: true });
      if (found !== 'ok') {
        throw new Failure('unexpected', `the copy is damaged: ${String(found)}`, 'try again, or restore an older one');
      }
    } finally {
      copy.close();
    }
    fsyncSync(made);
    linkTo(part, to);
    return statSync(to).size;
  } finally {
    closeSync(made);
    unlinkSync(part);
  }
}

/** @throws Failure `usage` where it is there: only whoever made it knows whether it is still at work */
function openNew(part: string): number {
  try {
    return openSync(part, 'wx', 0o600);
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new Failure(
      'usage',
      `${part} is there: another backup makes it, or was killed while it did`,
      'wait for it; if none is at work, remove that file and try again',
    );
  }
}

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST';

function linkTo(part: string, to: string): void {
  try {
    // Unlike a renaming, this never takes the place of a file.
    linkSync(part, to);
  } catch (error) {
    throw isTaken(error) ? isThere(to) : error;
  }
}

const isThere = (to: string) => new Failure('usage', `${to} is there already`, 'name a file that is not there yet');

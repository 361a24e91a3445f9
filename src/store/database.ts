import { Failure } from '../errors.js';
import { Damaged, type TakeAway } from './damage.js';
import { connect, type Connection, type Driver, type Synchronous } from './driver.js';
import { foundFile } from './found-file.js';
import { immediate } from './immediate.js';
import { type Migration, migrate } from './migrations.js';
import { explain, isDamage } from './sqlite-error.js';
import { retrying, type Waiting } from './waiting.js';

export interface DatabaseSettings {
  readonly driver: Driver;
  readonly file: string;
  readonly synchronous: Synchronous;
  readonly migrations: readonly Migration[];
  readonly takeAway: TakeAway;
  readonly waiting: Waiting;
  /** Milliseconds. */
  readonly now: () => number;
}

/**
 * A database file that several processes use at once: reads wait out the others, writes are IMMEDIATE transactions.
 * What SQLite or the file system throws becomes a Failure in plain words, `Damaged` once a bad file is out of the way.
 */
export class Database {
  private constructor(
    private readonly connection: Connection,
    private readonly inode: number | undefined,
    private readonly settings: DatabaseSettings,
  ) {}

  /**
   * Opens the file, checks it if its last user did not end well, and brings it up to date.
   * @throws Damaged; Failure `unexpected` (newer than this program, busy for 10 s, full disk, no permission)
   */
  static open(settings: DatabaseSettings): Database {
    const { driver, file, synchronous, waiting } = settings;
    const inode = foundFile(file)?.ino;
    return guarded(settings, inode, () => {
      const unclean = endedUncleanly(file);
      const connection = connect(driver, file, synchronous, waiting);
      const opened = new Database(connection, foundFile(file)?.ino, settings);
      try {
        if (unclean) opened.check('quick_check');
        opened.update();
        return opened;
      } catch (error) {
        connection.close();
        throw error;
      }
    });
  }

  /**
   * Opens the file, a new one in place of a damaged one.
   * @returns also what a person should know, a plain sentence each
   * @throws Failure as `open`, but never Damaged
   */
  static openAnew(settings: DatabaseSettings): { database: Database; notes: string[] } {
    try {
      return { database: Database.open(settings), notes: [] };
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      return {
        database: Database.open(settings),
        notes: [`${error.message} and has been begun anew. ${error.taken}.`],
      };
    }
  }

  /** Does what needs no transaction of its own: reading, above all. `work` may run more than once. */
  read<T>(work: (connection: Connection) => T): T {
    return guarded(this.settings, this.inode, () => retrying(this.settings.waiting, () => work(this.connection)));
  }

  /** Writes in one transaction, all or nothing. `work` may run more than once. */
  write<T>(work: (connection: Connection) => T): T {
    return guarded(this.settings, this.inode, () => immediate(this.connection, this.settings.waiting, work));
  }

  /** Says that what was read makes no sense: the file is taken out of the way. */
  damaged(cause: unknown): Failure {
    return damaged(this.settings, this.inode, cause);
  }

  close(): void {
    this.connection.close();
  }

  private update(): void {
    const { file, migrations, waiting, now } = this.settings;
    try {
      migrate(this.connection, migrations, { file, waiting, now });
    } catch (error) {
      // A damaged list of steps looks like one of a newer program, or like none: look closer before saying so.
      if (!isDamage(error)) this.check('integrity_check');
      throw error;
    }
  }

  private check(how: 'quick_check' | 'integrity_check'): void {
    const verdict = this.read((connection) => connection.pragma(`${how}(1)`, { simple: true }));
    if (verdict !== 'ok') throw this.damaged(verdict);
  }
}

function guarded<T>(settings: DatabaseSettings, inode: number | undefined, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (isDamage(error)) throw damaged(settings, inode, error);
    const failure = explain(error, settings.file);
    if (failure !== null) throw failure;
    throw error;
  }
}

function damaged({ file, takeAway }: DatabaseSettings, inode: number | undefined, cause: unknown): Failure {
  try {
    return new Damaged(file, takeAway(file, inode), { cause });
  } catch (stuck) {
    const message = `${file} is damaged and cannot be taken out of the way`;
    return new Failure('unexpected', message, 'Make its folder writable, or move it away', { cause: stuck });
  }
}

/**
 * The last one to close a database folds the `-wal` file in and removes it, so one with content tells of a process that
 * was killed, or of one that is still at work: then the check is needless but does no harm (30 ms for 64 MB).
 */
function endedUncleanly(file: string): boolean {
  return (foundFile(`${file}-wal`)?.size ?? 0) > 0;
}

import type { Kysely, Transaction } from 'kysely';
import type { Tables } from './tables.js';

/** What a question is put to: the database, or a transaction of it. */
export type Reader = Kysely<Tables>;

/** What a change is made in. */
export type Writer = Transaction<Tables>;

export type Dialect = 'sqlite' | 'postgres';

/** An opened database, up to date. */
export interface Database {
  readonly dialect: Dialect;
  /** For reading, and for a change that is one statement and right whoever else is at work. */
  readonly reader: Reader;
  /**
   * The same, for counts that a power failure may take back, though no crash of the server may: a file does not wait for
   * the disk. Whoever guesses passwords cuts no power.
   */
  readonly counts: Reader;
  /**
   * Changes in one transaction, all or nothing, as if nobody else were at work: what it read is still so when it writes.
   * `work` may run more than once, so it must do nothing but ask the database.
   */
  write<T>(work: (writer: Writer) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

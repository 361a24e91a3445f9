import type { Connection } from './driver.js';
import { retrying, type Waiting } from './waiting.js';

/**
 * Runs `work` in one transaction that takes the write lock first. A DEFERRED one that reads and then writes fails at
 * once when another process wrote in between, however long it is willing to wait.
 * @throws what `retrying` throws, and whatever `work` throws, after undoing it
 */
export function immediate<T>(connection: Connection, waiting: Waiting, work: (connection: Connection) => T): T {
  return retrying(waiting, () => {
    connection.exec('BEGIN IMMEDIATE');
    try {
      const result = work(connection);
      connection.exec('COMMIT');
      return result;
    } catch (error) {
      // On a full disk or a failing one SQLite has rolled back already.
      if (connection.inTransaction) connection.exec('ROLLBACK');
      throw error;
    }
  });
}

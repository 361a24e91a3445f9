import type { Connection, Driver } from './driver.js';
import { foundFile } from './found-file.js';

/**
 * Looks into a database that is there, and leaves it and its folder as they were. To read a clean one SQLite makes two
 * files beside it, which only a connection that might write removes again; what a crashed process left in a `-wal` file
 * such a one would fold in, so there only a reading one is opened.
 * @throws what SQLite throws, unexplained
 */
export function lookInto<T>(driver: Driver, file: string, work: (connection: Connection) => T): T {
  const readonly = foundFile(`${file}-wal`) !== null || foundFile(file) === null;
  const connection = driver(file, { readonly });
  try {
    return work(connection);
  } finally {
    connection.close();
  }
}

/**
 * Classes and codes by which PostgreSQL says that it cannot be reached, is stopping, has nothing to spare, or has so many at
 * work that one met others each time it tried.
 */
const POSTGRES = /^(?:08\w{3}|53\w{3}|57P0\d|58\w{3}|25006|40001|40P01)$/;
/** The full disk, the disk that fails, the file that is locked or spoilt. */
const SQLITE = /^SQLITE_(?:FULL|IOERR|BUSY|LOCKED|CORRUPT|NOTADB|READONLY|CANTOPEN)/;
const SYSTEM = /^(?:ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/;
/** The words of pg where it has no code. */
const WORDS =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Whether a question failed because there is no database just now, and not by itself: later it may be answered. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return POSTGRES.test(code) || SQLITE.test(code) || SYSTEM.test(code) || WORDS.test(error.message);
}

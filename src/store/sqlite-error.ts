import { Failure } from '../errors.js';

/**
 * The code of an error of SQLite or of the operating system (`SQLITE_BUSY`, `EACCES`, …); null for anything else,
 * Node's own `ERR_…` among it, which tell of a defect in the program.
 */
export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  return /^(SQLITE_|E(?!RR_))/.test(error.code) ? error.code : null;
}

/**
 * Whether another process stands in the way for a moment, so that waiting helps.
 * PROTOCOL is what WAL answers when many processes open the file at the same instant, SCHEMA what a search index does while
 * another process makes its tables.
 */
export function isBusy(error: unknown): boolean {
  const code = errorCode(error) ?? '';
  return code.startsWith('SQLITE_BUSY') || code === 'SQLITE_PROTOCOL' || code === 'SQLITE_SCHEMA';
}

/** Whether SQLite found the file not to be what it should be. */
export function isDamage(error: unknown): boolean {
  const code = errorCode(error) ?? '';
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB';
}

const FULL = new Set(['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT']);
const CLOSED = /^(SQLITE_(READONLY|CANTOPEN|PERM|AUTH)|EACCES|EPERM|EROFS|ENOTDIR|EEXIST|EISDIR|ENOENT|ELOOP)/;

/**
 * Puts an error of SQLite or of the operating system into words a person can act on.
 * @param file the database that was being used
 * @returns a Failure of kind `unexpected`; null when the error is neither's, or already a Failure
 */
export function explain(error: unknown, file: string): Failure | null {
  const code = errorCode(error);
  if (code === null || error instanceof Failure) return null;
  const [message, hint] = FULL.has(code)
    ? [`The disk is full: ${file} cannot be written`, 'Free some space and try again']
    : CLOSED.test(code)
      ? [`${file} cannot be written`, 'Check its permissions, or let INSIGHT_HOME name a folder that can be written']
      : [`${file} cannot be used (${code})`, 'Check the disk, or let INSIGHT_HOME name another folder'];
  return new Failure('unexpected', message, hint, { cause: error });
}

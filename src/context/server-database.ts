import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../errors.js';
import { makeFolder } from '../make-folder.js';
import type { Database } from '../server/database/database.js';
import type { HostParts } from './host-parts.js';

const CONNECTIONS = 20;
/** The words of pg when nobody answers in time: it has no code for them. */
const TIMED_OUT = /timeout/i;
const UNREACHABLE = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNRESET',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
];
/** What PostgreSQL calls a wrong password, and somebody it does not let in. */
const KEPT_OUT = ['28P01', '28000', '42501'];
/** It is starting, stopping, or has no connection to spare. */
const NOT_NOW = ['57P03', '57P01', '53300'];
const NO_SUCH_DATABASE = '3D000';

/**
 * The database of the server, up to date: PostgreSQL where DATABASE_URL names one, else a file.
 * @param file null for the one in the data folder
 * @param make whether a file that is not there is made
 * @throws Failure `usage`, `provider` `not-found` or `key` for one that cannot be opened, in one line without its password
 */
export async function openServerDatabase(
  file: string | null,
  { world, paths, setting }: HostParts,
  make: boolean,
): Promise<Database> {
  const timing = { random: world.random, pause: (ms: number) => pause(ms) };
  const url = setting('databaseUrl');
  if (url !== null) {
    if (file !== null) {
      throw new Failure('usage', 'both --db and DATABASE_URL name a database', 'leave one of them out');
    }
    const where = placeOf(url);
    const { openPostgres } = await import('../server/database/open-postgres.js');
    return openPostgres({ url, connections: CONNECTIONS, ...timing }).catch((error: unknown) => {
      throw postgresFailure(error, where);
    });
  }
  const { openSqlite } = await import('../server/database/open-sqlite.js');
  const path = file ?? join(paths.data, 'server.db');
  if (!make && !existsSync(path)) {
    throw new Failure(
      'not-found',
      `there is no database of a server at ${path}`,
      'insight serve makes one; name another one with --db or DATABASE_URL',
    );
  }
  try {
    if (file === null) makeFolder(paths.data);
    return await openSqlite({ file: path, ...timing });
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new Failure('usage', `${path} cannot be opened as the database: ${words}`, 'name another one with --db', {
      cause,
    });
  }
}

/** The server and name of a database: what may be said of its address. @throws Failure `usage` */
function placeOf(url: string): string {
  const { protocol = '', host = '', pathname = '' } = URL.canParse(url) ? new URL(url) : {};
  if (protocol === 'postgres:' || protocol === 'postgresql:') return `${host}${pathname}`;
  throw new Failure(
    'usage',
    'DATABASE_URL is no address of a PostgreSQL database',
    'it looks like postgres://user:password@host:5432/name; leave it out to keep everything in a file',
  );
}

function postgresFailure(cause: unknown, where: string): unknown {
  if (!(cause instanceof Error) || cause instanceof Failure) return cause;
  const code = 'code' in cause ? String(cause.code) : '';
  const failed = (kind: 'key' | 'not-found' | 'provider', words: string, hint: string) =>
    new Failure(kind, `PostgreSQL at ${where} ${words}`, hint, { cause });
  if (KEPT_OUT.includes(code)) return failed('key', 'lets this user do nothing', 'check the user in DATABASE_URL');
  if (code === NO_SUCH_DATABASE) return failed('not-found', 'has no such database', 'make it with: createdb NAME');
  if (NOT_NOW.includes(code)) return failed('provider', 'takes no connection just now', 'try again in a moment');
  if (UNREACHABLE.includes(code) || TIMED_OUT.test(cause.message)) {
    return failed('provider', 'does not answer', 'start it, or check the host and port in DATABASE_URL');
  }
  return cause;
}

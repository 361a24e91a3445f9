import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { describe } from 'vitest';
import type { Database } from '../../src/server/database/database.js';
import { openPostgres } from '../../src/server/database/open-postgres.js';
import { openSqlite } from '../../src/server/database/open-sqlite.js';

/** A database of a test's own. */
export interface TestDatabase {
  /** Where it is, for a server that is a process of its own; a file has none. */
  readonly url?: string;
  /** Opens it once more, as another process of the server would. */
  open(): Promise<Database>;
  remove(): Promise<void>;
}

const timing = { random: Math.random, pause: (ms: number) => pause(ms) };

function sqlite(): Promise<TestDatabase> {
  const dir = mkdtempSync(join(tmpdir(), 'insight-server-'));
  return Promise.resolve({
    open: () => openSqlite({ file: join(dir, 'server.db'), ...timing }),
    remove: () => {
      rmSync(dir, { recursive: true });
      return Promise.resolve();
    },
  });
}

/** @param url of a server on which databases may be made */
async function postgres(url: string): Promise<TestDatabase> {
  const name = `insight_${randomBytes(8).toString('hex')}`;
  await onServer(url, `CREATE DATABASE ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return {
    url: own.href,
    open: () => openPostgres({ url: own.href, connections: 10, ...timing }),
    remove: () => onServer(url, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/**
 * The same tests on both databases. PostgreSQL's are left out, with a name that says so, where INSIGHT_TEST_POSTGRES names
 * no server (`. .ci/postgres` starts one); `.ci/run` always has one.
 */
export function onEachDatabase(tests: (make: () => Promise<TestDatabase>) => void): void {
  describe('on SQLite', () => {
    tests(sqlite);
  });
  onPostgres(tests);
}

/** The same for what only PostgreSQL can do: several processes over one database. */
export function onPostgres(tests: (make: () => Promise<TestDatabase>) => void): void {
  const url = process.env.INSIGHT_TEST_POSTGRES;
  describe.skipIf(url === undefined)('on PostgreSQL', () => {
    tests(() => postgres(url ?? ''));
  });
}

import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { bringUpToDate } from '../../src/server/database/migrate.js';
import { openPostgres } from '../../src/server/database/open-postgres.js';
import { openSqlite } from '../../src/server/database/open-sqlite.js';
import { ImmediateSqliteDialect } from '../../src/server/database/sqlite-dialect.js';
import type { Tables } from '../../src/server/database/tables.js';
import { Turns } from '../../src/server/database/turns.js';

/** Every statement is looked at on SQLite; on PostgreSQL one of so many, and all of them with INSIGHT_MIGRATION_STEP=1. */
const STEP = Number(process.env.INSIGHT_MIGRATION_STEP ?? 9);
const POSTGRES = process.env.INSIGHT_TEST_POSTGRES;
const timing = { random: Math.random, pause: (ms: number) => pause(ms) };

/** Which tables are there, and which steps were taken, by what the database itself says. */
interface Version {
  readonly tables: readonly string[];
  readonly steps: readonly string[];
}

const own = (names: readonly string[]) => names.filter((name) => !/^(?:kysely|sqlite)_/.test(name)).sort();

function versionOf(file: string): Version {
  const database = new Sqlite(file);
  const list = (question: string) => database.prepare<[], string>(question).pluck().all();
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  const tables = list("select name from sqlite_master where type = 'table'");
  const steps = tables.includes('kysely_migration') ? list('select name from kysely_migration') : [];
  database.close();
  return { tables: own(tables), steps };
}

describe('bringing a database up to date', () => {
  it('on SQLite, killed after any statement, leaves the old version or the new one', { timeout: 60_000 }, async () => {
    const dir = mkdtempSync(join(tmpdir(), 'insight-migration-'));
    try {
      const file = join(dir, 'server.db');
      const database = new Sqlite(file);
      database.pragma('journal_mode = WAL');
      // What a killed process leaves is what stands in its files at that moment.
      let moments = 0;
      const at = (moment: number) => join(dir, String(moment), 'server.db');
      const log = () => {
        mkdirSync(join(dir, String(moments)));
        for (const end of ['', '-wal']) if (existsSync(file + end)) copyFileSync(file + end, at(moments) + end);
        moments += 1;
      };
      const parts = { changes: database, questions: database, turns: new Turns(), ...timing };
      const reader = new Kysely<Tables>({ dialect: new ImmediateSqliteDialect(parts), log });
      await bringUpToDate(reader);
      await reader.destroy();
      const whole = versionOf(file);
      expect(whole.steps.length).toBeGreaterThan(5);
      const seen = { old: 0, new: 0 };
      for (let moment = 0; moment < moments; moment += 1) {
        const left = versionOf(at(moment));
        const isNew = left.tables.length > 0;
        expect(left, `after ${moment + 1} statements`).toEqual(isNew ? whole : { tables: [], steps: [] });
        seen[isNew ? 'new' : 'old'] += 1;
        if (moment % STEP > 0) continue;
        await (await openSqlite({ file: at(moment), ...timing })).close();
        expect(versionOf(at(moment))).toEqual(whole);
      }
      expect(seen.old).toBeGreaterThan(20);
      expect(seen.new).toBeGreaterThan(0);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it.skipIf(POSTGRES === undefined)(
    'on PostgreSQL, cut off after any statement, leaves the old version or the new one',
    { timeout: 120_000 },
    async () => {
      const name = `insight_${randomBytes(8).toString('hex')}`;
      const server = new pg.Client({ connectionString: POSTGRES });
      await server.connect();
      await server.query(`create database ${name}`);
      const url = new URL(POSTGRES ?? '');
      url.pathname = `/${name}`;
      const version = async (): Promise<Version> => {
        const client = new pg.Client({ connectionString: url.href });
        await client.connect();
        const list = async (question: string) => {
          const { rows } = await client.query<{ name: string }>(question);
          return rows.map((row) => row.name);
        };
        const tables = await list("select tablename as name from pg_tables where schemaname = 'public'");
        const steps = tables.includes('kysely_migration') ? await list('select name from kysely_migration') : [];
        await client.end();
        return { tables: own(tables), steps };
      };
      /** @returns whether it came to its end */
      const cutAfter = async (statements: number): Promise<boolean> => {
        let socket = new Socket();
        const pool = new pg.Pool({ connectionString: url.href, max: 1, stream: () => (socket = new Socket()) });
        pool.on('error', () => undefined).on('connect', (client) => client.on('error', () => undefined));
        let done = 0;
        const log = () => {
          done += 1;
          if (done === statements) socket.destroy();
        };
        const reader = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), log });
        const ended = await bringUpToDate(reader).then(
          () => true,
          () => false,
        );
        await reader.destroy();
        return ended && done < statements;
      };
      try {
        let cuts = 0;
        for (let statements = 1; !(await cutAfter(statements)); statements += STEP) {
          const left = await version();
          if (left.tables.length > 0) expect(left.steps.length, `after ${statements}`).toBeGreaterThan(5);
          else expect(left.steps, `after ${statements}`).toEqual([]);
          cuts += 1;
          if (left.tables.length > 0) break;
        }
        expect(cuts).toBeGreaterThan(3);
        await (await openPostgres({ url: url.href, connections: 2, ...timing })).close();
        const whole = await version();
        expect(whole.tables).toContain('account');
        expect(whole.steps.length).toBeGreaterThan(5);
      } finally {
        await server.query(`drop database ${name} with (force)`);
        await server.end();
      }
    },
  );
});

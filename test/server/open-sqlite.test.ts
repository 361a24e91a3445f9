import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/server/database/database.js';
import { openSqlite } from '../../src/server/database/open-sqlite.js';

const modeOf = (file: string) => statSync(file).mode & 0o777;

describe.skipIf(process.platform === 'win32')('the file of the database', () => {
  let dir: string;
  let file: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'insight-'));
    file = join(dir, 'server.db');
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });
  const open = () => openSqlite({ file, random: () => 0.5, pause: () => Promise.resolve() });

  it('is made for its owner alone', async () => {
    const database = await open();
    expect([file, `${file}-wal`, `${file}-shm`].map(modeOf)).toEqual([0o600, 0o600, 0o600]);
    await database.close();
  });

  it('is closed to others where they could read it, with its log', async () => {
    const first = await open();
    // As a copy of a server that did not end: its log stands beside it.
    const log = readFileSync(`${file}-wal`);
    await first.close();
    writeFileSync(`${file}-wal`, log);
    for (const each of [file, `${file}-wal`]) chmodSync(each, 0o644);
    const database = await open();
    expect([file, `${file}-wal`, `${file}-shm`].map(modeOf)).toEqual([0o600, 0o600, 0o600]);
    await database.close();
  });

  it('is left as it is when it is of something else', async () => {
    new Sqlite(file).exec('create table other (id integer)').close();
    chmodSync(file, 0o644);
    await expect(open()).rejects.toMatchObject({ kind: 'usage' });
    expect(modeOf(file)).toBe(0o644);
  });
});

describe('a database in a file', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'insight-'));
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });
  const open = () => openSqlite({ file: join(dir, 'server.db'), random: () => 0.5, pause: () => Promise.resolve() });
  const note = (name: string) => ({ name, value: 'a value' });
  const names = async ({ reader }: Database) =>
    (await reader.selectFrom('serverNote').select('name').orderBy('name').execute()).map(({ name }) => name);

  it('answers while a change is under way, by what was there before it', async () => {
    const database = await open();
    let end = (): void => undefined;
    const waits = new Promise<void>((resolve) => {
      end = resolve;
    });
    const begun = new Promise<void>((resolve, reject) => {
      database
        .write(async (writer) => {
          await writer.insertInto('serverNote').values(note('first')).execute();
          resolve();
          await waits;
        })
        .catch(reject);
    });
    await begun;
    expect(await names(database)).toEqual([]);
    // Changes outside of a transaction wait for the one under way, and all are kept.
    const second = database.reader.insertInto('serverNote').values(note('second')).execute();
    const third = database.counts.insertInto('serverNote').values(note('third')).execute();
    expect(await names(database)).toEqual([]);
    end();
    await Promise.all([second, third]);
    expect(await names(database)).toEqual(['first', 'second', 'third']);
    await database.close();
  });

  it('removes what was made since it was opened', async () => {
    const database = await open();
    await sql`create table "extra" ("name" text)`.execute(database.reader);
    await sql`drop table if exists "extra"`.execute(database.reader);
    await expect(sql`select * from "extra"`.execute(database.reader)).rejects.toThrow('no such table');
    await database.close();
  });

  it('keeps nothing of a change that failed, and goes on', async () => {
    const database = await open();
    const failed = database.write(async (writer) => {
      await writer.insertInto('serverNote').values(note('first')).execute();
      throw new Error('on purpose');
    });
    await expect(failed).rejects.toThrow('on purpose');
    await expect(
      database.reader
        .insertInto('serverNote')
        .values([note('twice'), note('twice')])
        .execute(),
    ).rejects.toThrow();
    await database.reader.insertInto('serverNote').values(note('kept')).execute();
    expect(await names(database)).toEqual(['kept']);
    await database.close();
  });
});

import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

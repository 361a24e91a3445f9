import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomBytes } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/errors.js';
import { openCache } from '../../src/store/cache.js';
import { openInsight } from '../../src/store/insight-db.js';
import { QuotaLedger } from '../../src/store/quota-ledger.js';
import { buildForChildren, freshDir, startChild } from './processes.js';

const settings = (dir: string) => ({ dir, now: () => 0, random: Math.random });
const key = { provider: 'test', operation: 'o', arguments: {} };
const answer = { body: 'kept', fetchedAt: 1, etag: null };
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

/** A file system of its own, for root only; null when there can be none. */
function mounted(size: string): string | null {
  const dir = freshDir();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', dir], { stdio: 'ignore' });
    return dir;
  } catch {
    return null;
  }
}

const failure = (message: string, hint: string) =>
  expect.objectContaining({
    name: 'Failure',
    kind: 'unexpected',
    message: expect.stringContaining(message) as string,
    hint: expect.stringContaining(hint) as string,
  }) as Failure;

describe('the files', () => {
  it('are for their owner alone, whatever the umask was', async () => {
    const before = process.umask(0);
    try {
      const dir = join(freshDir(), 'a', 'b');
      const { cache } = await openCache(settings(dir));
      const { database } = await openInsight(settings(dir));
      cache.put(key, answer);
      expect([mode(dir), mode(join(dir, '..'))]).toEqual(['700', '700']);
      const files = ['cache.db', 'insight.db'].flatMap((name) => [name, `${name}-wal`, `${name}-shm`]);
      expect(files.map((name) => mode(join(dir, name)))).toEqual(files.map(() => '600'));
      cache.close();
      database.close();
    } finally {
      process.umask(before);
    }
  });

  it('that others could read are closed to them', async () => {
    const dir = freshDir();
    writeFileSync(join(dir, 'cache.db'), '', { mode: 0o644 });
    const { cache } = await openCache(settings(dir));
    expect(mode(join(dir, 'cache.db'))).toBe('600');
    cache.close();
  });

  it('wait for nobody inside SQLite, log ahead, and sync as much as their content is worth', async () => {
    const dir = freshDir();
    const { database } = await openInsight(settings(dir));
    const pragmas = ['busy_timeout', 'journal_mode', 'synchronous'];
    const values = database.read((db) => pragmas.map((name) => db.pragma(name, { simple: true })));
    expect(values).toEqual([0, 'wal', 2]);
    database.close();
  });
});

describe('a newer database', () => {
  const fromTheFuture = (file: string) => {
    const db = new Sqlite(file);
    db.exec("INSERT INTO migration VALUES ('2031-01-something', 0)");
    db.close();
    return readFileSync(file);
  };

  it('insight.db is refused and left alone', async () => {
    const dir = freshDir();
    (await openInsight(settings(dir))).database.close();
    const bytes = fromTheFuture(join(dir, 'insight.db'));
    await expect(openInsight(settings(dir))).rejects.toThrow(failure('newer version', 'Update insight'));
    expect(readFileSync(join(dir, 'insight.db'))).toEqual(bytes);
  });

  it('cache.db is left alone, and the run goes on without', async () => {
    const dir = freshDir();
    (await openCache(settings(dir))).cache.close();
    const bytes = fromTheFuture(join(dir, 'cache.db'));
    const { cache, notes } = await openCache(settings(dir));
    cache.put(key, answer);
    expect(cache.get(key)).toBeNull();
    expect(notes).toEqual([
      expect.stringMatching(/^No answers are kept in this run\. cache\.db was written by a newer/),
    ]);
    expect(readFileSync(join(dir, 'cache.db'))).toEqual(bytes);
  });
});

describe('rough surroundings', () => {
  it('a file where the folder should be: no cache, one note; insight.db says what to do', async () => {
    const file = join(freshDir(), 'home');
    writeFileSync(file, '');
    const { cache, notes } = await openCache(settings(file));
    for (let n = 0; n < 3; n += 1) cache.put(key, answer);
    expect(cache.get(key)).toBeNull();
    expect(cache.stats()).toEqual({ answers: 0, bytes: 0, oldestAt: null, newestAt: null });
    expect(notes).toHaveLength(1);
    await expect(openInsight(settings(file))).rejects.toThrow(failure('cannot be written', 'INSIGHT_HOME'));
  });

  it('a folder where the file should be: the same', async () => {
    const dir = freshDir();
    mkdirSync(join(dir, 'cache.db'), { mode: 0o755 });
    const { notes } = await openCache(settings(dir));
    expect(notes).toEqual([expect.stringContaining('cannot be written')]);
    expect(mode(join(dir, 'cache.db'))).toBe('755');
  });

  it('a read-only home: no cache, one note, and insight.db says what to do', async (context) => {
    const dir = mounted('2m');
    if (dir === null) return context.skip('no file system can be mounted here: not root');
    try {
      const remount = (how: string) => execFileSync('mount', ['-o', `remount,${how}`, dir]);
      const before = await openCache(settings(dir));
      before.cache.put(key, answer);
      before.cache.close();
      remount('ro');
      const { cache, notes } = await openCache(settings(dir));
      cache.put(key, answer);
      expect(cache.get(key)).toBeNull();
      expect(notes).toEqual([expect.stringContaining(`${join(dir, 'cache.db')} cannot be written`)]);
      await expect(openInsight(settings(dir))).rejects.toThrow(failure('cannot be written', 'INSIGHT_HOME'));
      remount('rw');
      const after = await openCache(settings(dir));
      expect(after.cache.get(key)).toEqual(answer);
      expect(after.notes).toEqual([]);
      after.cache.close();
    } finally {
      execFileSync('umount', [dir]);
    }
  });

  it('a damaged file in a read-only home: no cache, one note, nothing thrown', async (context) => {
    const dir = mounted('2m');
    if (dir === null) return context.skip('no file system can be mounted here: not root');
    try {
      for (const name of ['cache.db', 'insight.db'])
        writeFileSync(join(dir, name), 'garbage '.repeat(1000), { mode: 0o600 });
      execFileSync('mount', ['-o', 'remount,ro', dir]);
      const { cache, notes } = await openCache(settings(dir));
      expect(cache.get(key)).toBeNull();
      expect(notes).toHaveLength(1);
      await expect(openInsight(settings(dir))).rejects.toThrow(failure('insight.db', 'writ'));
    } finally {
      execFileSync('umount', [dir]);
    }
  });

  it('a full disk: no cache, one note, nothing half written, and all is well once there is room', async (context) => {
    const dir = mounted('2m');
    if (dir === null) return context.skip('no file system can be mounted here: not root');
    try {
      const { cache, notes } = await openCache(settings(dir));
      const { database } = await openInsight(settings(dir));
      const ledger = new QuotaLedger(database, () => 0);
      const reservation = {
        provider: 'p',
        keyId: 'k',
        bucket: 'b',
        amount: 1,
        limit: 1e6,
        period: { startsAt: 1, endsAt: 2 },
      };
      expect(ledger.reserve(reservation)).toBe(true);
      cache.put(key, answer);
      expect(notes).toEqual([]);

      for (let n = 0; notes.length === 0; n += 1) {
        cache.put({ ...key, operation: `big ${n}` }, { ...answer, body: randomBytes(100_000).toString('base64') });
        expect(n).toBeLessThan(100);
      }
      expect(notes).toEqual([
        expect.stringMatching(/^No answers are kept in this run\. The disk is full: .*cache\.db/),
      ]);
      expect(cache.get(key)).toBeNull();

      const ballast = join(dir, 'ballast');
      const fill = () => {
        for (const size of [4096, 1]) {
          try {
            for (;;) writeFileSync(ballast, Buffer.alloc(size), { flag: 'a' });
          } catch {
            continue;
          }
        }
      };
      fill();
      let granted = 1;
      const spend = () => {
        for (let n = 0; n < 5000; n += 1) if (ledger.reserve({ ...reservation, keyId: `k${n}` })) granted += 1;
      };
      expect(spend).toThrow(failure('The disk is full', 'Free some space'));
      const counted = () => database.read((db) => db.prepare('SELECT sum(spent) FROM quota').pluck().get());
      expect(counted()).toBe(granted);
      database.close();

      const full = await openCache(settings(join(dir, 'deeper')));
      full.cache.put(key, answer);
      expect(full.notes).toEqual([expect.stringContaining('The disk is full')]);
      await expect(openInsight(settings(join(dir, 'deeper')))).rejects.toThrow(failure('The disk is full', 'Free'));

      rmSync(ballast);
      const after = await openCache(settings(dir));
      expect(after.notes).toEqual([]);
      expect(after.cache.get(key)).toEqual(answer);
      after.cache.close();
      const reopened = await openInsight(settings(dir));
      expect(reopened.notes).toEqual([]);
      expect(reopened.database.read((db) => db.prepare('SELECT sum(spent) FROM quota').pluck().get())).toBe(granted);
      reopened.database.close();
    } finally {
      execFileSync('umount', [dir]);
    }
  });

  it('without the native part of better-sqlite3 the run goes on, told how to build it', async () => {
    const installed = fileURLToPath(new URL('../../node_modules', import.meta.url));
    const modules = join(freshDir(), 'node_modules');
    for (const part of ['lib', 'package.json']) {
      cpSync(join(installed, 'better-sqlite3', part), join(modules, 'better-sqlite3', part), { recursive: true });
    }
    for (const name of ['bindings', 'file-uri-to-path']) symlinkSync(join(installed, name), join(modules, name));
    const { lines, code } = await startChild(buildForChildren(modules), 'opener', [freshDir(), 'x']).alone();
    expect(code).toBe(0);
    const { kept, notes } = JSON.parse(lines.at(-1) ?? '') as { kept: boolean; notes: string[] };
    expect(kept).toBe(false);
    expect(notes).toEqual([expect.stringContaining('Run: npm rebuild better-sqlite3 (in a clone)')]);
  });
});

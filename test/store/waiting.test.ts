import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { immediate } from '../../src/store/immediate.js';
import { DEADLINE_MS, realWaiting, retrying, type Waiting } from '../../src/store/waiting.js';
import { freshDir } from './processes.js';

/** A wait that only moves its own clock, and remembers the pauses. */
function pretended(random: () => number): Waiting & { readonly pauses: number[] } {
  const pauses: number[] = [];
  return {
    pauses,
    random,
    sleep: (milliseconds) => void pauses.push(milliseconds),
    elapsed: () => pauses.reduce((sum, each) => sum + each, 0),
  };
}

const busy = (code: string) => Object.assign(new Error('database is locked'), { code });

function failingTimes(times: number, code: string): () => string {
  let left = times;
  return () => {
    if (left === 0) return 'done';
    left -= 1;
    throw busy(code);
  };
}

describe('retrying', () => {
  it.each(['SQLITE_BUSY', 'SQLITE_BUSY_RECOVERY', 'SQLITE_BUSY_SNAPSHOT', 'SQLITE_PROTOCOL', 'SQLITE_SCHEMA'])(
    'waits out %s',
    (code) => {
      const waiting = pretended(() => 0.5);
      expect(retrying(waiting, failingTimes(3, code))).toBe('done');
      expect(waiting.pauses).toHaveLength(3);
    },
  );

  it('pauses between 1 and 14 ms, whatever the dice say', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (dice) => {
        const waiting = pretended(() => dice);
        retrying(waiting, failingTimes(2, 'SQLITE_BUSY'));
        expect(Math.min(...waiting.pauses)).toBeGreaterThanOrEqual(1);
        expect(Math.max(...waiting.pauses)).toBeLessThanOrEqual(14);
      }),
    );
  });

  it('gives up after 10 s with a Failure that says why', () => {
    const waiting = pretended(() => 0.99);
    expect(() => retrying(waiting, failingTimes(1e6, 'SQLITE_BUSY'))).toThrow(
      expect.objectContaining({
        name: 'Failure',
        kind: 'unexpected',
        message: expect.stringContaining('busy') as string,
      }),
    );
    expect(waiting.elapsed()).toBeGreaterThanOrEqual(DEADLINE_MS);
    expect(waiting.elapsed()).toBeLessThan(DEADLINE_MS + 14);
  });

  it('does not repeat what fails for another reason', () => {
    const waiting = pretended(() => 0);
    expect(() => retrying(waiting, failingTimes(1, 'SQLITE_FULL'))).toThrow('locked');
    expect(waiting.pauses).toEqual([]);
  });

  it('sleeps for real', () => {
    const waiting = realWaiting(Math.random);
    const before = waiting.elapsed();
    waiting.sleep(20);
    expect(waiting.elapsed() - before).toBeGreaterThanOrEqual(19);
  });
});

describe('the store', () => {
  it('begins no transaction but an immediate one', () => {
    const folder = new URL('../../src/store/', import.meta.url);
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const begun = names.flatMap((name) => {
      const code = readFileSync(new URL(name, folder), 'utf8');
      return [...code.matchAll(/exec\('(BEGIN[^']*)|\.transaction\(/g)].map((match) => match[1] ?? match[0]);
    });
    expect(begun).toEqual(['BEGIN IMMEDIATE']);
  });
});

describe('immediate', () => {
  it('holds the write lock from its first statement on, and another writer waits for it', () => {
    const file = join(freshDir(), 'x.db');
    const [one, two] = [new Sqlite(file, { timeout: 0 }), new Sqlite(file, { timeout: 0 })];
    one.pragma('journal_mode = WAL');
    one.exec('CREATE TABLE t (n)');
    const waiting = pretended(() => 0);
    immediate(one, waiting, () => {
      expect(() => two.exec('BEGIN IMMEDIATE')).toThrow('locked');
    });
    const patient: Waiting = { ...waiting, sleep: () => void one.exec('COMMIT') };
    one.exec('BEGIN IMMEDIATE; INSERT INTO t VALUES (1)');
    immediate(two, patient, (db) => db.exec('INSERT INTO t SELECT n + 1 FROM t'));
    expect(one.prepare('SELECT n FROM t').pluck().all()).toEqual([1, 2]);
  });

  it('undoes everything when the work throws', () => {
    const db = new Sqlite(':memory:');
    db.exec('CREATE TABLE t (n)');
    const work = () => {
      db.exec('INSERT INTO t VALUES (1)');
      throw new Error('no');
    };
    expect(() =>
      immediate(
        db,
        pretended(() => 0),
        work,
      ),
    ).toThrow('no');
    expect(db.inTransaction).toBe(false);
    expect(db.prepare('SELECT count(*) FROM t').pluck().get()).toBe(0);
  });
});

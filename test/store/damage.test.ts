import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openCache } from '../../src/store/cache.js';
import { openInsight } from '../../src/store/insight-db.js';
import { QuotaLedger } from '../../src/store/quota-ledger.js';
import { freshDir, fromEnvironment } from './processes.js';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const PAGE = 4096;
const settings = (dir: string) => ({ dir, now: () => NOW, random: Math.random });
const key = (n: number) => ({ provider: 'test', operation: 'o', arguments: { n: String(n) } });
const bodyOf = (n: number) => Array.from({ length: 400 }, (_, at) => `${n}:${Math.sin(n * 997 + at)}`).join(' ');
const ANSWERS = 60;
const DAMAGES = fromEnvironment('INSIGHT_DAMAGES', 60);

/** A folder with a sound cache of some forty pages. */
async function filledCache(): Promise<string> {
  const dir = freshDir();
  const { cache } = await openCache(settings(dir));
  for (let n = 0; n < ANSWERS; n += 1) cache.put(key(n), { body: bodyOf(n), fetchedAt: n, etag: null });
  cache.close();
  return dir;
}

/** What a run sees: every answer is right or missing, and whatever went wrong is told in at most one note. */
async function use(dir: string): Promise<{ found: number; notes: readonly string[]; kept: boolean }> {
  const { cache, notes } = await openCache(settings(dir));
  let found = 0;
  for (let n = 0; n < ANSWERS; n += 1) {
    const body = cache.get(key(n))?.body;
    if (body === undefined) continue;
    expect(body).toBe(bodyOf(n));
    found += 1;
  }
  cache.put(key(-1), { body: 'new', fetchedAt: 0, etag: null });
  const kept = cache.get(key(-1))?.body === 'new';
  cache.close();
  return { found, notes, kept };
}

function overwrite(file: string, at: number, bytes: Uint8Array): void {
  const content = readFileSync(file);
  content.set(bytes.subarray(0, Math.max(0, content.length - at)), at);
  writeFileSync(file, content);
}

/** The pages of a table or an index, its root first. */
function pagesOf(db: Sqlite.Database, name: string): number[] {
  return db
    .prepare<[string], number>('SELECT pageno FROM dbstat WHERE name = ? ORDER BY path')
    .pluck()
    .all(name)
    .map(Number);
}

const garbage = (length: number) => Buffer.alloc(length, 'no database ');

describe('a damaged cache', () => {
  it.each<[string, (file: string) => void]>([
    [
      'garbage for a header',
      (file) => {
        overwrite(file, 0, garbage(100));
      },
    ],
    [
      'garbage throughout',
      (file) => {
        writeFileSync(file, garbage(50_000));
      },
    ],
    [
      'the first half only',
      (file) => {
        truncateSync(file, Math.floor(statSync(file).size / 2 / PAGE) * PAGE);
      },
    ],
    [
      'half a page',
      (file) => {
        truncateSync(file, PAGE / 2);
      },
    ],
  ])('that holds %s is begun anew at once, with one note', async (_name, harm) => {
    const dir = await filledCache();
    harm(join(dir, 'cache.db'));
    const { found, notes, kept } = await use(dir);
    expect({ found, kept }).toEqual({ found: 0, kept: true });
    expect(notes).toEqual([`${join(dir, 'cache.db')} was damaged and has been begun anew. It was removed.`]);
    expect(await use(dir)).toMatchObject({ notes: [], kept: true });
    expect(readdirSync(dir)).toEqual(['cache.db']);
  });

  it('of zero bytes is a new one', async () => {
    const dir = await filledCache();
    truncateSync(join(dir, 'cache.db'), 0);
    expect(await use(dir)).toEqual({ found: 0, notes: [], kept: true });
  });

  it.each([
    ['zeroed', Buffer.alloc(64)],
    ['emptied', Buffer.from([0, 0])],
  ])('whose list of migrations is %s is not taken for one of a newer version', async (name, bytes) => {
    const dir = await filledCache();
    const file = join(dir, 'cache.db');
    const db = new Sqlite(file);
    const root = Number(db.prepare("SELECT rootpage FROM sqlite_master WHERE name = 'migration'").pluck().get());
    db.close();
    // The cell pointers of a leaf page begin at byte 8; the number of cells is at byte 3 (SQLite file format, 1.6).
    overwrite(file, (root - 1) * PAGE + (name === 'emptied' ? 3 : 8), bytes);
    expect(await use(dir)).toEqual({ found: 0, notes: [expect.stringContaining('begun anew')], kept: true });
  });

  it('whose index leads to the answer of another question does not give it', async () => {
    const dir = await filledCache();
    const file = join(dir, 'cache.db');
    // An entry of the index ends with its key's last number, the schema, and the number of the row: 8 for n = 7.
    const db = new Sqlite(file);
    const pages = pagesOf(db, 'sqlite_autoindex_answer_1');
    db.close();
    for (const page of pages) {
      const start = (page - 1) * PAGE;
      const content = readFileSync(file).toString('latin1', start, start + PAGE);
      const swapped = content.replaceAll(/(?<=\[\["n","[78]"\]\].)[\b\t]/g, (row) => (row === '\b' ? '\t' : '\b'));
      expect(swapped).not.toBe(content);
      overwrite(file, start, Buffer.from(swapped, 'latin1'));
    }
    const { notes } = await use(dir);
    expect(notes).toEqual([expect.stringContaining('was damaged')]);
    expect(await use(dir)).toMatchObject({ notes: [], kept: true });
  });

  it('whose row bears another time does not pass for a fresh one', async () => {
    const dir = await filledCache();
    const db = new Sqlite(join(dir, 'cache.db'));
    db.exec('UPDATE answer SET fetchedAt = 4102444800000 WHERE fetchedAt = 3');
    db.close();
    const { notes } = await use(dir);
    expect(notes).toEqual([expect.stringContaining('was damaged')]);
  });

  it('is noticed when it was killed in the middle of its work, before anything is read from it', async () => {
    const dir = await filledCache();
    const killed = freshDir();
    const live = new Sqlite(join(dir, 'cache.db'));
    const [root = 0] = pagesOf(live, 'answer');
    live.exec('CREATE TABLE another (n)');
    // What a killed process leaves behind: the log is still there.
    for (const name of ['cache.db', 'cache.db-wal']) copyFileSync(join(dir, name), join(killed, name));
    live.close();
    const intact = freshDir();
    for (const name of ['cache.db', 'cache.db-wal']) copyFileSync(join(killed, name), join(intact, name));
    expect(await use(intact)).toEqual({ found: ANSWERS, notes: [], kept: true });

    overwrite(join(killed, 'cache.db'), (root - 1) * PAGE, garbage(PAGE));
    const { notes, kept } = await use(killed);
    expect(notes).toEqual([expect.stringContaining('begun anew')]);
    expect(kept).toBe(true);
  });

  it(
    'never stops a run, never gives a wrong answer, and is whole in the run after the one that noticed',
    { timeout: 20_000 + DAMAGES * 200 },
    async () => {
      const dir = await filledCache();
      const sound = readFileSync(join(dir, 'cache.db'));
      const harm = fc.record({
        page: fc.integer({ min: 0, max: sound.length / PAGE - 1 }),
        offset: fc.constantFrom(0, 0, 8, 1000),
        bytes: fc.uint8Array({ minLength: 64, maxLength: PAGE, size: 'max' }),
      });
      let told = 0;
      await fc.assert(
        fc.asyncProperty(harm, async ({ page, offset, bytes }) => {
          const file = join(dir, 'cache.db');
          for (const name of readdirSync(dir)) rmSync(join(dir, name));
          writeFileSync(file, sound);
          overwrite(file, page * PAGE + offset, bytes);
          // Harm in the index can go unnoticed for a while: then answers are missing, never wrong.
          for (let run = 0; run < 3; run += 1) {
            const { notes } = await use(dir);
            expect(notes.length).toBeLessThanOrEqual(1);
            if (notes.length === 0) continue;
            told += 1;
            expect(await use(dir)).toMatchObject({ kept: true, notes: [] });
            break;
          }
        }),
        { numRuns: DAMAGES },
      );
      expect(told).toBeGreaterThan(DAMAGES / 10);
    },
  );
});

describe('a damaged insight.db', () => {
  const purse = { provider: 'youtube', keyId: 'k', bucket: 'units' };
  const period = { startsAt: NOW, endsAt: NOW + 1000 };

  async function filled(): Promise<string> {
    const dir = freshDir();
    const { database } = await openInsight(settings(dir));
    const ledger = new QuotaLedger(database, () => NOW);
    for (let n = 0; n < 300; n += 1) ledger.reserve({ ...purse, keyId: `k${n}`, amount: 1, limit: 9, period });
    database.close();
    return dir;
  }

  it('is kept aside whole, reported, and begun anew; a second one does not overwrite the first', async () => {
    const dir = await filled();
    const file = join(dir, 'insight.db');
    for (const aside of [`${file}.corrupt-2026-11-20`, `${file}.corrupt-2026-11-20-2`]) {
      overwrite(file, 0, garbage(100));
      const bytes = readFileSync(file);
      const { database, notes } = await openInsight(settings(dir));
      expect(notes).toEqual([`${file} was damaged and has been begun anew. It is kept as ${aside}.`]);
      expect(readFileSync(aside)).toEqual(bytes);
      expect(new QuotaLedger(database, () => NOW).reserve({ ...purse, amount: 1, limit: 1, period })).toBe(true);
      database.close();
    }
  });

  it('that shows only in use fails that run, is kept aside, and the next run begins anew', async () => {
    const dir = await filled();
    const file = join(dir, 'insight.db');
    const db = new Sqlite(file);
    const pages = pagesOf(db, 'quota');
    db.close();
    for (const page of pages) overwrite(file, PAGE * (page - 1), Buffer.alloc(PAGE, 0xa5));
    const { database, notes } = await openInsight(settings(dir));
    expect(notes).toEqual([]);
    const aside = `${file}.corrupt-2026-11-20`;
    expect(() => new QuotaLedger(database, () => NOW).spent()).toThrow(
      expect.objectContaining({
        kind: 'unexpected',
        hint: `It is kept as ${aside}; the next command begins a new one`,
      }),
    );
    database.close();
    expect(existsSync(aside)).toBe(true);
    const next = await openInsight(settings(dir));
    expect(next.notes).toEqual([]);
    expect(new QuotaLedger(next.database, () => NOW).spent()).toEqual([]);
    next.database.close();
  });

  it('of zero bytes is reported, unless it was made just now', async () => {
    const dir = await filled();
    const file = join(dir, 'insight.db');
    truncateSync(file, 0);
    utimesSync(file, NOW / 1000 - 3600, NOW / 1000 - 3600);
    const { database, notes } = await openInsight(settings(dir));
    expect(notes).toEqual([`${file} was empty and has been begun anew.`]);
    database.close();
    const fresh = freshDir();
    writeFileSync(join(fresh, 'insight.db'), '');
    utimesSync(join(fresh, 'insight.db'), NOW / 1000, NOW / 1000);
    const newborn = await openInsight(settings(fresh));
    expect(newborn.notes).toEqual([]);
    newborn.database.close();
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openGeminiBook, withRests } from '../../src/store/gemini-book.js';
import { openInsight } from '../../src/store/insight-db.js';
import { QuotaLedger } from '../../src/store/quota-ledger.js';
import { freshDir } from './processes.js';

const NOON = Date.parse('2026-11-20T20:00:00Z');
const MIDNIGHT = Date.parse('2026-11-21T08:00:00Z');

const open = (dir: string, now = () => NOON) => openGeminiBook({ dir, now, random: Math.random });

async function spent(dir: string, now = NOON) {
  const { database } = await openInsight({ dir, now: () => now, random: Math.random });
  try {
    return new QuotaLedger(database, () => now)
      .spent()
      .filter((each) => each.spent > 0)
      .map((each) => [each.provider, each.keyId, each.bucket, each.spent]);
  } finally {
    database.close();
  }
}

describe('the book of Gemini keys', () => {
  it('counts calls and tokens of each key for the day, without a limit', async () => {
    const dir = freshDir();
    const { book, notes, close } = await open(dir);
    for (let call = 0; call < 300; call++) expect(book.reserve('a')).toBe(true);
    book.spend('a', { tokensIn: 1_000_000, tokensOut: 7 });
    book.spend('a', { tokensIn: 2, tokensOut: 0 });
    book.reserve('b');
    close();
    expect(notes).toEqual([]);
    expect(await spent(dir)).toEqual([
      ['gemini', 'a', 'calls', 300],
      ['gemini', 'a', 'tokensIn', 1_000_002],
      ['gemini', 'a', 'tokensOut', 7],
      ['gemini', 'b', 'calls', 1],
    ]);
    expect(await spent(dir, MIDNIGHT)).toEqual([]);
  });

  it('lets a key rest that was too fast, and one that has spent its day, for other processes too', async () => {
    const dir = freshDir();
    let now = NOON;
    const first = await open(dir, () => now);
    first.book.exhaust('fast', 'calls', NOON + 37_000);
    first.book.exhaust('spent', 'calls', null);
    first.close();
    const { book, close } = await open(dir, () => now);
    const state = () => ['fast', 'spent', 'fresh'].map((key) => book.reserve(key));
    expect(state()).toEqual([false, false, true]);
    expect(['fast', 'spent', 'fresh'].map((key) => book.isTooFast(key))).toEqual([true, false, false]);
    expect([book.returnsAt('fast'), book.returnsAt('spent')]).toEqual([NOON + 37_000, MIDNIGHT]);
    now = NOON + 37_000;
    expect(state()).toEqual([true, false, true]);
    now = MIDNIGHT;
    expect(state()).toEqual([true, true, true]);
    close();
  });

  it('of a key that is both too fast and spent tells the day', async () => {
    const { book, close } = await open(freshDir());
    book.exhaust('a', 'calls', null);
    book.exhaust('a', 'calls', NOON + 37_000);
    expect([book.isTooFast('a'), book.returnsAt('a')]).toEqual([false, MIDNIGHT]);
    close();
  });

  it('shows the rest of a key that was too fast as calls that it has not', async () => {
    const dir = freshDir();
    const { book, close } = await open(dir);
    for (const key of ['fast', 'both', 'fine']) book.reserve(key);
    book.exhaust('fast', 'calls', NOON + 37_000);
    book.exhaust('unused', 'calls', NOON + 37_000);
    book.exhaust('both', 'calls', null);
    book.exhaust('both', 'calls', NOON + 37_000);
    close();
    const { database } = await openInsight({ dir, now: () => NOON, random: Math.random });
    const shown = withRests(new QuotaLedger(database, () => NOON).spent());
    database.close();
    expect(shown.map(({ keyId, bucket, spent, exhaustedUntil }) => [keyId, bucket, spent, exhaustedUntil])).toEqual([
      ['both', 'calls', 1, MIDNIGHT],
      ['fast', 'calls', 1, NOON + 37_000],
      ['fine', 'calls', 1, null],
      ['unused', 'calls', 0, NOON + 37_000],
    ]);
  });

  it('goes on without booking where there can be no ledger, and says so', async () => {
    const file = join(freshDir(), 'a-file');
    writeFileSync(file, '');
    const { book, notes, close } = await open(file);
    book.exhaust('a', 'calls', null);
    book.spend('a', { tokensIn: 1, tokensOut: 1 });
    expect([book.reserve('a'), book.isTooFast('a'), book.returnsAt('a')]).toEqual([true, false, MIDNIGHT]);
    close();
    expect([notes.length, notes[0]]).toEqual([1, expect.stringContaining('not booked')]);
  });
});

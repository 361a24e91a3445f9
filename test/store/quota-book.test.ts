import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openYoutubeBook } from '../../src/store/quota-book.js';
import { freshDir } from './processes.js';

const NOON = Date.parse('2026-11-20T20:00:00Z');
const RESET = Date.parse('2026-11-21T08:00:00Z');

async function open(dir: string, now = () => NOON, units = 3) {
  return openYoutubeBook({ dir, now, random: Math.random, units });
}

describe('the book of YouTube keys', () => {
  it('grants each key its units a day, and counts out of an allowance of their own', async () => {
    const { book, notes, close } = await open(freshDir());
    const units = () => book.reserve('a', 'units');
    expect([units(), units(), units(), units()]).toEqual([true, true, true, false]);
    expect([book.reserve('a', 'batchGetStats'), book.reserve('b', 'units')]).toEqual([true, true]);
    expect([book.returnsAt('a', 'units'), notes]).toEqual([RESET, []]);
    close();
  });

  it('holds a key back that is exhausted until midnight Pacific, for later processes too', async () => {
    const dir = freshDir();
    const first = await open(dir);
    first.book.exhaust('a', 'units');
    first.close();
    for (const [now, granted] of [
      [RESET - 1, false],
      [RESET, true],
    ] as const) {
      const { book, close } = await open(dir, () => now);
      expect(book.reserve('a', 'units')).toBe(granted);
      close();
    }
  });

  it.each([
    [50, true],
    [-1, false],
  ])('closes the day of the call, when its refusal is heard %i ms after midnight', async (after, granted) => {
    let now = RESET - 50;
    const { book, close } = await open(freshDir(), () => now);
    expect(book.reserve('a', 'units')).toBe(true);
    now = RESET + after;
    book.exhaust('a', 'units');
    expect(book.reserve('a', 'units')).toBe(granted);
    close();
  });

  it.skipIf(process.getuid?.() === 0)(
    'lets a run go on in a folder that cannot be written, and says so once',
    async () => {
      const dir = freshDir();
      chmodSync(dir, 0o500);
      const { book, notes } = await open(join(dir, 'data'));
      expect([book.reserve('a', 'units'), book.reserve('a', 'units'), notes.length]).toEqual([true, true, 1]);
    },
  );

  it('lets a run go on where no folder can be, and says so once', async () => {
    const dir = freshDir();
    writeFileSync(join(dir, 'data'), 'a file in its place');
    const { book, notes, close } = await open(join(dir, 'data'));
    book.exhaust('a', 'units');
    expect([book.reserve('a', 'units'), book.returnsAt('a', 'units')]).toEqual([true, RESET]);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(/^What this run spends of the quota is not booked\. /);
    close();
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AlertBook } from '../../src/store/alert-book.js';
import type { Database } from '../../src/store/database.js';
import { openInsight } from '../../src/store/insight-db.js';
import { freshDir } from './processes.js';

const NOW = Date.UTC(2026, 10, 21);
const MINUTE = 60_000;
const alert = (video: string, rule = 'z=2.5') => ({
  id: `msg_${video}${rule}`,
  videoId: video,
  rule,
  body: `{"id":"msg_${video}${rule}"}`,
});

let dir: string;
let databases: Database[];
let book: AlertBook;
/** As another process has it. */
async function another(): Promise<AlertBook> {
  const { database } = await openInsight({ dir, now: () => NOW, random: Math.random });
  databases.push(database);
  return new AlertBook(database);
}
beforeEach(async () => {
  dir = freshDir();
  databases = [];
  book = await another();
});
afterEach(() => {
  for (const database of databases) database.close();
});

const taken = (from: AlertBook, run: string, at = NOW) => from.take('webhook', run, at)?.id ?? null;

describe('the book of alerts', () => {
  it('raises an alert once for its video and rule, whoever comes first, ever', async () => {
    expect(book.raise([alert('a'), alert('b')], ['webhook'], NOW)).toEqual(['msg_az=2.5', 'msg_bz=2.5']);
    const other = await another();
    expect(other.raise([alert('a'), alert('a', 'views=10'), alert('c')], ['webhook'], NOW + MINUTE)).toEqual([
      'msg_aviews=10',
      'msg_cz=2.5',
    ]);
    book.delivered('msg_az=2.5', 'webhook', NOW);
    expect(book.raise([alert('a')], ['webhook', 'exec'], NOW + 90 * 86_400_000)).toEqual([]);
    expect([book.waiting('webhook'), book.waiting('exec')]).toEqual([3, 0]);
  });

  it('hands an alert to one run at a time, and again when that run was killed', async () => {
    book.raise([alert('a')], ['webhook'], NOW);
    const other = await another();
    expect([taken(book, 'one'), taken(other, 'two'), taken(book, 'one')]).toEqual(['msg_az=2.5', null, null]);
    expect(taken(other, 'two', NOW + MINUTE)).toBeNull();
    expect(other.take('webhook', 'two', NOW + 3 * MINUTE)).toEqual({
      id: 'msg_az=2.5',
      body: '{"id":"msg_az=2.5"}',
      tries: 1,
    });
    other.delivered('msg_az=2.5', 'webhook', NOW + 3 * MINUTE);
    expect(taken(book, 'three', NOW + 9 * MINUTE)).toBeNull();
    expect(book.waiting('webhook')).toBe(0);
  });

  it('is not held up by a hold of a clock that was set back', () => {
    book.raise([alert('a')], ['webhook'], NOW);
    expect(taken(book, 'one', NOW + 86_400_000)).toBe('msg_az=2.5');
    expect(taken(book, 'two', NOW)).toBe('msg_az=2.5');
  });

  it('lets a run try each alert once, the next run at once, the least often tried first', () => {
    book.raise([alert('a')], ['webhook'], NOW);
    expect(taken(book, 'one')).toBe('msg_az=2.5');
    book.failed('msg_az=2.5', 'webhook');
    expect(taken(book, 'one')).toBeNull();
    book.raise([alert('b')], ['webhook'], NOW + MINUTE);
    expect([taken(book, 'two'), taken(book, 'two')]).toEqual(['msg_bz=2.5', 'msg_az=2.5']);
  });

  it('keeps each way by itself', () => {
    book.raise([alert('a')], ['webhook', 'exec'], NOW);
    expect(taken(book, 'one')).toBe('msg_az=2.5');
    book.delivered('msg_az=2.5', 'webhook', NOW);
    expect([book.waiting('webhook'), book.waiting('exec')]).toEqual([0, 1]);
    expect(book.take('exec', 'one', NOW)?.id).toBe('msg_az=2.5');
  });

  it('gives up what was raised too long ago, and says how much', () => {
    book.raise([alert('a'), alert('b')], ['webhook'], NOW);
    book.raise([alert('c')], ['webhook'], NOW + MINUTE);
    book.delivered('msg_az=2.5', 'webhook', NOW);
    expect(book.giveUp(NOW + MINUTE, NOW + 2 * MINUTE)).toBe(1);
    expect([book.giveUp(NOW + MINUTE, NOW), book.waiting('webhook'), taken(book, 'one')]).toEqual([0, 1, 'msg_cz=2.5']);
  });

  it('gives up nothing that a run has in hand, until that run has failed or was killed', () => {
    book.raise([alert('a'), alert('b')], ['webhook'], NOW);
    const [late, before] = [NOW + 9 * MINUTE, NOW + MINUTE];
    expect([taken(book, 'one', late), taken(book, 'one', late)]).toEqual(['msg_az=2.5', 'msg_bz=2.5']);
    expect(book.giveUp(before, late)).toBe(0);
    book.failed('msg_az=2.5', 'webhook');
    expect([book.giveUp(before, late), book.giveUp(before, late + 3 * MINUTE)]).toEqual([1, 1]);
  });

  it('forgets what was raised long ago and has ended in every way, and nothing else', () => {
    book.raise([alert('a'), alert('b'), alert('c')], ['webhook', 'exec'], NOW);
    book.raise([alert('d')], ['webhook'], NOW + MINUTE);
    for (const id of ['msg_az=2.5', 'msg_bz=2.5', 'msg_dz=2.5']) book.delivered(id, 'webhook', NOW);
    book.delivered('msg_az=2.5', 'exec', NOW);
    book.forget(NOW + MINUTE);
    expect([book.waiting('webhook'), book.waiting('exec')]).toEqual([1, 2]);
    const again = [alert('a'), alert('b'), alert('c'), alert('d')];
    expect(book.raise(again, ['webhook'], NOW + MINUTE)).toEqual(['msg_az=2.5']);
  });

  it('raises all of a run or none', () => {
    const twice = [alert('a'), { ...alert('b'), body: null as unknown as string }];
    expect(() => book.raise(twice, ['webhook'], NOW)).toThrow();
    expect([book.waiting('webhook'), book.raise([alert('a')], ['webhook'], NOW)]).toEqual([0, ['msg_az=2.5']]);
  });
});

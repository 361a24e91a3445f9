import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BookedAhead } from '../../src/store/booked-ahead.js';
import type { Database } from '../../src/store/database.js';
import { openInsight } from '../../src/store/insight-db.js';
import { QuotaLedger, type Period } from '../../src/store/quota-ledger.js';
import { freshLedger, NOON } from './fresh-ledger.js';
import { buildForChildren, freshDir, race, startChild } from './processes.js';

const TODAY: Period = { startsAt: NOON - 12 * 3_600_000, endsAt: NOON + 12 * 3_600_000 };
const TOMORROW: Period = { startsAt: TODAY.endsAt, endsAt: TODAY.endsAt + 86_400_000 };
const purse = { provider: 'youtube', keyId: 'k', bucket: 'units' };

let database: Database;
let ledger: QuotaLedger;
let now: number;
beforeEach(async () => {
  now = NOON;
  ({ database, ledger } = await freshLedger(() => now));
});
afterEach(() => {
  database.close();
});

const ahead = (limit: number) => new BookedAhead(ledger, purse, limit);
const take = (from: BookedAhead, times: number, period = TODAY): number =>
  Array.from({ length: times }, () => from.take(period)).filter(Boolean).length;
const spent = (): number => ledger.spent()[0]?.spent ?? 0;

describe('calls that are booked ahead', () => {
  it('are as many again as were made, sixteen at most, and are given back', () => {
    const one = ahead(10_000);
    let made = 0;
    const booked = [1, 2, 3, 4, 5, 8, 9, 16, 17, 32, 33].map((calls) => {
      take(one, calls - made);
      made = calls;
      return [calls, spent()];
    });
    expect(Object.fromEntries(booked)).toEqual({
      ...{ 1: 1, 2: 2, 3: 4, 4: 4, 5: 8, 8: 8, 9: 16, 16: 16, 17: 32, 32: 32, 33: 48 },
    });
    one.giveBack();
    expect(spent()).toBe(33);
  });

  it('are one at a time where little is left, so that others find what nobody needs', () => {
    const [one, other] = [ahead(63), ahead(63)];
    expect([take(one, 40), spent()]).toEqual([40, 40]);
    expect([take(other, 30), spent()]).toEqual([23, 63]);
    expect(take(one, 1)).toBe(0);
  });

  it('are not made once the provider has said to anybody that nothing is left', () => {
    const one = ahead(10_000);
    take(one, 9);
    expect(spent()).toBe(16);
    ledger.exhaust(purse, TODAY.endsAt);
    expect(take(one, 3)).toBe(0);
    now = TODAY.endsAt;
    expect(take(one, 1, TOMORROW)).toBe(1);
  });

  it('are not made on the next day, which has its own', () => {
    const one = ahead(10_000);
    take(one, 9);
    now = TOMORROW.startsAt;
    take(one, 1, TOMORROW);
    one.giveBack();
    expect(spent()).toBe(1);
  });

  it('never exceed the limit, are never fewer than are made, and none remain in the end', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 900 }),
        fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 0, max: 60 })), { maxLength: 25 }),
        (limit, steps) => {
          database.write((connection) => connection.exec('DELETE FROM quota'));
          const holders = [ahead(limit), ahead(limit), ahead(limit)];
          let taken = 0;
          for (const [who, times] of steps) {
            const holder = holders[who];
            if (holder === undefined) continue;
            if (times === 0) holder.giveBack();
            taken += take(holder, times);
            expect(taken).toBeLessThanOrEqual(spent());
            expect(spent()).toBeLessThanOrEqual(Math.min(limit, taken + 3 * 15));
          }
          for (const holder of holders) holder.giveBack();
          expect(spent()).toBe(taken);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('processes that book ahead', () => {
  let built: string;
  beforeAll(() => {
    built = buildForChildren();
  });

  async function bookedIn(dir: string): Promise<number> {
    const { database: opened } = await openInsight({ dir, now: Date.now, random: Math.random });
    try {
      return new QuotaLedger(opened, Date.now).spent().find(({ keyId }) => keyId === 'k')?.spent ?? 0;
    } finally {
      opened.close();
    }
  }
  const takenBy = (ended: readonly { readonly lines: readonly string[] }[]): number =>
    ended.flatMap(({ lines }) => lines).filter((line) => line === 'taken').length;

  it('eight at once never make more calls than there are, and leave booked what they made', async () => {
    const [dir, limit] = [freshDir(), 2000];
    const ended = await race(
      built,
      'booker',
      Array.from({ length: 8 }, () => [dir, 400, limit]),
    );
    expect(ended.map(({ code, errors }) => ({ code, errors }))).toEqual(
      Array.from({ length: 8 }, () => ({ code: 0, errors: '' })),
    );
    const taken = takenBy(ended);
    expect(await bookedIn(dir)).toBe(taken);
    // 3,200 were wanted. One that was refused may have missed what the seven others gave back: 15 each at most.
    expect(taken).toBeLessThanOrEqual(limit);
    expect(taken).toBeGreaterThanOrEqual(limit - 7 * 15);
  });

  it('that are killed leave no call unbooked, and at most fifteen booked for nothing', async () => {
    const dir = freshDir();
    let taken = 0;
    const ROUNDS = 4;
    for (let round = 0; round < ROUNDS; round += 1) {
      const child = startChild(built, 'booker', [dir, 1_000_000, 1_000_000_000]);
      await child.firstLine;
      child.go();
      await pause(20 + Math.random() * 60);
      child.kill();
      const ended = await child.ended;
      expect([ended.signal, ended.errors]).toEqual(['SIGKILL', '']);
      taken += takenBy([ended]);
    }
    expect(taken).toBeGreaterThan(ROUNDS);
    const booked = await bookedIn(dir);
    expect(booked).toBeGreaterThanOrEqual(taken);
    // One more a round: the call that was taken and could not be said any more.
    expect(booked).toBeLessThanOrEqual(taken + ROUNDS * 16);
  });
});

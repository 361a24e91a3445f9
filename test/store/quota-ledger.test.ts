import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/database.js';
import type { QuotaLedger } from '../../src/store/quota-ledger.js';
import { youtubeQuotaDay } from '../../src/store/youtube-quota.js';
import { freshLedger, NOON } from './fresh-ledger.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const purse = { provider: 'youtube', keyId: 'a1b2', bucket: 'search' };

let now: number;
let database: Database;
let ledger: QuotaLedger;

beforeEach(async () => {
  now = NOON;
  ({ database, ledger } = await freshLedger(() => now));
});
afterEach(() => {
  database.close();
});

const today = () => youtubeQuotaDay(now);
const reserve = (amount: number, more: Partial<typeof purse> = {}) =>
  ledger.reserve({ ...purse, ...more, amount, limit: 100, period: youtubeQuotaDay(now) });
const release = (amount: number, at = now) => {
  ledger.release({ ...purse, amount, period: youtubeQuotaDay(at) });
};
const spent = () => ledger.spent().map((each) => each.spent);

describe('the quota ledger', () => {
  it('grants up to the limit and not one more', () => {
    expect([reserve(60), reserve(41), reserve(40), reserve(1)]).toEqual([true, false, true, false]);
    expect(ledger.spent()).toEqual([
      { ...purse, spent: 100, resetsAt: Date.parse('2026-11-21T08:00:00Z'), exhaustedUntil: null },
    ]);
  });

  it('refuses a first reservation beyond the limit, and amounts that are none', () => {
    expect(reserve(101)).toBe(false);
    expect(ledger.spent()).toEqual([]);
    for (const amount of [0, -1, 1.5, NaN]) expect(() => reserve(amount)).toThrow(RangeError);
  });

  it('keeps keys, buckets and providers apart', () => {
    reserve(100);
    expect(reserve(100, { keyId: 'c3d4' })).toBe(true);
    expect(reserve(100, { bucket: 'units' })).toBe(true);
    expect(reserve(100, { provider: 'gemini' })).toBe(true);
    expect(reserve(1)).toBe(false);
  });

  it('takes back what was not spent, in its own period only', () => {
    reserve(100);
    release(30);
    expect([reserve(31), reserve(30)]).toEqual([false, true]);
    const yesterday = now;
    now += DAY;
    reserve(10);
    release(50, yesterday);
    expect(spent()).toEqual([10]);
  });

  it('opens again at midnight Pacific, not before', () => {
    reserve(100);
    now = Date.parse('2026-11-21T07:59:59.999Z');
    expect(reserve(1)).toBe(false);
    now += 1;
    expect(ledger.spent()).toEqual([]);
    expect(reserve(1)).toBe(true);
    expect(spent()).toEqual([1]);
  });

  it('stays shut as long as the provider said, and a shorter word does not open it', () => {
    ledger.exhaust(purse, now + 5000);
    ledger.exhaust(purse, now + 2000);
    expect(ledger.spent()).toEqual([{ ...purse, spent: 0, resetsAt: now + 5000, exhaustedUntil: now + 5000 }]);
    now += 4999;
    expect(reserve(1)).toBe(false);
    now += 1;
    expect(reserve(1)).toBe(true);
  });

  it.each([1, 24, 44])('a clock set back by %i hours neither opens a spent bucket nor counts twice', (hours) => {
    now -= hours * HOUR;
    reserve(100);
    now += hours * HOUR;
    reserve(100);
    now -= hours * HOUR;
    expect(reserve(1)).toBe(false);
    now += hours * HOUR;
    expect(reserve(1)).toBe(false);
    expect(spent()).toEqual([100]);
    now += DAY;
    expect(reserve(100)).toBe(true);
  });

  it.each([3, 400])('a clock that ran %i days ahead locks nothing once it is set right', (days) => {
    now += days * DAY;
    reserve(100);
    ledger.exhaust(purse, youtubeQuotaDay(now).endsAt);
    ledger.exhaust({ ...purse, bucket: 'units' }, youtubeQuotaDay(now).endsAt);
    expect([reserve(1), ledger.isExhausted(purse)]).toEqual([false, true]);
    now -= days * DAY;
    expect([ledger.isExhausted(purse), ledger.spent()]).toEqual([false, []]);
    expect(reserve(60)).toBe(true);
    expect(ledger.reserveSome({ ...purse, bucket: 'units', amount: 4, limit: 100, share: 4, period: today() })).toBe(4);
    expect(spent()).toEqual([60, 4]);
    ledger.exhaust(purse, today().endsAt);
    expect(reserve(1)).toBe(false);
  });

  it('never grants more than the limit between two forward midnights, though the clock errs by 20 hours', () => {
    const moments = fc.array(
      fc.record({
        later: fc.integer({ min: 0, max: 30 }),
        wrong: fc.integer({ min: -20, max: 20 }),
        amount: fc.integer({ min: 1, max: 60 }),
      }),
    );
    fc.assert(
      fc.property(moments, (steps) => {
        database.write((connection) => connection.exec('DELETE FROM quota'));
        let truth = NOON;
        const granted = new Map<number, number>();
        let latest = 0;
        for (const { later, wrong, amount } of steps) {
          truth += later * HOUR;
          now = truth + wrong * HOUR;
          latest = Math.max(latest, youtubeQuotaDay(now).startsAt);
          // A day counts from the first reservation tried in it: that is when the ledger learns of it.
          if (reserve(amount)) granted.set(latest, (granted.get(latest) ?? 0) + amount);
        }
        expect(Math.max(0, ...granted.values())).toBeLessThanOrEqual(100);
      }),
      { numRuns: 50 },
    );
  });
});

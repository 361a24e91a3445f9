import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/database.js';
import { RefusedKeys } from '../../src/store/refused-keys.js';
import { freshLedger, NOON } from './fresh-ledger.js';

const DAY = 24 * 3_600_000;

let now: number;
let database: Database;
let refused: RefusedKeys;
beforeEach(async () => {
  now = NOON;
  ({ database } = await freshLedger(() => now));
  refused = new RefusedKeys(database, () => now);
});
afterEach(() => {
  database.close();
});

describe('a key that was refused', () => {
  it('is doubted for a day, from when it was refused last', () => {
    refused.note('a');
    now += DAY - 1;
    expect([...refused.all()]).toEqual([['a', NOON]]);
    refused.note('a');
    now += 1;
    expect([...refused.all()]).toEqual([['a', NOON + DAY - 1]]);
    now += DAY - 1;
    expect([...refused.all()]).toEqual([]);
  });

  it('is known to other processes, and forgotten alone', () => {
    refused.note('a');
    refused.note('b');
    const other = new RefusedKeys(database, () => now);
    other.forget('a');
    other.forget('nobody');
    expect([...refused.all().keys()]).toEqual(['b']);
  });

  it('stays doubted when a clock is set back by hours, but not for as long as one ran ahead', () => {
    refused.note('a');
    now -= 5 * 3_600_000;
    expect(refused.all().has('a')).toBe(true);
    now -= DAY;
    expect(refused.all().has('a')).toBe(false);
    refused.note('a');
    expect(refused.all().get('a')).toBe(now);
  });
});

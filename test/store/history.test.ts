import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewEntry } from '../../src/domain/history-entry.js';
import type { HistoryStore } from '../../src/providers/ports.js';
import { Database } from '../../src/store/database.js';
import { loadDriver } from '../../src/store/driver.js';
import { History } from '../../src/store/history.js';
import { openInsight } from '../../src/store/insight-db.js';
import { LEDGER_MIGRATION, QuotaLedger } from '../../src/store/quota-ledger.js';
import { REFUSED_KEYS_MIGRATION, RefusedKeys } from '../../src/store/refused-keys.js';
import { realWaiting } from '../../src/store/waiting.js';
import { freshDir } from './processes.js';

const ENTRY: NewEntry = {
  kind: 'concepts',
  at: 1_700_000_000_000,
  prompt: 'sourdough',
  provider: 'gemini',
  model: 'gemini-3.5-flash',
  usd: 0.0123,
  tokensIn: 900,
  tokensOut: 700,
  ms: 1234,
  result: { schemaVersion: 1, concepts: [{ title: 'One' }] },
  files: ['/made/up/one.png'],
};
const everything = { kind: null, limit: 100, before: null };

let dir: string;
let database: Database;
let history: HistoryStore;
const open = async (random: () => number = Math.random) => {
  ({ database } = await openInsight({ dir, now: () => 0, random }));
  history = new History(database, random);
};
beforeEach(async () => {
  dir = freshDir();
  await open();
});
afterEach(() => {
  database.close();
});

describe('the history', () => {
  it('gives back in a later run what was put in, nulls and all', async () => {
    const id = history.remember(ENTRY);
    const bare: NewEntry = {
      ...ENTRY,
      provider: null,
      model: null,
      usd: null,
      tokensIn: null,
      tokensOut: null,
      ms: null,
      files: [],
    };
    const other = history.remember(bare);
    database.close();
    await open();
    expect(history.get(id)).toEqual({ id, ...ENTRY });
    expect(history.get(other)).toEqual({ id: other, ...bare });
  });

  it('comes to a database of before it, whose booked quota stays', async () => {
    const old = freshDir();
    const parts = { driver: await loadDriver(), file: join(old, 'insight.db'), waiting: realWaiting(Math.random) };
    const before = Database.open({
      ...parts,
      synchronous: 'FULL',
      migrations: [LEDGER_MIGRATION, REFUSED_KEYS_MIGRATION],
      takeAway: () => '',
      now: () => 0,
    });
    const booking = { provider: 'youtube', keyId: 'k', bucket: 'units', period: { startsAt: 0, endsAt: 9 } };
    new QuotaLedger(before, () => 1).reserve({ ...booking, amount: 7, limit: 10 });
    new RefusedKeys(before, () => 1).note('k');
    before.close();
    const { database: now, notes } = await openInsight({ dir: old, now: () => 1, random: Math.random });
    expect(notes).toEqual([]);
    expect(new QuotaLedger(now, () => 1).reserve({ ...booking, amount: 4, limit: 10 })).toBe(false);
    expect(now.read((db) => db.prepare('SELECT keyId FROM refusedKey').pluck().all())).toEqual(['k']);
    expect(new History(now, Math.random).remember(ENTRY)).toHaveLength(8);
    now.close();
  });

  it('keeps any text and any JSON unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.dictionary(fc.string(), fc.jsonValue()), (prompt, result) => {
        const wellFormed = prompt.replace(/\p{Cs}/gu, '');
        const kept = history.get(history.remember({ ...ENTRY, prompt: wellFormed, result }));
        expect(kept.prompt).toBe(wellFormed);
        expect(kept.result).toEqual(JSON.parse(JSON.stringify(result)));
      }),
      { numRuns: 100 },
    );
  });

  it('lists the newest first, by what came last and not by what a clock said', () => {
    const ids = [5, 9, 1].map((at) => history.remember({ ...ENTRY, at }));
    expect(history.list(everything).map(({ id }) => id)).toEqual([...ids].reverse());
  });

  it('pages without a gap or a repeat, also when entries are deleted and added between the pages', () => {
    const ids = Array.from({ length: 25 }, (_, at) =>
      history.remember({ ...ENTRY, at, kind: at % 2 === 0 ? 'a' : 'b' }),
    );
    const seen: string[] = [];
    let before: string | null = null;
    for (;;) {
      const page: readonly { readonly id: string }[] = history.list({ kind: 'a', limit: 4, before });
      if (page.length === 0) break;
      seen.push(...page.map(({ id }) => id));
      before = page.at(-1)?.id ?? null;
      history.remember({ ...ENTRY, kind: 'a' });
    }
    expect(seen).toEqual(ids.filter((_, at) => at % 2 === 0).reverse());
    expect(history.count('b')).toBe(12);
  });

  it('finds an entry by the beginning of its id, in either case', () => {
    const id = history.remember(ENTRY);
    expect(history.get(id.slice(0, 4).toUpperCase()).id).toBe(id);
    expect(history.get(` ${id} `).id).toBe(id);
  });

  it('calls the newest entry last', () => {
    expect(() => history.get('last')).toThrow(expect.objectContaining({ kind: 'not-found' }));
    const [, id = ''] = [0, 1].map(() => history.remember(ENTRY));
    expect(history.get('LAST').id).toBe(id);
    expect(history.delete(['last']).map((entry) => entry.id)).toEqual([id]);
  });

  it.each(['abc', 'nothere0', '%%%%', 'a_b_c_d_', '', "'; DROP TABLE history"])('has no entry "%s"', (typed) => {
    history.remember(ENTRY);
    expect(() => history.get(typed)).toThrow(expect.objectContaining({ kind: 'not-found' }));
    expect(() => history.list({ ...everything, before: typed })).toThrow(
      expect.objectContaining({ kind: 'not-found' }),
    );
  });

  it('asks for more of an id that several begin with', async () => {
    database.close();
    // The first four letters alike, the rest counted up.
    let drawn = -1;
    await open(() => {
      drawn += 1;
      return drawn % 8 < 4 ? 0 : ((Math.floor(drawn / 8) + 1) % 32) / 32;
    });
    const one = history.remember(ENTRY);
    history.remember(ENTRY);
    expect(() => history.get('0000')).toThrow(expect.objectContaining({ kind: 'usage' }));
    expect(history.get(one).id).toBe(one);
  });

  it('draws another id when one is taken', async () => {
    database.close();
    const dice = [...Array<number>(16).fill(0.5), ...Array<number>(8).fill(0.9)];
    await open(() => dice.shift() ?? 0);
    const ids = [history.remember(ENTRY), history.remember(ENTRY)];
    expect(new Set(ids).size).toBe(2);
  });

  it('deletes all that are named, or none of them', () => {
    const [a = '', b = '', c = ''] = [0, 1, 2].map(() => history.remember(ENTRY));
    expect(() => history.delete([a, 'nothere0'])).toThrow(expect.objectContaining({ kind: 'not-found' }));
    expect(history.count(null)).toBe(3);
    expect(history.delete([a, b, a]).map(({ id }) => id)).toEqual([a, b]);
    expect(history.list(everything).map(({ id }) => id)).toEqual([c]);
  });

  it('never gives the place of a deleted entry to a new one', () => {
    const [old = '', newest = ''] = [0, 1].map(() => history.remember(ENTRY));
    history.delete([newest]);
    const later = history.remember(ENTRY);
    expect(history.list({ ...everything, before: later }).map(({ id }) => id)).toEqual([old]);
  });

  it('reads everything, the oldest first, across its pages', () => {
    const ids = Array.from({ length: 230 }, (_, at) => history.remember({ ...ENTRY, at }));
    expect([...history.all()].map(({ id }) => id)).toEqual(ids);
  });
});

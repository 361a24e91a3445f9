import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keyFingerprint } from '../../../src/domain/key-fingerprint.js';
import { openGeminiBook } from '../../../src/store/gemini-book.js';
import { openInsight } from '../../../src/store/insight-db.js';
import { QuotaLedger } from '../../../src/store/quota-ledger.js';
import { startEmulator, type Emulator } from '../../emulator/emulator.js';
import { freshDir } from '../../store/processes.js';
import { failureOf } from '../channel-of.js';
import { MIDNIGHT, modelAt, NOW, threeTitles } from './gemini-parts.js';

const KEYS = ['AIzaCANARY-first-of-two-1111', 'AIzaCANARY-second-of-two-2222'];

let emulator: Emulator;
let dir: string;
let now: number;
beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(() => {
  emulator.reset();
  dir = freshDir();
  now = NOW;
});
afterAll(() => emulator.close());

/** What one run of the program does: a ring of its own over the book that all runs share. */
async function oneRun<T>(work: (model: ReturnType<typeof modelAt>['model']) => Promise<T>): Promise<T> {
  const { book, close } = await openGeminiBook({ dir, now: () => now, random: Math.random });
  try {
    return await work(modelAt(emulator, { keys: KEYS, book: () => Promise.resolve(book), now: () => now }).model);
  } finally {
    close();
  }
}
const ask = () => oneRun((model) => model.ask(threeTitles()));
const failing = () => oneRun((model) => failureOf(model.ask(threeTitles())));
const asked = () => emulator.requests.map(({ headers }) => String(headers['x-goog-api-key']).slice(-4));
const fail = (kind: 'gemini:per-minute' | 'gemini:per-day', times: number): void => {
  emulator.fail({ path: '/v1beta/', kind, times });
};

describe('what one run learns of a Gemini key, the next one knows:', () => {
  it('a key that was too fast rests as long as Google said', async () => {
    fail('gemini:per-minute', 1);
    await ask();
    await ask();
    expect(asked()).toEqual(['1111', '2222', '2222']);
    now += 37_000;
    await ask();
    expect(asked().at(-1)).toBe('1111');
  });

  it('a key whose day is spent rests until midnight Pacific, whatever RetryInfo says', async () => {
    fail('gemini:per-day', 1);
    await ask();
    now = MIDNIGHT - 1;
    await ask();
    expect(asked()).toEqual(['1111', '2222', '2222']);
    now = MIDNIGHT;
    await ask();
    expect(asked().at(-1)).toBe('1111');
  });

  it('when all rest nobody is asked, and the first to return is named', async () => {
    fail('gemini:per-day', 1);
    fail('gemini:per-minute', 1);
    const first = await failing();
    const second = await failing();
    expect([first.kind, first.exitCode, second.message, asked()]).toEqual([
      'quota',
      6,
      first.message,
      ['1111', '2222'],
    ]);
    expect(first.message).toBe(
      "Gemini's daily quota of 1 of 2 keys is used up, and it asks to use the key …2222 more slowly (its limit per minute); it returns at 03:00 UTC (in 1 min).",
    );
    now += 37_000;
    await ask();
    expect(asked().at(-1)).toBe('2222');
  });

  it('every call that was sent is booked, also those that were refused', async () => {
    fail('gemini:per-minute', 1);
    await ask();
    const { database } = await openInsight({ dir, now: () => now, random: Math.random });
    const calls = new QuotaLedger(database, () => now)
      .spent()
      .filter(({ bucket, spent }) => bucket === 'calls' && spent > 0)
      .map(({ keyId, spent }) => [keyId, spent] as const);
    database.close();
    expect(new Map(calls)).toEqual(new Map(KEYS.map((key) => [keyFingerprint(key), 1])));
  });
});

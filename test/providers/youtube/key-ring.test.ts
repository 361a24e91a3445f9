import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyFingerprint } from '../../../src/domain/key-fingerprint.js';
import type { QuotaBook } from '../../../src/providers/ports.js';
import { apiSource } from '../../../src/providers/youtube.js';
import { startEmulator, type Emulator } from '../../emulator/emulator.js';
import type { FaultKind } from '../../emulator/faults.js';
import type { Quotas } from '../../emulator/quotas.js';
import { failureOf, readOne } from '../channel-of.js';
import { realHttp } from '../http/real-http.js';
import { MemoryCache } from '../made-up-parts.js';

const KEYS = ['AIzaCANARY-first-of-three-1111', 'AIzaCANARY-second-of-three-2222', 'AIzaCANARY-third-of-three-3333'];
const [A = '', B = '', C = ''] = KEYS;
const NOW = Date.parse('2026-11-21T03:00:00Z');
const RESET = Date.parse('2026-11-21T08:00:00Z');

let emulator: Emulator;
let book: TestBook;
beforeEach(async () => {
  book = new TestBook();
  await begin({});
});
afterEach(() => emulator.close());

async function begin(quotas: Partial<Quotas>, keys: readonly string[] = KEYS): Promise<void> {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({ keys, quotas });
}

/** A book in memory: what was booked, what was said to be exhausted, and how much each key has. */
class TestBook implements QuotaBook {
  readonly booked = new Map<string, number>();
  readonly exhausted: string[] = [];
  constructor(readonly limit = Infinity) {}

  reserve(keyId: string, bucket: string): boolean {
    const purse = `${keyId} ${bucket}`;
    const before = this.booked.get(purse) ?? 0;
    if (before >= this.limit || this.exhausted.includes(purse)) return false;
    this.booked.set(purse, before + 1);
    return true;
  }

  exhaust(keyId: string, bucket: string): void {
    this.exhausted.push(`${keyId} ${bucket}`);
  }

  readonly refused = new Set<string>();
  refuse(keyId: string): void {
    this.refused.add(keyId);
  }
  accept(keyId: string): void {
    this.refused.delete(keyId);
  }
  isRefused(keyId: string): boolean {
    return this.refused.has(keyId);
  }

  returnsAt(): number {
    return RESET;
  }
}

const source = (keys: readonly string[] = KEYS) =>
  apiSource({
    baseUrl: emulator.url,
    keys,
    book: () => Promise.resolve(book),
    http: realHttp(),
    cache: new MemoryCache(),
    reading: 'normal',
    now: () => NOW,
    timeZone: () => 'Asia/Kolkata',
  });
const usedKeys = (): string[] => emulator.requests.map(({ headers }) => String(headers['x-goog-api-key']).slice(-4));
const of = (key: string, bucket = 'units') => `${keyFingerprint(key)} ${bucket}`;

describe('several keys', () => {
  it('are used one after the other; each try is booked before it is sent', async () => {
    const { notes } = await readOne(source(), '@made-up-120');
    expect(new Set(usedKeys())).toEqual(new Set(['1111']));
    expect([...book.booked]).toEqual([[of(A), 7]]);
    expect(notes).toEqual([]);
  });

  it('that are spent by the book are not asked', async () => {
    book = new TestBook(3);
    const { videos } = await readOne(source(), '@made-up-120');
    expect(videos).toHaveLength(120);
    expect(usedKeys().sort()).toEqual(['1111', '1111', '1111', '2222', '2222', '2222', '3333']);
    expect([...book.booked.values()]).toEqual([3, 3, 1]);
  });

  it('give way when YouTube says that they are spent, within the same run', async () => {
    await begin({ units: 4 });
    const { videos, source: from } = await readOne(source(), '@made-up-120');
    expect(videos).toHaveLength(120);
    expect(new Set(book.exhausted)).toEqual(new Set([of(A)]));
    // A refused try costs too.
    expect(from.cost.requests).toBe(emulator.requests.length);
    const spent = emulator.requests.filter(({ status }) => status === 403).length;
    expect(spent).toBeGreaterThanOrEqual(1);
    expect(emulator.requests.length).toBe(7 + spent);
    const before = emulator.requests.length;
    await readOne(source(), '@made-up-3');
    // One was left of the second key; what it refuses goes to the third. The first is not asked again.
    expect(usedKeys().slice(before)).toEqual(['2222', '2222', '3333', '3333']);
  });

  it('that a 429 per day has spent are not tried again', async () => {
    emulator.fail({ path: '/youtube/v3/channels', kind: 'search-per-day', times: 1 });
    await readOne(source(), '@made-up-3');
    expect(usedKeys()).toEqual(['1111', '2222', '2222', '2222']);
    expect(book.exhausted).toEqual([of(A)]);
  });

  it('that are all spent end as a quota failure, which names the return', async () => {
    book = new TestBook(0);
    const failure = await failureOf(readOne(source(), '@made-up-3'));
    expect([failure.kind, failure.exitCode, emulator.requests.length]).toEqual(['quota', 6, 0]);
    expect(failure.message).toBe(
      "YouTube's daily quota of all 3 keys is used up; it returns at 13:30 Asia/Kolkata (in 5 h).",
    );
    expect(failure.hint).toContain('--source feed');
  });

  it('that are refused are left out, with a note that shows their last four characters', async () => {
    await begin({}, [C]);
    const { notes, videos } = await readOne(source(), '@made-up-3');
    expect([videos.length, notes.length]).toEqual([3, 2]);
    expect(notes[0]).toContain('the key …1111 (API_KEY_INVALID)');
    expect(notes[1]).toContain('the key …2222 (API_KEY_INVALID)');
    expect(usedKeys()).toEqual(['1111', '2222', '3333', '3333', '3333']);
  });

  it('that an earlier run saw refused are skipped while there are others, and said to be', async () => {
    await begin({}, [C]);
    await readOne(source(), '@made-up-3');
    expect(book.refused).toEqual(new Set([A, B].map(keyFingerprint)));
    const before = emulator.requests.length;
    const { notes } = await readOne(source(), '@made-up-50');
    expect(new Set(usedKeys().slice(before))).toEqual(new Set(['3333']));
    expect(notes.filter((note) => note.includes('within the last day'))).toHaveLength(2);
  });

  it('that an earlier run saw refused are asked where all were, and trusted again once taken', async () => {
    for (const key of KEYS) book.refuse(keyFingerprint(key));
    await begin({}, [B]);
    const { videos } = await readOne(source(), '@made-up-3');
    expect([videos.length, [...book.refused]]).toEqual([3, [A, C].map(keyFingerprint)]);
  });

  it('that an earlier run saw refused are trusted again once YouTube calls them spent, for that is no refusal', async () => {
    for (const key of KEYS) book.refuse(keyFingerprint(key));
    await begin({ units: 0 }, [B]);
    const { kind, hint } = await failureOf(readOne(source(), '@made-up-3'));
    expect([kind, hint]).toEqual([
      'quota',
      expect.stringContaining('mend the one that is refused (insight keys test)'),
    ]);
    expect([...book.refused]).toEqual([A, C].map(keyFingerprint));
  });

  it.each<FaultKind>(['proxy-page', 'not-found', 'rate-403'])('are not called refused by %s', async (kind) => {
    emulator.fail({ path: '/youtube', kind });
    expect((await failureOf(readOne(source(), '@made-up-3'))).kind).not.toBe('key');
    expect([[...book.refused], usedKeys()]).toEqual([[], ['1111']]);
  });

  it.each<FaultKind>(['key-invalid', 'unauthorized', 'forbidden', 'api-off'])('are refused by %s', async (kind) => {
    emulator.fail({ path: '/youtube', kind, times: 1 });
    await readOne(source(), '@made-up-3');
    expect([...book.refused]).toEqual([keyFingerprint(A)]);
  });

  it('that are all refused end as a key failure', async () => {
    await begin({}, []);
    const failure = await failureOf(readOne(source(), '@made-up-3'));
    expect([failure.kind, failure.exitCode]).toEqual(['key', 4]);
    expect(failure.message).toMatch(/^All 3 YouTube keys are refused\..* …1111 /);
    for (const key of KEYS) expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain(key);
  });

  it('of which one is spent and the others refused end as a quota failure', async () => {
    await begin({ units: 0 }, [B]);
    const { kind, hint } = await failureOf(readOne(source(), '@made-up-3'));
    expect([kind, hint]).toEqual([
      'quota',
      expect.stringContaining('mend the one that is refused (insight keys test)'),
    ]);
  });

  it('that no header takes are left out unsent', async () => {
    const { notes } = await readOne(source([`${A}\n`, C]), '@made-up-3');
    expect([notes.length, new Set(usedKeys())]).toEqual([1, new Set(['3333'])]);
    expect(notes.join()).not.toContain(A);
  });

  it('have an allowance of their own for counts', async () => {
    const cache = new MemoryCache();
    let now = NOW;
    const parts = { baseUrl: emulator.url, keys: [A], book: () => Promise.resolve(book), http: realHttp(), cache };
    const api = apiSource({ ...parts, reading: 'normal', now: () => now, timeZone: () => 'UTC' });
    await readOne(api, '@made-up-120');
    now += 7_200_000;
    await readOne(api, '@made-up-120');
    expect([...book.booked]).toEqual([
      [of(A), 8],
      [of(A, 'batchGetStats'), 3],
    ]);
  });
});

describe('the allowance for counts', () => {
  /** A look, and another two hours later, when the counts alone are old. */
  async function looks(own: TestBook, units = 100) {
    book = own;
    await begin({ stats: 0, units }, [A, B]);
    let now = NOW;
    const parts = { baseUrl: emulator.url, keys: [A, B], book: () => Promise.resolve(book), http: realHttp() };
    const later = { cache: new MemoryCache(), reading: 'normal', now: () => now, timeZone: () => 'UTC' } as const;
    const api = apiSource({ ...parts, ...later });
    const first = await readOne(api, '@made-up-120');
    now += 7_200_000;
    const before = emulator.requests.length;
    const second = readOne(api, '@made-up-120');
    return { first, second, asked: () => emulator.requests.slice(before).map(({ path }) => path.split('/').pop()) };
  }

  it('that YouTube says is spent costs units instead, and no failure while there are some', async () => {
    const { first, second, asked } = await looks(new TestBook());
    const { videos, source: from } = await second;
    expect(videos).toEqual(first.videos);
    expect(new Set(book.exhausted)).toEqual(new Set([of(A, 'batchGetStats'), of(B, 'batchGetStats')]));
    expect(asked().filter((path) => path === 'videos')).toHaveLength(3);
    expect(from.cost.requests).toBe(asked().length);
  });

  it('that the book says is spent is not asked for', async () => {
    const own = new TestBook();
    own.exhausted.push(of(A, 'batchGetStats'), of(B, 'batchGetStats'));
    const { second, asked } = await looks(own);
    expect((await second).videos).toHaveLength(120);
    expect(asked().sort()).toEqual(['playlistItems', 'videos', 'videos', 'videos']);
  });

  it('that is spent like all the units ends as a quota failure', async () => {
    const { second } = await looks(new TestBook(), 4);
    expect(await failureOf(second)).toMatchObject({ kind: 'quota', exitCode: 6 });
  });
});

describe('an answer that has not changed', () => {
  it('is booked and counted like any other, since nobody says that it is free', async () => {
    const cache = new MemoryCache();
    let now = NOW;
    const parts = { baseUrl: emulator.url, keys: [A], book: () => Promise.resolve(book), http: realHttp(), cache };
    const api = apiSource({ ...parts, reading: 'normal', now: () => now, timeZone: () => 'UTC' });
    await readOne(api, '@made-up-0');
    now += 25 * 3_600_000;
    const { source: from } = await readOne(api, '@made-up-0');
    expect(emulator.requests.map(({ status }) => status)).toEqual([200, 304]);
    expect([from.cost.units, ...book.booked.values()]).toEqual([1, 2]);
  });
});

describe('one key', () => {
  it('that is refused is named by its last four characters only', async () => {
    await begin({}, [B]);
    const failure = await failureOf(readOne(source([A]), '@made-up-3'));
    expect(failure.message).toBe('YouTube refused the key …1111 (API_KEY_INVALID).');
    expect(emulator.requests).toHaveLength(1);
  });
});

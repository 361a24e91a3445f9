import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Reading } from '../../src/providers/ports.js';
import { suggestSource } from '../../src/providers/suggest.js';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { failureOf } from './channel-of.js';
import { realHttp } from './http/real-http.js';
import { MemoryCache } from './made-up-parts.js';

const HOUR = 3_600_000;

let emulator: Emulator;
let clock = 0;
beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(() => {
  emulator.reset();
  clock = Date.parse('2026-11-20T12:00:00Z');
});
afterAll(() => emulator.close());

let requests = 0;
const ask = (query: string, cache = new MemoryCache(), reading: Reading = 'normal') => {
  requests = 0;
  return suggestSource({ baseUrl: emulator.url, http: realHttp(), cache, reading, now: () => clock }).suggest({
    query,
    region: 'DE',
    language: 'de',
    onCost: (cost) => {
      requests += cost.requests;
    },
  });
};

describe('the autocomplete', () => {
  it('is asked as a browser asks it, without any key, and keeps its order', async () => {
    const { words, fetchedAt, cached } = await ask('Brot & Öl?');
    expect(words.slice(0, 2)).toEqual(['brot & öl?', 'brot & öl? for beginners']);
    expect([fetchedAt, cached, requests]).toEqual([clock, false, 1]);
    const [{ path, query, headers } = { path: '', query: {}, headers: {} }] = emulator.requests;
    expect([path, query]).toEqual([
      '/complete/search',
      { client: ['firefox'], ds: ['yt'], hl: ['de'], gl: ['DE'], q: ['Brot & Öl?'] },
    ]);
    expect(Object.keys(headers)).not.toContain('x-goog-api-key');
    expect((await ask('zzz nothing')).words).toEqual([]);
  });

  it('is kept for a day', async () => {
    const cache = new MemoryCache();
    await ask('kiln', cache);
    clock += 23 * HOUR;
    expect([(await ask('kiln', cache)).cached, requests]).toEqual([true, 0]);
    clock += 2 * HOUR;
    expect([(await ask('kiln', cache)).cached, requests]).toEqual([false, 1]);
    expect(await ask('kiln', cache, 'offline')).toMatchObject({ cached: true });
    expect((await failureOf(ask('oven', cache, 'offline'))).kind).toBe('not-found');
  });

  it.each([
    ['html', 'provider', 1],
    ['truncated', 'provider', 1],
    ['empty', 'provider', 1],
    ['wrong-type', 'provider', 1],
    ['endless-body', 'provider', 1],
    ['reset', 'provider', 3],
    ['server-error', 'provider', 3],
    ['rate-late', 'quota', 1],
  ] as const)('that fails with %s is a failure of kind %s after %i requests', async (kind, expected, times) => {
    emulator.fail({ path: '/complete', kind });
    const failure = await failureOf(ask('kiln'));
    expect([failure.kind, emulator.requests.length, requests]).toEqual([expected, times, times]);
    expect(failure.message).not.toMatch('\n');
  });
});

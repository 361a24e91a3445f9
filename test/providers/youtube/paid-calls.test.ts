import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHttp } from '../../../src/providers/http/request.js';
import { apiSource } from '../../../src/providers/youtube.js';
import { startEmulator, type Emulator } from '../../emulator/emulator.js';
import { failureOf, readOne } from '../channel-of.js';
import { MemoryCache, PLENTY } from '../made-up-parts.js';

const NOW = Date.parse('2026-11-21T00:00:00Z');

let emulator: Emulator;
beforeAll(async () => {
  // Slow enough for several calls to be under way when one fails.
  emulator = await startEmulator({ latencyMs: 15 });
});
beforeEach(() => {
  emulator.reset();
});
afterAll(() => emulator.close());

type Fetch = typeof globalThis.fetch;

/** A source whose requests go through `fetchIt`, with the deadline and the waits between tries in milliseconds. */
function source({ fetchIt = fetch, timeoutMs = 5000, waitMs = 10, book = PLENTY, cache = new MemoryCache() } = {}) {
  const parts = {
    baseUrl: emulator.url,
    keys: ['k'],
    reading: 'normal',
    now: () => NOW,
    timeZone: () => 'UTC',
  } as const;
  const http = createHttp({
    fetch: fetchIt,
    now: Date.now,
    random: () => 0,
    sleep: (_, signal) => sleep(waitMs, undefined, { signal }),
    timeoutMs,
  });
  return apiSource({ ...parts, http, book, cache });
}

/** The first question for videos is refused after a moment, the others are answered as given. */
function firstRefused(others: Fetch): { readonly fetchIt: Fetch; readonly asked: () => number } {
  let asked = 0;
  const fetchIt: Fetch = async (url, init) => {
    if (!(url instanceof URL) || !url.pathname.endsWith('/videos')) return fetch(url, init);
    if (++asked > 1) return others(url, init);
    await sleep(60);
    return new Response('{}', { status: 418 });
  };
  return { fetchIt, asked: () => asked };
}

const hangs: Fetch = (_, init) =>
  new Promise((_resolve, reject) => {
    init?.signal?.addEventListener('abort', () => {
      reject(new Error('aborted'));
    });
  });

describe('when one call fails', () => {
  // 21 are needed.
  it.each([3, 4, 5, 8, 11, 14, 17, 20])('all %i that were booked are sent, answered and kept', async (units) => {
    let left = units;
    const book = async () => ({ ...(await PLENTY()), reserve: () => left-- > 0 });
    const cache = new MemoryCache();
    expect((await failureOf(readOne(source({ book, cache }), '@made-up-500'))).kind).toBe('quota');
    expect(emulator.requests.map(({ status }) => status)).toEqual(Array.from({ length: units }, () => 200));
    emulator.reset();
    expect((await readOne(source({ cache }), '@made-up-500')).videos).toHaveLength(500);
    expect(emulator.requests).toHaveLength(21 - units);
  });

  it('the others are not tried again, and no further one is begun', async () => {
    const { fetchIt, asked } = firstRefused(() => Promise.resolve(new Response('{}', { status: 503 })));
    const failure = await failureOf(readOne(source({ fetchIt, waitMs: 150 }), '@made-up-500'));
    expect(failure.message).toContain('HTTP 418');
    const before = asked();
    // No more than are under way at the same time, each once.
    expect(before).toBeLessThanOrEqual(6);
    await sleep(300);
    expect(asked()).toBe(before);
  });

  it('the others do not wait for a try that is not to be', async () => {
    const { fetchIt, asked } = firstRefused(() => Promise.resolve(new Response('{}', { status: 503 })));
    const started = performance.now();
    const failure = await failureOf(readOne(source({ fetchIt, waitMs: 4000 }), '@made-up-500'));
    expect(failure.message).toContain('HTTP 418');
    expect(asked()).toBeGreaterThan(1);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('the others are waited for until their own deadline', async () => {
    const { fetchIt, asked } = firstRefused(hangs);
    const started = performance.now();
    const failure = await failureOf(readOne(source({ fetchIt, timeoutMs: 600 }), '@made-up-500'));
    expect(failure.message).toContain('HTTP 418');
    expect(asked()).toBeGreaterThan(1);
    expect(performance.now() - started).toBeLessThan(1500);
  });

  it('an interruption ends the waiting for the others at once, and is what the run ends with', async () => {
    const { fetchIt } = firstRefused(hangs);
    const stop = new AbortController();
    const started = performance.now();
    const reading = failureOf(readOne(source({ fetchIt }), '@made-up-500', { signal: stop.signal }));
    setTimeout(() => {
      stop.abort();
    }, 400);
    const failure = await reading;
    expect([failure.kind, failure.exitCode]).toEqual(['interrupted', 130]);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from '../context.js';
import { createHttp, type Http } from '../providers/http/request.js';

/** The longest that one request may take with all its tries, milliseconds. */
const REQUEST_TIMEOUT_MS = 15_000;

/** The one way to every provider, over the real network and the real clock. */
export function worldHttp({ fetch, now, random }: Pick<World, 'fetch' | 'now' | 'random'>): Http {
  return createHttp({
    fetch,
    now,
    random,
    sleep: (ms, signal) => sleep(ms, undefined, { signal }),
    timeoutMs: REQUEST_TIMEOUT_MS,
  });
}

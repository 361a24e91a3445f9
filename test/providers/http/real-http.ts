import { setTimeout as sleep } from 'node:timers/promises';
import { createHttp, type Http } from '../../../src/providers/http/request.js';

/** The request path as the program wires it, with short waits between tries. */
export function realHttp(timeoutMs = 5000): Http {
  return createHttp({
    fetch,
    now: () => Date.now(),
    random: () => 0.02,
    sleep: (ms, signal) => sleep(ms, undefined, { signal }),
    timeoutMs,
  });
}

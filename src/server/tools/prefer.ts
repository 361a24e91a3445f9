import { z } from '@hono/zod-openapi';

/** The longest that a question waits for an answer: proxies and clients give up after not much more. */
const MOST_WAIT_S = 20;

/** What a client would like (RFC 7240). */
export interface Preferences {
  /** To be told at once where to look, instead of waiting for the end. */
  readonly respondAsync: boolean;
  /** To wait so long for the end, milliseconds; 0 for not at all. */
  readonly waitMs: number;
}

/** @param header `respond-async`, `wait=10`; what is not known is passed over, as the standard has it */
export function readPrefer(header: string | undefined): Preferences {
  const wishes = (header ?? '').split(',').map((wish) => wish.trim().toLowerCase());
  const seconds = wishes.map((wish) => /^wait=(\d{1,4})$/.exec(wish)?.[1]).find((found) => found !== undefined);
  return {
    respondAsync: wishes.includes('respond-async'),
    waitMs: Math.min(Number(seconds ?? 0), MOST_WAIT_S) * 1000,
  };
}

/** The header as a route declares it. @param words what it can hold there */
export function preferHeaders(words: string) {
  return z.object({ prefer: z.string().max(200).optional().describe(`${words} (RFC 7240)`) });
}

import type { Caller } from '../http/access.js';
import type { Limit } from '../http/route.js';
import { ALLOWANCES, type Allowance } from './allowances.js';
import type { Counters } from './counters.js';

/** Whether a request may go on, and what its answer says of it. */
export interface Taken {
  /** RateLimit and RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers, from its 8th version on). */
  readonly headers: Readonly<Record<string, string>>;
  /** Null when there was enough; else how many seconds to wait. */
  readonly retryAfterS: number | null;
}

interface Taking extends Allowance {
  readonly name: string;
  readonly key: string;
}

/** Counts a request against its address, and against its account when there is one. @param now milliseconds since 1970 */
export async function takeAllowance(
  limit: Limit,
  { client, caller }: { readonly client: string; readonly caller: Caller | null },
  counters: Counters,
  now: number,
): Promise<Taken> {
  if (limit === 'none') return { headers: {}, retryAfterS: null };
  const { address, account } = ALLOWANCES[limit];
  const takings: Taking[] = [{ name: `${limit}-address`, key: `address:${client}:${limit}`, ...address }];
  if (account !== null && caller !== null) {
    const { id, plan } = caller.account;
    takings.push({ name: `${limit}-account`, key: `account:${id}:${limit}`, ...account[plan] });
  }
  const counted = new Map((await counters.count(takings, now)).map((one) => [one.key, one]));
  const states = takings.map(({ name, key, quota, windowMs }) => {
    const { count = 1, until = now + windowMs } = counted.get(key) ?? {};
    const seconds = Math.max(1, Math.ceil((until - now) / 1000));
    return { name, quota, windowS: windowMs / 1000, left: Math.max(0, quota - count), seconds, full: count > quota };
  });
  const waits = states.flatMap(({ full, seconds }) => (full ? [seconds] : []));
  return {
    headers: {
      'ratelimit-policy': states.map(({ name, quota, windowS }) => `"${name}";q=${quota};w=${windowS}`).join(', '),
      ratelimit: states.map(({ name, left, seconds }) => `"${name}";r=${left};t=${seconds}`).join(', '),
    },
    retryAfterS: waits.length === 0 ? null : Math.max(...waits),
  };
}

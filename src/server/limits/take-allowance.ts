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
  const counted = await counters.count(takings, now);
  const [policies, states]: [string[], string[]] = [[], []];
  let retryAfterS: number | null = null;
  for (const { name, key, quota, windowMs } of takings) {
    const { count = 1, until = now + windowMs } = counted.find((one) => one.key === key) ?? {};
    const seconds = Math.max(1, Math.ceil((until - now) / 1000));
    policies.push(`"${name}";q=${quota};w=${windowMs / 1000}`);
    states.push(`"${name}";r=${Math.max(0, quota - count)};t=${seconds}`);
    if (count > quota) retryAfterS = Math.max(retryAfterS ?? 0, seconds);
  }
  return { headers: { 'ratelimit-policy': policies.join(', '), ratelimit: states.join(', ') }, retryAfterS };
}

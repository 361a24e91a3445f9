const FIRST_WAIT = 500;
/** Longest wait for a provider that says when to come back; one that asks for more is not waited for. */
const LONGEST_WAIT = 10_000;

interface Refusal {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/**
 * True when the same request may succeed a moment later: 408, 429, 5xx, and the statuses named in `alsoPassing`; of
 * anything but a GET only 429 and the named ones, for after a 5xx nobody knows whether it took effect.
 * A 429 that speaks of a day is a spent quota, which no moment brings back; nor is one of `notPassing` waited for.
 */
export function mayPass(
  { status, body }: Refusal,
  {
    method,
    alsoPassing = [],
    notPassing = [],
  }: {
    readonly method: string;
    readonly alsoPassing?: readonly number[];
    readonly notPassing?: readonly number[];
  },
): boolean {
  if (notPassing.includes(status)) return false;
  if (status === 429) return !isPerDay(body);
  return alsoPassing.includes(status) || (method === 'GET' && (status === 408 || status >= 500));
}

/**
 * True when the body of a 429 names a quota per day. Google writes `defaultSearchListPerDayPerProject` and `1/d/{project}`.
 */
export function isPerDay(body: string): boolean {
  return /per[\s_]?day|"1\/d\//i.test(body);
}

/**
 * Milliseconds that a refusal asks to be waited: `Retry-After` (seconds or a date) or Google's `RetryInfo` in the body
 * (https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto), the longer of the two; null when
 * it asks for none.
 */
export function askedWait({ headers, body }: Pick<Refusal, 'headers' | 'body'>, now: number): number | null {
  const asked = Math.max(retryAfter(headers.get('retry-after'), now) ?? -Infinity, retryDelay(body) ?? -Infinity);
  return Number.isFinite(asked) ? asked : null;
}

/**
 * Milliseconds before the next try: what the refusal asks for; else full jitter over a doubling span. Null when the provider asks for more patience than a person at a terminal has.
 * Full jitter: Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
export function waitBefore(
  triesMade: number,
  refusal: Pick<Refusal, 'headers' | 'body'> | null,
  clock: { readonly now: () => number; readonly random: () => number },
): number | null {
  const asked = refusal === null ? null : askedWait(refusal, clock.now());
  if (asked !== null) return asked <= LONGEST_WAIT ? asked : null;
  return clock.random() * FIRST_WAIT * 2 ** (triesMade - 1);
}

function retryAfter(value: string | null, now: number): number | null {
  if (value === null) return null;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** A duration in JSON is seconds with up to nine decimals and an `s`: `"retryDelay": "3.5s"`. */
function retryDelay(body: string): number | null {
  const [, seconds] = /"retryDelay"\s*:\s*"(\d{1,12}(?:\.\d{1,9})?)s"/.exec(body) ?? [];
  return seconds === undefined ? null : Number(seconds) * 1000;
}

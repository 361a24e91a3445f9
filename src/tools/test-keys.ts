import { MOST_TRIES } from '../domain/most-tries.js';
import type { PlanReport } from '../domain/planned-cost.js';
import { NO_COST, type Source } from '../domain/source.js';
import { iso, shownName, type KeyName } from './key-report.js';
import { planReport } from './plan-report.js';
import { SCHEMA_VERSION } from './result.js';

/** What a provider says to a key. */
export interface Verdict {
  readonly state: 'ok' | 'refused' | 'spent';
  /** Null for a good key. */
  readonly reason: string | null;
  /** Requests that were sent, each of one unit. */
  readonly requests: number;
}

/** What became of a test of every key. */
export interface TestedKeys {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly source: Source;
  /** ISO 8601 UTC. */
  readonly asOf: string;
  readonly keys: readonly (Omit<KeyName, 'id'> & Omit<Verdict, 'requests'>)[];
}

/** What testing these keys would cost: one request each, and every try of it one unit. */
export function planKeyTests(names: readonly KeyName[]): PlanReport {
  const cost = (requests: number) => ({ ...NO_COST, requests, units: requests });
  const each = names.map(({ key }) => ({ subject: key, ...cost(MOST_TRIES) }));
  return planReport('api', { atMost: cost(MOST_TRIES * names.length), usual: cost(names.length) }, each);
}

/**
 * Asks for a verdict on every key, one after the other.
 * @param now milliseconds
 * @throws what `test` throws: then nothing can be said of the keys
 */
export async function testKeys(
  names: readonly KeyName[],
  test: (name: KeyName) => Promise<Verdict>,
  now: number,
): Promise<TestedKeys> {
  const keys: TestedKeys['keys'][number][] = [];
  let requests = 0;
  for (const name of names) {
    const verdict = await test(name);
    requests += verdict.requests;
    keys.push({ ...shownName(name), state: verdict.state, reason: verdict.reason });
  }
  const cost = { ...NO_COST, requests, units: requests };
  const source = { kind: 'api', fetchedAt: names.length === 0 ? null : iso(now), cached: false, cost } as const;
  return { schemaVersion: SCHEMA_VERSION, source, asOf: iso(now), keys };
}

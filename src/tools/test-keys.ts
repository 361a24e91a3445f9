import { MOST_TRIES } from '../domain/most-tries.js';
import type { PlanReport } from '../domain/planned-cost.js';
import { NO_COST, type Source } from '../domain/source.js';
import type { KeyVerdict } from '../providers/ports.js';
import { iso, shownName, type KeyName } from './key-report.js';
import { planReport } from './plan-report.js';
import { SCHEMA_VERSION } from './result.js';

/** What became of a test of every key. */
export interface TestedKeys {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly source: Source;
  /** ISO 8601 UTC. */
  readonly asOf: string;
  readonly keys: readonly (Omit<KeyName, 'id'> & Omit<KeyVerdict, 'requests'>)[];
}

/** The providers that have a question for it; of the others a key is not tested. */
const TESTED: readonly string[] = ['youtube', 'gemini', 'replicate'];

/** What testing these keys would cost: one request each, of YouTube every try one unit. */
export function planKeyTests(names: readonly KeyName[]): PlanReport {
  const asked = names.filter(({ provider }) => TESTED.includes(provider));
  const youtube = asked.filter(({ provider }) => provider === 'youtube');
  const cost = (tries: number) => ({ ...NO_COST, requests: tries * asked.length, units: tries * youtube.length });
  const each = names.map((name) => {
    const requests = asked.includes(name) ? MOST_TRIES : 0;
    return { subject: name.key, ...NO_COST, requests, units: youtube.includes(name) ? requests : 0 };
  });
  return planReport('api', { atMost: cost(MOST_TRIES), usual: cost(1) }, each);
}

/**
 * Asks for a verdict on every key, one after the other.
 * @param now milliseconds
 * @throws what `test` throws: then nothing can be said of the keys
 */
export async function testKeys(
  names: readonly KeyName[],
  test: (name: KeyName) => Promise<KeyVerdict>,
  now: number,
): Promise<TestedKeys> {
  const keys: TestedKeys['keys'][number][] = [];
  let [requests, units] = [0, 0];
  for (const name of names) {
    const verdict = await test(name);
    requests += verdict.requests;
    if (name.provider === 'youtube') units += verdict.requests;
    keys.push({ ...shownName(name), state: verdict.state, reason: verdict.reason });
  }
  const cost = { ...NO_COST, requests, units };
  const source = { kind: 'api', fetchedAt: names.length === 0 ? null : iso(now), cached: false, cost } as const;
  return { schemaVersion: SCHEMA_VERSION, source, asOf: iso(now), keys };
}

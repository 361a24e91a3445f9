import type { Purse, QuotaLedger, Spending } from './quota-ledger.js';

/** How long a refused key is doubted: it can be mended at Google, which nobody tells us. */
const DOUBTED_MS = 24 * 60 * 60 * 1000;

/** Where the ledger notes that YouTube refused a key: a bucket of which nothing is left for a day. */
export function refusalOf(keyId: string): Purse {
  return { provider: 'youtube', keyId, bucket: 'refused' };
}

/** Notes that YouTube refused a key. @param now milliseconds */
export function noteRefusal(ledger: QuotaLedger, keyId: string, now: number): void {
  ledger.exhaust(refusalOf(keyId), now + DOUBTED_MS);
}

/** Tells refusals from what was spent. @returns when each key was last refused (milliseconds), by its fingerprint */
export function refusalsIn(spent: readonly Spending[]): ReadonlyMap<string, number> {
  const { provider, bucket } = refusalOf('');
  const found = spent.filter((each) => each.provider === provider && each.bucket === bucket);
  return new Map(found.map(({ keyId, resetsAt }) => [keyId, resetsAt - DOUBTED_MS]));
}

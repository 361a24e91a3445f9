import type { Database } from '../../src/store/database.js';
import { openInsight } from '../../src/store/insight-db.js';
import { QuotaLedger } from '../../src/store/quota-ledger.js';
import { freshDir } from './processes.js';

/** 20 November 2026, noon in Los Angeles. */
export const NOON = Date.parse('2026-11-20T20:00:00Z');

/** A ledger in a folder of its own. The caller closes its database. */
export async function freshLedger(now: () => number): Promise<{ database: Database; ledger: QuotaLedger }> {
  const { database } = await openInsight({ dir: freshDir(), now, random: Math.random });
  return { database, ledger: new QuotaLedger(database, now) };
}

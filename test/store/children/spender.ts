/** Tries so many reservations of one unit: `spender DIR TRIES LIMIT`; says how many were granted. */
import { openInsight } from '../../../src/store/insight-db.js';
import { QuotaLedger } from '../../../src/store/quota-ledger.js';
import { say, waitForGo } from './go.js';

const [dir = '', tries = '', limit = ''] = process.argv.slice(2);
const { database } = await openInsight({ dir, now: Date.now, random: Math.random });
const ledger = new QuotaLedger(database, Date.now);
const period = { startsAt: 1, endsAt: Number.MAX_SAFE_INTEGER };

waitForGo();
let granted = 0;
for (let n = 0; n < Number(tries); n += 1) {
  const reservation = { provider: 'youtube', keyId: 'k', bucket: 'units', amount: 1, limit: Number(limit), period };
  if (ledger.reserve(reservation)) granted += 1;
}
database.close();
say(String(granted));

/** Writes rows to both databases for ever and acknowledges each: `writer DIR ROUND`. Made to be killed. */
import { openCache } from '../../../src/store/cache.js';
import { openInsight } from '../../../src/store/insight-db.js';
import { QuotaLedger } from '../../../src/store/quota-ledger.js';
import { say } from './go.js';

const [dir = '', round = ''] = process.argv.slice(2);
const settings = { dir, now: Date.now, random: Math.random };
const { cache, notes } = await openCache(settings);
const insight = await openInsight(settings);
for (const note of [...notes, ...insight.notes]) say(`note ${note}`);
const ledger = new QuotaLedger(insight.database, Date.now);
const period = { startsAt: 1, endsAt: Number.MAX_SAFE_INTEGER };

for (let n = 0; ; n += 1) {
  const id = `${round}-${n}`;
  if (!ledger.reserve({ provider: 'test', keyId: 'k', bucket: id, amount: 1, limit: 1, period })) throw new Error(id);
  say(`ledger ${id}`);
  cache.put({ provider: 'test', operation: 'o', arguments: { id } }, { body: id.repeat(99), fetchedAt: n, etag: null });
  say(`cache ${id}`);
}

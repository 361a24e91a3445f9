/** Reads and writes both databases for a while: `mixed DIR NAME MILLISECONDS`; says commits, reads and the longest write. */
import { openCache } from '../../../src/store/cache.js';
import { openInsight } from '../../../src/store/insight-db.js';
import { QuotaLedger } from '../../../src/store/quota-ledger.js';
import { say, waitForGo } from './go.js';

const [dir = '', name = '', milliseconds = ''] = process.argv.slice(2);
const settings = { dir, now: Date.now, random: Math.random };
const { cache, notes } = await openCache(settings);
const { database } = await openInsight(settings);
const ledger = new QuotaLedger(database, Date.now);
const period = { startsAt: 1, endsAt: Number.MAX_SAFE_INTEGER };
const limit = Number.MAX_SAFE_INTEGER;
const body = JSON.stringify(Array.from({ length: 50 }, (_, at) => ({ id: at, views: at * 1000 })));

waitForGo();
const writes: number[] = [];
let reads = 0;
const start = performance.now();
const timed = (work: () => void) => {
  const before = performance.now();
  work();
  writes.push(performance.now() - before);
};
for (let n = 0; performance.now() - start < Number(milliseconds); n += 1) {
  const key = { provider: 'test', operation: name, arguments: { n: String(n % 100) } };
  timed(() => {
    ledger.reserve({ provider: 'test', keyId: 'shared', bucket: 'units', amount: 1, limit, period });
  });
  timed(() => {
    cache.put(key, { body, fetchedAt: n, etag: null });
  });
  if (cache.get(key)?.body !== body) throw new Error(`${name} lost its own answer ${n}: ${notes.join(' ')}`);
  ledger.spent();
  reads += 2;
}
writes.sort((a, b) => a - b);
const [p99 = 0, longest = 0] = [writes[Math.floor(writes.length * 0.99)], writes.at(-1)];
say(JSON.stringify({ commits: writes.length, reads, p99, longest, notes }));
database.close();
cache.close();

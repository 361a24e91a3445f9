/** Opens the cache, keeps one answer and reads it back: `opener DIR NAME`; says what came of it. */
import { openCache } from '../../../src/store/cache.js';
import { say, waitForGo } from './go.js';

const [dir = '', name = ''] = process.argv.slice(2);
waitForGo();
const { cache, notes } = await openCache({ dir, now: Date.now, random: Math.random });
const key = { provider: 'test', operation: 'opener', arguments: { name } };
cache.put(key, { body: name, fetchedAt: 1, etag: null });
const kept = cache.get(key)?.body === name;
cache.close();
say(JSON.stringify({ kept, notes }));

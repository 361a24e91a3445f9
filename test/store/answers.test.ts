import fc from 'fast-check';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { AnswerCache } from '../../src/providers/ports.js';
import { ANSWER_MIGRATIONS, Answers } from '../../src/store/answers.js';
import { openCache } from '../../src/store/cache.js';
import { canonicalArguments } from '../../src/domain/canonical-arguments.js';
import { discard } from '../../src/store/damage.js';
import { Database } from '../../src/store/database.js';
import { loadDriver } from '../../src/store/driver.js';
import { realWaiting } from '../../src/store/waiting.js';
import { freshDir } from './processes.js';

const open = (dir = freshDir()) => openCache({ dir, now: () => 0, random: Math.random });
const key = { provider: 'youtube', operation: 'videos.list', arguments: { part: 'snippet', id: 'a,b' } };
const answer = { body: '{"items":[]}', fetchedAt: 1_700_000_000_123, etag: '"x"' };

describe('kept answers', () => {
  it('are the same in a later run, and the last one of a key counts', async () => {
    const dir = freshDir();
    const first = await open(dir);
    const port: AnswerCache = first.cache;
    expect(port.get(key)).toBeNull();
    port.put(key, { ...answer, body: 'old' });
    port.put(key, answer);
    first.cache.close();
    const second = await open(dir);
    expect(second.cache.get({ ...key, arguments: { id: 'a,b', part: 'snippet' } })).toEqual(answer);
    expect(second.notes).toEqual([]);
    expect(second.cache.stats()).toMatchObject({ answers: 1, oldestAt: answer.fetchedAt, newestAt: answer.fetchedAt });
    second.cache.close();
  });

  it.each([
    ['provider', { ...key, provider: 'feed' }],
    ['operation', { ...key, operation: 'channels.list' }],
    ['argument', { ...key, arguments: { ...key.arguments, id: 'a' } }],
    ['further argument', { ...key, arguments: { ...key.arguments, hl: '' } }],
    ['identity', { ...key, identity: 'f00d' }],
  ])('are told apart by %s', async (_name, other) => {
    const { cache } = await open();
    cache.put(key, answer);
    expect(cache.get(other)).toBeNull();
    cache.put(other, { body: 'other', fetchedAt: 5, etag: null });
    expect(cache.get(key)).toEqual(answer);
    expect(cache.get(other)).toEqual({ body: 'other', fetchedAt: 5, etag: null });
    cache.close();
  });

  it('come back unchanged, whatever text they are', async () => {
    const { cache } = await open();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (body) => {
        cache.put(key, { ...answer, body });
        expect(cache.get(key)?.body).toBe(body);
      }),
      { numRuns: 50 },
    );
    cache.close();
  });

  it('are bounded: the oldest go first', async () => {
    const largest = 1024 * 1024;
    const database = Database.open({
      driver: await loadDriver(),
      file: join(freshDir(), 'cache.db'),
      synchronous: 'NORMAL',
      migrations: ANSWER_MIGRATIONS,
      takeAway: discard,
      waiting: realWaiting(Math.random),
      now: () => 0,
    });
    const answers = new Answers(database, largest);
    const numbered = (n: number) => ({ ...key, arguments: { n: String(n) } });
    for (let n = 0; n < 100; n += 1) {
      answers.put(numbered(n), { body: randomBytes(20_000).toString('hex'), fetchedAt: n, etag: null });
      expect(answers.stats().bytes).toBeLessThanOrEqual(largest);
    }
    const kept = Array.from({ length: 100 }, (_, n) => answers.get(numbered(n)) !== null);
    expect(kept.at(-1)).toBe(true);
    expect(kept).toEqual(kept.toSorted());
    expect(answers.stats().answers).toBeGreaterThan(20);
    database.close();
  });

  it('are gone after clear, and so is the space they took', async () => {
    const dir = freshDir();
    const { cache } = await open(dir);
    for (let n = 0; n < 50; n += 1) {
      const body = randomBytes(20_000).toString('hex');
      cache.put({ ...key, arguments: { n: String(n) } }, { ...answer, body });
    }
    const before = cache.stats().bytes;
    cache.clear();
    expect(cache.stats()).toMatchObject({ answers: 0, oldestAt: null, newestAt: null });
    expect(before).toBeGreaterThan(1_000_000);
    expect(statSync(join(dir, 'cache.db')).size + statSync(join(dir, 'cache.db-wal')).size).toBeLessThan(50_000);
    cache.put(key, answer);
    expect(cache.get(key)).toEqual(answer);
    cache.close();
  });
});

describe('canonical arguments', () => {
  it('do not depend on order, and differ when anything else does', () => {
    const given = fc.dictionary(fc.string(), fc.string());
    fc.assert(
      fc.property(given, given, (one, two) => {
        const turned = Object.fromEntries(Object.entries(one).reverse());
        expect(canonicalArguments(turned)).toBe(canonicalArguments(one));
        expect(canonicalArguments(one) === canonicalArguments(two)).toBe(isDeepStrictEqual({ ...one }, { ...two }));
      }),
    );
  });

  it('are JSON with sorted names', () => {
    expect(canonicalArguments({ b: '1', a: '"' })).toBe('[["a","\\""],["b","1"]]');
  });
});

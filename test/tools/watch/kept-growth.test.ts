import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { logShare, PUBLISHED_GROWTH } from '../../../src/domain/robust/growth-curve.js';
import { ENOUGH } from '../../../src/domain/robust/own-growth.js';
import type { Database } from '../../../src/store/database.js';
import { openInsight } from '../../../src/store/insight-db.js';
import { VideoLooks } from '../../../src/store/looks/video-looks.js';
import { keptGrowth } from '../../../src/tools/watch/kept-growth.js';
import { AS_OF, video } from '../../domain/made-up-video.js';
import { freshDir } from '../../store/processes.js';

const DAY = 86_400_000;
const CURVE = { scale: 0.9, exponent: 0.7, offset: 0.2 };
const EACH = 250;

let dir: string;
let database: Database;
let looks: VideoLooks;
beforeEach(async () => {
  dir = freshDir();
  ({ database } = await openInsight({ dir, now: () => AS_OF, random: Math.random }));
  looks = new VideoLooks(database);
});
afterEach(() => {
  database.close();
});

/** Keeps looks at a channel whose videos grow along the curve, on some days. */
function keep(name: string, days: readonly number[], videos = EACH): void {
  for (const day of days) {
    const at = AS_OF + day * DAY;
    const counted = Array.from({ length: videos }, (_, number) => {
      const publishedAt = AS_OF - Math.round(0.3 * 1200 ** (number / videos) * DAY);
      const views = Math.round(1e6 * Math.exp(logShare(CURVE, (at - publishedAt) / DAY)));
      return video({ id: `${name}-${number}`, title: `${number}`, publishedAt, durationSeconds: 600, views });
    });
    const channel = { id: name, title: name, handle: null };
    looks.keep({ name, channel, at, source: 'api', videos: counted }, null);
  }
}

const names = (count: number) => Array.from({ length: count }, (_, at) => `channel ${at}`);

it('is the published one without looks, with one look each, and with too few videos seen twice', () => {
  expect(keptGrowth(looks)).toEqual(PUBLISHED_GROWTH);
  for (const name of names(5)) keep(name, [0]);
  expect(keptGrowth(looks)).toEqual(PUBLISHED_GROWTH);
  keep('channel 0', [1, 2, 7]);
  expect(keptGrowth(looks)).toEqual({
    ...PUBLISHED_GROWTH,
    basis: { ...PUBLISHED_GROWTH.basis, long: { basis: 'published', pairs: EACH } },
  });
});

it('is that of the looks when they are enough, and one that is damaged is left out', () => {
  const enough = Math.ceil(ENOUGH.long.pairs / EACH);
  for (const name of names(enough + 1)) keep(name, [0, 7]);
  const { curves, basis } = keptGrowth(looks);
  expect(basis.long).toEqual({ basis: 'own', pairs: EACH * (enough + 1) });
  for (const age of [1, 7, 30]) expect(logShare(curves.long, age)).toBeCloseTo(logShare(CURVE, age), 2);
  expect(curves.short).toEqual(PUBLISHED_GROWTH.curves.short);

  const other = new Sqlite(join(dir, 'insight.db'));
  other.exec('UPDATE look SET figures = zeroblob(20) WHERE id = (SELECT max(id) FROM look)');
  other.close();
  expect(keptGrowth(looks).basis.long).toEqual({ basis: 'own', pairs: EACH * enough });
});

it('is not that of one channel, however much it publishes', () => {
  keep('giant', [0, 7], 3000);
  expect(keptGrowth(looks).basis.long.pairs).toBe(300);
});

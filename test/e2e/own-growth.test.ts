import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GrowthBasis } from '../../src/domain/robust/growth-curve.js';
import { CHANNELS } from '../domain/real-channels.js';
import { freshFolder, jsonOf, runInsight } from './run-insight.js';

const folder = freshFolder();
afterAll(() => {
  folder.remove();
});

const fileOf = (month: string) => `${CHANNELS}fr_tech_200ch_videos_2026-${month}.csv`;
const [JANUARY, FEBRUARY] = [fileOf('01'), fileOf('02')];
const CHANNEL = 'UC-pdFydi9ooxEfATh3KoiIw';
const ROBUST = ['outliers', CHANNEL, '--from', FEBRUARY, '--method', 'robust'];

interface Robust {
  readonly growth: GrowthBasis;
  readonly videos: readonly { readonly id: string; readonly usual: { readonly views: number } }[];
}
const home = folder.path;
const robust = (at: string) => jsonOf<Robust>(ROBUST, { home: at });
const fresh = () => join(folder.path, 'nobody');

describe.skipIf(!existsSync(CHANNELS))('own snapshots of real channels (skipped when the files are not there)', () => {
  beforeAll(async () => {
    for (const file of [JANUARY, FEBRUARY]) {
      const { code, stderr } = await runInsight(['videos', '--from', file, '--save', '--json'], { home });
      expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('is kept') as string });
    }
  });

  it('take over from the published growth, and every result says so', async () => {
    const [own, published] = [await robust(home), await robust(fresh())];
    expect(published.growth).toEqual({
      long: { basis: 'published', pairs: 0 },
      short: { basis: 'published', pairs: 0 },
    });
    expect([own.growth.long.basis, own.growth.short.basis]).toEqual(['own', 'own']);
    expect(own.growth.long.pairs).toBeGreaterThan(1900);
    // The same videos as those of the published growth: nearly the same figures.
    expect(own.videos).toHaveLength(published.videos.length);
    const views = new Map(published.videos.map(({ id, usual }) => [id, usual.views]));
    for (const { id, usual } of own.videos) {
      const factor = (usual.views + 1) / ((views.get(id) ?? NaN) + 1);
      expect(Math.abs(Math.log(factor))).toBeLessThan(0.1);
    }

    const streak = await jsonOf<Pick<Robust, 'growth'>>(['streak', CHANNEL, '--from', FEBRUARY], { home });
    expect(streak.growth).toEqual(own.growth);
    const words = `rowth of your own snapshots (long ${own.growth.long.pairs} pairs, Shorts ${own.growth.short.pairs} pairs)`;
    expect((await runInsight(ROBUST, { home })).stdout).toContain(`G${words}.\n`);
    expect((await runInsight(['streak', CHANNEL, '--from', FEBRUARY], { home })).stdout).toContain(`  g${words}\n`);
    expect((await runInsight(ROBUST, { home: fresh() })).stdout).not.toContain(words);
  });

  it('are not begun by looking for them, and where they cannot be read a note says so', async () => {
    const nobody = fresh();
    expect(existsSync(join(nobody, 'data'))).toBe(false);
    // A folder stands where the database should be.
    mkdirSync(join(nobody, 'data', 'insight.db'), { recursive: true });
    writeFileSync(join(nobody, 'data', 'insight.db', 'in the way'), '');
    const { code, stdout, stderr } = await runInsight([...ROBUST, '--json'], { home: nobody });
    expect([code, (JSON.parse(stdout) as Robust).growth.long.basis]).toEqual([0, 'published']);
    expect(stderr).toMatch(/^note: your own snapshots cannot be opened, so growth is the published one: .+\.$/m);
  });
});

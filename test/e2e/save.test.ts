import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import { freshFolder, runInsight } from './run-insight.js';

const folder = freshFolder();
afterAll(() => {
  folder.remove();
});

const table = (day: number) =>
  `id,title,views,published\n${Array.from({ length: 6 }, (_, at) => `abcdefghij${at},=t ${at},${1000 * at + day * 240},2026-01-0${at + 1}\n`).join('')}`;
const insight = (words: readonly string[], stdin = '') => runInsight(words, { home: folder.path, stdin });
const save = (day: number) =>
  insight(['videos', '@mine', '--from', '-', '--save', '--as-of', `2026-02-0${day}`, '--json'], table(day));

it('makes a history of exports of different days, of which one given twice is one, and one damaged is named', async () => {
  for (const day of [1, 2, 3]) expect((await save(day)).code).toBe(0);
  const again = await save(3);
  expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('these figures are kept already')]);

  const shown = await insight(['track', 'show', 'mine', '--json']);
  expect(JSON.parse(shown.stdout)).toMatchObject({
    channel: { name: '@mine', id: null, followed: false },
    looks: 3,
    sinceLast: { hours: 24, videos: 6, views: 6 * 240 },
    sinceFirst: { hours: 48, views: 12 * 240 },
  });

  const database = new Sqlite(join(folder.path, 'data', 'insight.db'));
  database.exec('UPDATE look SET figures = zeroblob(20) WHERE at = (SELECT max(at) FROM look)');
  database.close();
  const csv = await insight(['track', 'export', '--format', 'csv', '--fields', 'video,views,title']);
  expect(csv.stdout.split('\n').slice(0, 2)).toEqual(['video,views,title', "abcdefghij5,5240,'=t 5"]);
  expect([csv.code, csv.stdout.trim().split('\n').length]).toEqual([0, 1 + 2 * 6]);
  expect(csv.stderr).toMatch(/^note: the look of 2026-02-03T23:59:59.999Z at @mine is damaged, and left out\.$/m);

  // What is kept outlives the cache, and goes when it is told to.
  await insight(['cache', 'clear']);
  expect((await insight(['track', 'list', '--json'])).stdout).toContain('"looks": 3');
  expect((await insight(['track', 'remove', '@mine'])).stdout).toContain('3 looks at its videos are forgotten');
  expect((await insight(['track', 'show', '@mine'])).code).toBe(3);
});

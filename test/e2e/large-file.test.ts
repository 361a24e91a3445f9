import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshFolder, jsonOf, runInsight } from './run-insight.js';

const ROWS = 300_000;
const folder = freshFolder();
const file = join(folder.path, 'large.csv');

beforeAll(() => {
  const rows = Array.from({ length: ROWS }, (_, at) => {
    const day = new Date(Date.UTC(2012, 0, 1) + ((at * 7_919) % ROWS) * 1_000_000).toISOString();
    return `v${String(at).padStart(10, '0')},Video ${at},${(at * 104_729) % 1_000_003},5,3,${day}`;
  });
  writeFileSync(file, ['video_id,title,views,likes,comments,published_at', ...rows, ''].join('\n'));
});
afterAll(() => {
  folder.remove();
});

describe('a file of 300,000 rows', () => {
  it('gives every row once, best score first', async () => {
    const result = await jsonOf<{ videos: { id: string; smartScore: number }[]; summary: { videos: number } }>([
      ...['outliers', '--from', file, '--as-of', '2026-11-20', '--fields', 'id,smartScore'],
    ]);
    expect(result.summary.videos).toBe(ROWS);
    expect(new Set(result.videos.map(({ id }) => id)).size).toBe(ROWS);
    expect(result.videos.every(({ smartScore }, at) => smartScore <= (result.videos[at - 1]?.smartScore ?? 1))).toBe(
      true,
    );
  });

  // While it reads, sorts, judges and writes; how far it is then depends on the machine. Before some 300 ms a busy one has
  // not begun: then a signal ends Node itself.
  it.each([
    ['outliers', 500],
    ['outliers', 700],
    ['outliers', 1_100],
    ['outliers', 1_500],
    ['hashtags', 1_200],
    ['streak', 1_200],
  ])('%s heeds Ctrl-C after %i ms, and leaves nothing half written', async (command, ms) => {
    const home = join(folder.path, `home-${command}-${ms}`);
    const cwd = freshFolder();
    try {
      const interrupt = sleep(ms);
      let pressed = Infinity;
      void interrupt.then(() => (pressed = performance.now()));
      const words = [command, '--from', file, '--json', '--output', 'result.json'];
      const run = await runInsight(words, { home, cwd: cwd.path, interrupt });
      // A machine fast enough to be done by then has written the whole file.
      expect([run.code, readdirSync(cwd.path)]).toEqual(run.code === 0 ? [0, ['result.json']] : [130, []]);
      expect(performance.now() - pressed).toBeLessThan(5_000);
      if (run.code === 130) expect(run.stderr).toContain('"interrupted"');
    } finally {
      cwd.remove();
    }
  });
});

import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildForChildren, freshDir, fromEnvironment, race } from './processes.js';

const PROCESSES = 8;
const MILLISECONDS = fromEnvironment('INSIGHT_CONTENTION_MS', 2000);
const RESERVATIONS = fromEnvironment('INSIGHT_RESERVATIONS', 5000);

interface Mixed {
  readonly commits: number;
  readonly reads: number;
  readonly p99: number;
  readonly longest: number;
  readonly notes: readonly string[];
}

let built: string;
beforeAll(() => {
  built = buildForChildren();
});

const eight = <T>(make: (at: number) => T) => Array.from({ length: PROCESSES }, (_, at) => make(at));

describe('eight processes at once', () => {
  it(
    `read and write for ${MILLISECONDS} ms: none sees a busy database, none starves`,
    { timeout: MILLISECONDS + 40_000 },
    async () => {
      const dir = freshDir();
      const ended = await race(
        built,
        'mixed',
        eight((at) => [dir, `p${at}`, MILLISECONDS]),
      );
      expect(ended.map(({ code, errors }) => ({ code, errors }))).toEqual(eight(() => ({ code: 0, errors: '' })));
      const told = ended.map(({ lines }) => JSON.parse(lines.at(-1) ?? '') as Mixed);
      expect(told.flatMap(({ notes }) => notes)).toEqual([]);
      const commits = told.map((each) => each.commits);
      const figures = {
        commits,
        p99: Math.max(...told.map((each) => each.p99)),
        longest: Math.max(...told.map((each) => each.longest)),
      };
      process.stderr.write(`mixed, ${MILLISECONDS} ms: ${JSON.stringify(figures)}\n`);
      expect(Math.min(...commits)).toBeGreaterThanOrEqual(Math.max(...commits) / 10);
      for (const name of ['cache.db', 'insight.db']) {
        expect(new Sqlite(join(dir, name)).pragma('integrity_check', { simple: true })).toBe('ok');
      }
    },
  );

  it(
    `try ${RESERVATIONS} reservations: exactly the limit is granted`,
    { timeout: 30_000 + RESERVATIONS * 10 },
    async () => {
      const dir = freshDir();
      const tries = Math.ceil(RESERVATIONS / PROCESSES);
      const limit = Math.floor(RESERVATIONS * 0.6);
      const ended = await race(
        built,
        'spender',
        eight(() => [dir, tries, limit]),
      );
      expect(ended.map(({ errors }) => errors)).toEqual(eight(() => ''));
      const granted = ended.map(({ lines }) => Number(lines.at(-1)));
      process.stderr.write(
        `reservations: ${tries * PROCESSES} tried, limit ${limit}, granted ${JSON.stringify(granted)}\n`,
      );
      expect(granted.reduce((sum, each) => sum + each, 0)).toBe(limit);
      expect(new Sqlite(join(dir, 'insight.db')).prepare('SELECT spent FROM quota').pluck().all()).toEqual([limit]);
    },
  );

  it.each([
    ['no file at all', null],
    ['a damaged file', Buffer.alloc(20_000, 'garbage')],
  ])('open the cache with %s: all go on, and the file is sound', async (_name, content) => {
    const dir = freshDir();
    const file = join(dir, 'cache.db');
    if (content !== null) writeFileSync(file, content);
    const ended = await race(
      built,
      'opener',
      eight((at) => [dir, `p${at}`]),
    );
    expect(ended.map(({ code, errors }) => ({ code, errors }))).toEqual(eight(() => ({ code: 0, errors: '' })));
    const told = ended.map(({ lines }) => JSON.parse(lines.at(-1) ?? '') as { kept: boolean; notes: string[] });
    if (content === null) expect(told).toEqual(eight(() => ({ kept: true, notes: [] })));
    expect(told.filter(({ kept }) => kept).length).toBeGreaterThan(0);
    const [after] = await race(built, 'opener', [[dir, 'after']]);
    expect(after?.lines.at(-1)).toBe(JSON.stringify({ kept: true, notes: [] }));
    expect(new Sqlite(file).pragma('integrity_check', { simple: true })).toBe('ok');
  });
});

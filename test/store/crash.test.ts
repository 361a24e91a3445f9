import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { openCache } from '../../src/store/cache.js';
import { History } from '../../src/store/history.js';
import { openInsight } from '../../src/store/insight-db.js';
import { SeenVideos } from '../../src/store/seen-videos.js';
import { buildForChildren, freshDir, fromEnvironment, startChild } from './processes.js';

const ROUNDS = fromEnvironment('INSIGHT_CRASH_ROUNDS', 10);

let built: string;
beforeAll(() => {
  built = buildForChildren();
});

describe('kill -9 during writes', () => {
  it(`loses no acknowledged row and harms no file in ${ROUNDS} rounds`, { timeout: ROUNDS * 3000 }, async () => {
    const dir = freshDir();
    const settings = { dir, now: () => 0, random: Math.random };
    const acknowledged: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const child = startChild(built, 'writer', [dir, round]);
      await child.firstLine;
      await pause(Math.random() * 100);
      child.kill();
      const { lines, signal, errors } = await child.ended;
      expect({ signal, errors }).toEqual({ signal: 'SIGKILL', errors: '' });
      expect(lines.filter((line) => line.startsWith('note'))).toEqual([]);
      acknowledged.push(...lines);
    }

    const { cache, notes } = await openCache(settings);
    const insight = await openInsight(settings);
    expect([...notes, ...insight.notes]).toEqual([]);
    const booked = new Set(
      insight.database.read((db) => db.prepare<[], string>('SELECT bucket FROM quota').pluck().all()),
    );
    const lost = acknowledged.filter((line) => {
      const [where, id = ''] = line.split(' ');
      if (where === 'ledger') return !booked.has(id);
      return cache.get({ provider: 'test', operation: 'o', arguments: { id } })?.body !== id.repeat(99);
    });
    expect(lost).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(ROUNDS * 2);
    cache.close();
    insight.database.close();
    for (const name of ['cache.db', 'insight.db']) {
      expect(new Sqlite(join(dir, name)).pragma('integrity_check', { simple: true })).toBe('ok');
    }
    process.stderr.write(
      `kill -9: ${ROUNDS} rounds, ${acknowledged.length} acknowledged writes, ${lost.length} lost\n`,
    );
  });
});

describe('kill -9 of processes that remember at the same time', () => {
  it('loses nothing acknowledged of the history and the index, and harms neither', { timeout: 60_000 }, async () => {
    const dir = freshDir();
    const children = Array.from({ length: 8 }, (_, at) => startChild(built, 'rememberer', [dir, `p${at}`]));
    await Promise.all(children.map(({ firstLine }) => firstLine));
    for (const child of children) child.go();
    for (const child of children) {
      await pause(400 + Math.random() * 200);
      child.kill();
    }
    const ended = await Promise.all(children.map((child) => child.ended));
    expect(ended.map(({ errors }) => errors).join('')).toBe('');
    const acknowledged = ended.flatMap(({ lines }) => lines.filter((line) => line !== 'ready'));

    const { database, notes } = await openInsight({ dir, now: () => 0, random: Math.random });
    expect(notes).toEqual([]);
    const [history, seen] = [new History(database, Math.random), new SeenVideos(database)];
    const lost = acknowledged.filter((line) => {
      const [where, id = '', word = ''] = line.split(' ');
      if (where === 'history')
        return JSON.stringify(history.get(id).result) !== JSON.stringify({ word: word.repeat(999) });
      const wish = { limit: 9, order: 'date', since: null, duration: 'any', minViews: null } as const;
      return where !== 'seen' || !seen.search({ query: word, ...wish }).some(({ videoId }) => videoId === id);
    });
    expect(lost).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(16);
    database.write((db) => db.exec("INSERT INTO seenText (seenText, rank) VALUES ('integrity-check', 1)"));
    database.close();
    expect(new Sqlite(join(dir, 'insight.db')).pragma('integrity_check', { simple: true })).toBe('ok');
  });
});

describe('kill -9 during a migration', () => {
  it.each([0, 1, 2, 3])(
    'after %i of its statements leaves the old database, and the next run ends it',
    async (statements) => {
      const file = join(freshDir(), 'some.db');
      const killed = await startChild(built, 'migrator', [file, statements]).ended;
      expect(killed.signal).toBe('SIGKILL');

      const left = new Sqlite(file);
      expect(left.prepare('SELECT * FROM item').all()).toEqual([{ name: 1 }, { name: 2 }]);
      expect(left.prepare('SELECT name FROM migration').pluck().all()).toEqual(['first']);
      left.close();

      const { lines } = await startChild(built, 'migrator', [file, -1]).ended;
      expect(lines).toEqual([
        JSON.stringify([
          { name: 1, price: 7 },
          { name: 2, price: 7 },
        ]),
      ]);
    },
  );
});

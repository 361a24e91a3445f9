import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptPairs, spacedTimes } from '../../../src/domain/robust/kept-pairs.js';
import type { Figures, KeptLook, KeptVideo } from '../../../src/domain/watch/look.js';
import { AS_OF } from '../made-up-video.js';

const DAY_MS = 86_400_000;
const facts = { id: null, title: 'any', durationSeconds: 600, live: null, shortLink: null };
const kept = (number: number, publishedAt: number | null): KeptVideo => ({ ...facts, number, publishedAt });
const look = (day: number, views: Readonly<Record<number, number | null>>): KeptLook => ({
  at: AS_OF + day * DAY_MS,
  source: 'api',
  figures: new Map<number, Figures>(
    Object.entries(views).map(([number, seen]) => [Number(number), { views: seen, likes: null, comments: null }]),
  ),
});

test('looks are chosen from the newest back, each five days older or more', () => {
  const days = (...list: readonly number[]) => list.map((day) => day * DAY_MS);
  expect(spacedTimes(days(30, 29, 26, 25, 24, 19, 3), 10)).toEqual(days(3, 19, 25, 30));
  expect(spacedTimes(days(30, 29, 26, 25, 24, 19, 3), 2)).toEqual(days(25, 30));
  expect(spacedTimes([], 10)).toEqual([]);
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 400 })), fc.integer({ min: 1, max: 20 }), (some, most) => {
      const times = days(...some.sort((a, b) => b - a));
      const chosen = spacedTimes(times, most);
      expect(chosen.length).toBeLessThanOrEqual(most);
      expect(chosen.at(-1)).toBe(times[0]);
      for (const [place, at] of chosen.entries()) {
        expect(times).toContain(at);
        if (place > 0) expect(at - (chosen[place - 1] ?? NaN)).toBeGreaterThanOrEqual(5 * DAY_MS);
      }
    }),
  );
});

test('each video counts once, when it is youngest; what tells no age, no views or too long a time is left out', () => {
  const videos = [
    kept(0, AS_OF - 10 * DAY_MS),
    kept(1, AS_OF + 3 * DAY_MS),
    kept(2, null),
    kept(3, Math.floor(AS_OF / DAY_MS) * DAY_MS - 9 * DAY_MS),
    kept(4, AS_OF - 90 * DAY_MS),
    kept(5, AS_OF - 8 * DAY_MS),
  ];
  const looks = [
    look(-40, { 4: 99 }),
    look(0, { 0: 99, 2: 50, 3: 50, 4: 199, 5: 0 }),
    look(7, { 0: 199, 1: 9, 2: 60, 3: 60, 5: 4 }),
    look(14, { 0: 399, 1: 19, 4: 400, 5: null }),
  ];
  expect(keptPairs(videos, looks)).toEqual([
    { age: 10, laterAge: 17, growth: Math.log(2), format: 'long' },
    { age: 4, laterAge: 11, growth: Math.log(2), format: 'long' },
  ]);
  expect(keptPairs(videos, looks.slice(0, 1))).toEqual([]);
});

import { expect, test } from 'vitest';
import { finish } from '../../../src/domain/steps.js';
import { outlookOf } from '../../../src/domain/robust/outlook.js';
import type { Schedule } from '../../../src/domain/robust/schedule.js';
import { tells } from '../../../src/domain/robust/schedule.js';
import { slotWords } from '../../../src/domain/robust/slot-words.js';
import type { Video } from '../../../src/domain/video.js';
import { video } from '../made-up-video.js';

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const AS_OF = MONDAY + 130 * WEEK_MS;

/** An upload of a week, some hours after its Monday began (UTC). */
const upload = (week: number, hours: number, views: number) =>
  video({ publishedAt: MONDAY + week * WEEK_MS + hours * HOUR_MS, views, durationSeconds: 600 });
const scheduleOf = (videos: readonly Video[], timeZone = 'UTC'): Schedule =>
  finish(outlookOf(videos.toReversed(), AS_OF, timeZone)).schedule;
const some = (week: number) => 900 + ((week * 37) % 21) * 10;

/** Mondays at 9 and Thursdays at 18, with so many times the views on Thursdays. */
const weekly = (weeks: number, times: number) =>
  Array.from({ length: weeks }, (_, week) => [
    upload(week, 9, some(week)),
    upload(week, 3 * 24 + 18.5, times * some(week + 5)),
  ]).flat();

test('a slot that does better is named, with how much and how sure', () => {
  const { verdict, slots } = scheduleOf(weekly(60, 2));
  expect(verdict).toBe('tells');
  const [thursday] = slots.filter((slot) => slot.weekday === 4);
  expect(thursday).toMatchObject({ fromHour: 18, uploads: 60, n: 60 });
  expect(thursday?.low).toBeGreaterThan(1);
  // Half of √2 either way from the middle, drawn towards 1.
  expect(thursday?.lift).toBeGreaterThan(1.15);
  expect(thursday?.lift).toBeLessThan(1.25);
  expect(slots.filter((slot) => slot.weekday === 1).every((slot) => tells(slot) && (slot.lift ?? 2) < 1)).toBe(true);
});

test('the fewer uploads, the nearer to none the lift, and the data cannot tell', () => {
  const few = scheduleOf([...weekly(40, 1), upload(41, 50, 20_000), upload(42, 50, 20_000), upload(43, 50, 20_000)]);
  const many = scheduleOf(weekly(60, 3));
  const wonder = few.slots.find(({ weekday }) => weekday === 3);
  expect(wonder).toMatchObject({ uploads: 3, n: 3 });
  expect(wonder?.lift).toBeLessThan(1.1);
  expect(many.slots.find(({ weekday }) => weekday === 4)?.lift).toBeGreaterThan(1.14);
  expect(scheduleOf(weekly(40, 1)).verdict).toBe('cannot tell');
});

test('two uploads are no slot, and habit is counted without views', () => {
  const hidden = [0, 1, 2].map((week) => video({ publishedAt: MONDAY + week * WEEK_MS + 20 * HOUR_MS }));
  const { verdict, uploads, slots } = scheduleOf([...hidden, upload(3, 40, 10), upload(4, 40, 10)]);
  expect({ verdict, uploads }).toEqual({ verdict: 'cannot tell', uploads: 5 });
  expect(slots).toEqual([{ weekday: 1, fromHour: 18, uploads: 3, n: 0, lift: null, low: null, high: null }]);
  expect(scheduleOf([upload(0, 3, 1), upload(1, 9, 1)])).toMatchObject({ verdict: 'none', slots: [] });
  expect(scheduleOf([])).toEqual({ uploads: 0, verdict: 'none', slots: [] });
});

test('slots are those of the time zone, also over a clock change', () => {
  // 23:30 UTC on Sundays is Monday 05:15 in Kathmandu, and in Paris Monday 0:30 in winter, 1:30 in summer.
  const sundays = Array.from({ length: 52 }, (_, week) => upload(week, 6 * 24 + 23.5, 1000));
  const where = (timeZone: string) =>
    scheduleOf(sundays, timeZone).slots.map((slot) => `${slotWords(slot)}: ${slot.uploads}`);
  expect(where('UTC')).toEqual(['Sun 21–24: 52']);
  expect(where('Asia/Kathmandu')).toEqual(['Mon 3–6: 52']);
  expect(where('Europe/Paris')).toEqual(['Mon 0–3: 52']);
});

test('where the source tells days alone there are no slots', () => {
  const days = Array.from({ length: 30 }, (_, week) => upload(week, 24, 1000));
  expect(scheduleOf(days)).toEqual({ uploads: 30, verdict: 'days', slots: [] });
});

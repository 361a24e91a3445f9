import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS } from '../../src/domain/age.js';
import { finish, STEP } from '../../src/domain/steps.js';
import { streakReport as stepsOf } from '../../src/domain/streak-report.js';
import type { Video } from '../../src/domain/video.js';
import { anyVideo, AS_OF, video } from './made-up-video.js';

const streakReport = (videos: readonly Video[], question: Parameters<typeof stepsOf>[1]) =>
  finish(stepsOf(videos, question));

const weekly = { asOf: AS_OF, timeZone: 'UTC', period: 'week' } as const;
const uploaded = (daysAgo: number, facts = {}) => video({ publishedAt: AS_OF - daysAgo * DAY_MS, ...facts });

test('a weekly channel, worked out by hand', () => {
  // AS_OF is Friday noon: the uploads of 1, 8 and 15 days ago are on Thursdays, one in each of the last three weeks.
  const report = streakReport(
    [
      uploaded(1, { durationSeconds: 600, views: 100, likes: 4, comments: 1 }),
      uploaded(8, { durationSeconds: 30, views: 100, likes: 4, comments: 1 }),
      uploaded(15, { live: true, views: 100, likes: 4, comments: 1 }),
      uploaded(15, {}),
      video({ durationSeconds: 600 }),
      uploaded(-1, { durationSeconds: 600 }),
    ],
    weekly,
  );
  // Gaps 0, 7, 7: CV² = (98/3 - (14/3)²) / (14/3)² = 1/2; w = 4 / (15/7); median engagement 0.05.
  expect(report?.parts.consistency).toBeCloseTo(100 / 1.5, 9);
  expect(report?.parts.frequency).toBeCloseTo((100 * Math.log(1 + 28 / 15)) / Math.log(5), 9);
  expect(report?.parts.engagement).toBeCloseTo(50, 9);
  expect(report?.algorithmScore).toBe(61); // 0.4 · 66.67 + 0.3 · 65.43 + 15 = 61.30
  expect(report?.uploads).toMatchObject({
    videos: 4,
    shorts: 1,
    long: 1,
    live: 1,
    unknownFormat: 1,
    medianGapDays: 7,
    daysSinceLast: 1,
  });
  expect(report?.uploads.perWeek).toBeCloseTo(1.5, 12);
  expect(report?.uploads.gapCv).toBeCloseTo(Math.SQRT1_2, 12);
  expect(report?.streak).toEqual({ period: 'week', current: 3, longest: 3 });
  expect(report?.leftOut).toEqual({ afterAsOf: 1, undated: 1 });
});

test('the current run may end last week, and no earlier', () => {
  expect(streakReport([uploaded(6), uploaded(13)], weekly)?.streak).toMatchObject({ current: 2, longest: 2 });
  expect(streakReport([uploaded(13), uploaded(20)], weekly)?.streak).toMatchObject({ current: 0, longest: 2 });
});

test('the time zone decides which week an upload falls into', () => {
  // Sunday 2026-11-15 at 19:00 UTC is Monday 00:30 in Kolkata, the week of AS_OF; Sunday before is its own week.
  const sundays = [Date.UTC(2026, 10, 15, 19), Date.UTC(2026, 10, 8, 12)].map((publishedAt) => video({ publishedAt }));
  expect(streakReport(sundays, weekly)?.streak.current).toBe(2);
  expect(streakReport(sundays, { ...weekly, timeZone: 'Asia/Kolkata' })?.streak.current).toBe(1);
});

test('days without hours are in their week in every time zone', () => {
  // A Tuesday, and the Monday of the week before: a zone behind UTC would have that one on the Sunday.
  const days = [Date.UTC(2026, 10, 17), Date.UTC(2026, 10, 9)].map((publishedAt) => video({ publishedAt }));
  for (const timeZone of ['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati']) {
    expect(streakReport(days, { ...weekly, timeZone })?.streak).toMatchObject({ current: 2, longest: 2 });
  }
});

test('no dated upload gives null, one gives no gaps, parts or score', () => {
  expect(streakReport([], weekly)).toBeNull();
  expect(streakReport([video({ views: 5 })], weekly)).toBeNull();
  expect(streakReport([uploaded(2)], weekly)).toEqual({
    algorithmScore: null,
    parts: { consistency: null, frequency: null, engagement: null },
    uploads: {
      videos: 1,
      shorts: 0,
      long: 0,
      live: 0,
      unknownFormat: 1,
      perWeek: null,
      medianGapDays: null,
      gapCv: null,
      daysSinceLast: 2,
    },
    streak: { period: 'week', current: 1, longest: 1 },
    leftOut: { afterAsOf: 0, undated: 0 },
    instants: Float64Array.of(Date.UTC(2026, 10, 18, 12)),
  });
});

test('the order of the videos does not matter, and formats add up', () => {
  const question = fc.record({
    asOf: fc.constant(AS_OF),
    timeZone: fc.constantFrom('UTC', 'Pacific/Kiritimati'),
    period: fc.constantFrom('day', 'week', 'month'),
  });
  fc.assert(
    fc.property(fc.array(anyVideo, { maxLength: 30 }), question, (videos, asked) => {
      const report = streakReport(videos, asked);
      expect(streakReport(videos.toReversed(), asked)).toEqual(report);
      if (report === null) return;
      const { videos: all, shorts, long, live, unknownFormat } = report.uploads;
      expect(shorts + long + live + unknownFormat).toBe(all);
      expect(report.streak.longest).toBeGreaterThanOrEqual(report.streak.current);
    }),
  );
});

test('many uploads pause now and then', () => {
  const many = Array.from({ length: 2 * STEP }, (_, index) => uploaded(index / 100));
  expect([...stepsOf(many, weekly)].length).toBeGreaterThan(3);
});

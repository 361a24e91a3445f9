import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { youtubeQuotaDay, YOUTUBE_DAILY_LIMITS } from '../../src/store/youtube-quota.js';

const day = (instant: string) => {
  const { startsAt, endsAt } = youtubeQuotaDay(Date.parse(instant));
  return [new Date(startsAt).toISOString(), new Date(endsAt).toISOString(), (endsAt - startsAt) / 3_600_000];
};

describe('the YouTube quota day', () => {
  // Transitions of America/Los_Angeles in 2026: 8 March and 1 November, 2:00 local time (IANA time zone database).
  it.each([
    ['winter', '2026-01-15T12:00:00Z', '2026-01-15T08:00:00.000Z', '2026-01-16T08:00:00.000Z', 24],
    ['summer', '2026-07-15T12:00:00Z', '2026-07-15T07:00:00.000Z', '2026-07-16T07:00:00.000Z', 24],
    ['the day that lacks an hour', '2026-03-08T20:00:00Z', '2026-03-08T08:00:00.000Z', '2026-03-09T07:00:00.000Z', 23],
    ['the day with an hour twice', '2026-11-01T20:00:00Z', '2026-11-01T07:00:00.000Z', '2026-11-02T08:00:00.000Z', 25],
    ['its last millisecond', '2026-11-02T07:59:59.999Z', '2026-11-01T07:00:00.000Z', '2026-11-02T08:00:00.000Z', 25],
    ['the next one', '2026-11-02T08:00:00Z', '2026-11-02T08:00:00.000Z', '2026-11-03T08:00:00.000Z', 24],
    ['the turn of the year', '2027-01-01T07:30:00Z', '2026-12-31T08:00:00.000Z', '2027-01-01T08:00:00.000Z', 24],
  ])('%s', (_name, instant, startsAt, endsAt, hours) => {
    expect(day(instant)).toEqual([startsAt, endsAt, hours]);
  });

  it('agrees with luxon at any instant of forty years', () => {
    const instants = fc.integer({ min: Date.UTC(2010, 0), max: Date.UTC(2050, 0) });
    fc.assert(
      fc.property(instants, (now) => {
        const start = DateTime.fromMillis(now, { zone: 'America/Los_Angeles' }).startOf('day');
        expect(youtubeQuotaDay(now)).toEqual({ startsAt: +start, endsAt: +start.plus({ days: 1 }) });
      }),
      { numRuns: 500 },
    );
  });

  it('has the four buckets of June 2026', () => {
    expect(YOUTUBE_DAILY_LIMITS).toEqual({ units: 10_000, search: 100, uploads: 100, batchGetStats: 10_000 });
  });
});

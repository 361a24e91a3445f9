import type { Period } from './quota-ledger.js';

/**
 * What one Google project may spend a day, by bucket: units of everything else, and calls of `search.list`,
 * `videos.insert` and `videos.batchGetStats`.
 * Source: developers.google.com/youtube/v3/determine_quota_cost, as of June 2026.
 */
export const YOUTUBE_DAILY_LIMITS = { units: 10_000, search: 100, uploads: 100, batchGetStats: 10_000 } as const;

export type YoutubeBucket = keyof typeof YOUTUBE_DAILY_LIMITS;

const HOUR_MS = 3_600_000;

/**
 * The quota day that an instant falls in: from midnight to midnight in Los Angeles, 23 or 25 hours long when the clocks
 * change there.
 * @param now milliseconds
 */
export function youtubeQuotaDay(now: number): Period {
  const calendar = new Intl.DateTimeFormat('en-US', {
    timeZone: 'America/Los_Angeles',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
  });
  const wallClock = (instant: number) => {
    const parts = new Map(calendar.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const [year = 0, month = 1, day = 1, hour = 0] = (['year', 'month', 'day', 'hour'] as const).map((part) =>
      parts.get(part),
    );
    return { year, month, day, hour };
  };
  // Los Angeles is 8 hours behind UTC, 7 in summer: at 8:00 UTC its clocks show 0:00 or 1:00.
  const midnight = (year: number, month: number, day: number) => {
    const latest = Date.UTC(year, month - 1, day, 8);
    return latest - wallClock(latest).hour * HOUR_MS;
  };
  const { year, month, day } = wallClock(now);
  return { startsAt: midnight(year, month, day), endsAt: midnight(year, month, day + 1) };
}

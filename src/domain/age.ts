export const DAY_MS = 86_400_000;

/**
 * How old a video is at an instant.
 * @param publishedAt milliseconds since 1970 (UTC), null when unknown
 * @param asOf milliseconds that ages are counted to
 * @returns fractional days, negative for a video from after `asOf`; null when the date is unknown
 */
export function ageDays(publishedAt: number | null, asOf: number): number | null {
  return publishedAt === null ? null : (asOf - publishedAt) / DAY_MS;
}

/**
 * The velocity: mean views per day over the whole life of a video, not its present pace.
 * The first day counts as a whole one, or a video of an hour would get 24 times its views.
 * @param days age in fractional days
 * @returns views per day; null when views or age are unknown
 */
export function viewsPerDay(views: number | null, days: number | null): number | null {
  return views === null || days === null ? null : views / Math.max(1, days);
}

/** Uploads on one page, and ids in one question: the most that YouTube takes. */
export const PAGE_SIZE = 50;

/**
 * How many pages of uploads are read at most for a limit: dead uploads may fill pages, but are not followed for ever,
 * so that the cost has a bound.
 * @param limit how many videos are wanted; null for all, which has no such bound
 */
export function mostPages(limit: number | null): number {
  return limit === null ? Infinity : 2 * Math.ceil(limit / PAGE_SIZE) + 1;
}

import { DAY_MS } from '../age.js';
import { median } from '../quantile.js';

/** The views of one video over time; looks that told none are left out. */
export interface Track {
  /** Milliseconds, rising. */
  readonly at: readonly number[];
  readonly views: readonly number[];
}

/** Fewer than this many others say nothing of what is usual. */
const FEWEST_OTHERS = 4;
/** Between two looks further apart than this, and than a quarter of the age, views are not guessed. */
const WIDEST_DAYS = 1.5;
const WIDEST_SHARE = 0.25;

/** How a video does beside others when they were as old as it is now. */
export interface AtSameAge {
  /** Null with fewer than four others whose views at that age are known, or when their median is 0. */
  readonly multiple: number | null;
  /** How many others are known at that age. */
  readonly n: number;
}

/**
 * @param views of the video now
 * @param ageDays of the video now
 * @param others each with when it was published (milliseconds)
 */
export function atSameAge(
  views: number,
  ageDays: number,
  others: readonly { readonly publishedAt: number; readonly track: Track }[],
): AtSameAge {
  const then = others.flatMap(({ publishedAt, track }) => viewsAt(track, publishedAt, ageDays) ?? []);
  const usual = then.length < FEWEST_OTHERS ? null : median(then);
  return { multiple: usual === null || usual === 0 ? null : views / usual, n: then.length };
}

/** Views at an age, between the looks before and after it in a straight line; null where these are too far apart. */
export function viewsAt({ at, views }: Track, publishedAt: number, ageDays: number): number | null {
  const wanted = publishedAt + ageDays * DAY_MS;
  const after = at.findIndex((each) => each >= wanted);
  if (after === -1) return null;
  const [later, viewsLater] = [at[after] ?? NaN, views[after] ?? NaN];
  if (later === wanted) return viewsLater;
  const [earlier, viewsEarlier] = [at[after - 1], views[after - 1]];
  if (earlier === undefined || viewsEarlier === undefined) return null;
  if (later - earlier > Math.max(WIDEST_DAYS, WIDEST_SHARE * ageDays) * DAY_MS) return null;
  return viewsEarlier + ((viewsLater - viewsEarlier) * (wanted - earlier)) / (later - earlier);
}

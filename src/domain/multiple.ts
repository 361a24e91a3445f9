import type { Format } from './format.js';
import { median } from './quantile.js';

/** Fewer videos of a format than this have no typical views. */
const FEWEST_OF_FORMAT = 4;

/**
 * "× typical": views divided by the median views of the set's videos of the same format, the video itself included.
 * Videos of unknown format are measured against each other.
 * @returns for each video, in order, its multiple; null when its views are unknown, when fewer than four of its format
 * have known views, or when their median is 0
 */
export function multiplesOfTypical(
  videos: readonly { readonly format: Format | null; readonly views: number | null }[],
): (number | null)[] {
  const known = new Map<Format | null, number[]>();
  for (const { format, views } of videos) {
    if (views === null) continue;
    const group = known.get(format);
    if (group === undefined) known.set(format, [views]);
    else group.push(views);
  }
  const typical = new Map<Format | null, number | null>();
  for (const [format, views] of known) typical.set(format, views.length < FEWEST_OF_FORMAT ? null : median(views));
  return videos.map(({ format, views }) => {
    const usual = typical.get(format) ?? null;
    return views === null || usual === null || usual === 0 ? null : views / usual;
  });
}

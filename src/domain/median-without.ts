/**
 * The median of sorted values after some of them are left out, in time that grows with those left out only.
 * A report asks this once per hashtag, and sorting all other videos for each would take minutes on a large file.
 * @param sorted ascending
 * @param leftOut places in `sorted`, each at most once, in any order
 * @returns null when nothing is left
 */
export function medianWithout(sorted: readonly number[], leftOut: readonly number[]): number | null {
  const gone = [...leftOut].sort((a, b) => a - b);
  const left = sorted.length - gone.length;
  const lower = sorted[placeAmongRest(Math.floor((left - 1) / 2), gone)];
  const upper = sorted[placeAmongRest(Math.floor(left / 2), gone)];
  return left < 1 || lower === undefined || upper === undefined ? null : (lower + upper) / 2;
}

/** Where the value number `rank` (from 0) of the rest stands in the whole list. */
function placeAmongRest(rank: number, goneInOrder: readonly number[]): number {
  let place = rank;
  for (const gone of goneInOrder) {
    if (gone > place) break;
    place += 1;
  }
  return place;
}

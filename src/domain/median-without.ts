/**
 * The median of sorted values after some of them are left out, in time that grows with those left out only.
 * A report asks this once per hashtag, and sorting all other videos for each would take minutes on a large file.
 * @param sorted ascending
 * @param leftOut values of `sorted`, ascending, each as often as it is left out
 * @returns null when nothing is left
 */
export function medianWithout(sorted: ArrayLike<number>, leftOut: ArrayLike<number>): number | null {
  const gone = placesOf(leftOut, sorted);
  const left = sorted.length - gone.length;
  const lower = sorted[placeAmongRest(Math.floor((left - 1) / 2), gone)];
  const upper = sorted[placeAmongRest(Math.floor(left / 2), gone)];
  return left < 1 || lower === undefined || upper === undefined ? null : (lower + upper) / 2;
}

/** A place of its own for each of the values. Which of several equal ones it is makes no difference. */
function placesOf(values: ArrayLike<number>, sorted: ArrayLike<number>): Uint32Array {
  let next = 0;
  return Uint32Array.from(values, (value) => {
    const place = Math.max(next, firstPlace(value, sorted));
    next = place + 1;
    return place;
  });
}

/** The first place in `sorted` that does not hold less than `value`. */
function firstPlace(value: number, sorted: ArrayLike<number>): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where the value number `rank` (from 0) of the rest stands in the whole list. */
function placeAmongRest(rank: number, goneInOrder: Uint32Array): number {
  let place = rank;
  for (const gone of goneInOrder) {
    if (gone > place) break;
    place += 1;
  }
  return place;
}

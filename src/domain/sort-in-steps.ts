import { STEP, type Steps } from './steps.js';

/**
 * Sorts places of a list: a merge sort, stable, whose longest step is one pass over all of them. The built-in sort of
 * a million takes half a second in which nobody hears Ctrl-C.
 * @param places are used up: the order is that of the array given back
 * @param compare negative when the first place comes first, as for `Array.sort`
 */
export function* sortInSteps(places: Uint32Array, compare: (a: number, b: number) => number): Steps<Uint32Array> {
  for (let start = 0; start < places.length; start += STEP) {
    places.subarray(start, start + STEP).sort(compare);
    yield;
  }
  let from = places;
  let to: Uint32Array = new Uint32Array(places.length > STEP ? places.length : 0);
  for (let width = STEP; width < places.length; width *= 2) {
    for (let start = 0; start < places.length; start += 2 * width) {
      const middle = Math.min(start + width, places.length);
      const end = Math.min(start + 2 * width, places.length);
      merge(from.subarray(start, middle), from.subarray(middle, end), to.subarray(start, end), compare);
      yield;
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Of equal places the left one comes first. */
function merge(
  left: Uint32Array,
  right: Uint32Array,
  into: Uint32Array,
  compare: (a: number, b: number) => number,
): void {
  let [l, r] = [0, 0];
  for (let at = 0; at < into.length; at += 1) {
    const a = left[l];
    const b = right[r];
    // NaN (infinity less infinity) counts as equal, as it does for Array.sort.
    if (b !== undefined && (a === undefined || compare(a, b) > 0)) {
      into[at] = b;
      r += 1;
    } else {
      into[at] = a ?? 0;
      l += 1;
    }
  }
}

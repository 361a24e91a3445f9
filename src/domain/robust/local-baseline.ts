import { quantileOfSorted } from '../quantile.js';
import { STEP, type Steps } from '../steps.js';

/** So many nearest uploads say what is usual at a time: a channel grows, and what was much once is little later. */
const NEAREST = 21;

/** Where the nearest uploads of one stand, itself among them; at the ends all on one side. */
function windowOf(place: number, length: number): { readonly start: number; readonly size: number } {
  const size = Math.min(length, NEAREST + 1);
  return { start: Math.min(Math.max(place - (NEAREST >> 1), 0), length - size), size };
}

/**
 * How far each value lies above the median of its nearest ones, itself left out.
 * @param values in the order of time, at least two
 */
export function* localResiduals(values: Float64Array): Steps<Float64Array> {
  const residuals = new Float64Array(values.length);
  const { size } = windowOf(0, values.length);
  // Sorted all the way: of two neighbouring windows all but one value are the same.
  const window = values.slice(0, size).sort();
  let start = 0;
  for (let place = 0; place < values.length; place += 1) {
    if (windowOf(place, values.length).start > start) {
      replace(window, values[start] ?? 0, values[start + size] ?? 0);
      start += 1;
    }
    const value = values[place] ?? 0;
    residuals[place] = value - medianBut(window, value);
    if ((place + 1) % STEP === 0) yield;
  }
  return residuals;
}

/** The quartiles and the number of the values nearest to one, itself left out. */
export function quartilesAround(
  values: Float64Array,
  place: number,
): { readonly q1: number; readonly q3: number; readonly n: number } {
  const { start, size } = windowOf(place, values.length);
  const others = new Float64Array(size - 1);
  for (let at = start, next = 0; at < start + size; at += 1) if (at !== place) others[next++] = values[at] ?? 0;
  others.sort();
  return { q1: quantileOfSorted(others, 0.25) ?? 0, q3: quantileOfSorted(others, 0.75) ?? 0, n: others.length };
}

/** Takes one value out of a sorted window and puts another in. */
function replace(window: Float64Array, gone: number, come: number): void {
  let at = window.indexOf(gone);
  for (; at > 0 && (window[at - 1] ?? 0) > come; at -= 1) window[at] = window[at - 1] ?? 0;
  for (; at < window.length - 1 && (window[at + 1] ?? 0) < come; at += 1) window[at] = window[at + 1] ?? 0;
  window[at] = come;
}

/** The median of a sorted window without one of its values. */
function medianBut(window: Float64Array, value: number): number {
  const gone = window.indexOf(value);
  const rest = (rank: number) => window[rank < gone ? rank : rank + 1] ?? 0;
  const left = window.length - 1;
  return (rest((left - 1) >> 1) + rest(left >> 1)) / 2;
}

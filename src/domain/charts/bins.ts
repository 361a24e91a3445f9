/**
 * How many values fall into each of equally wide parts of a scale. A value on a border belongs to the part above it, one
 * beyond an end to the part at that end.
 */
export function binCounts(values: Iterable<number>, from: number, to: number, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    const at = Math.min(bins - 1, Math.max(0, Math.floor(((value - from) / (to - from)) * bins)));
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

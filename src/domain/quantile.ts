export interface Quartiles {
  readonly q1: number;
  readonly q3: number;
}

/** The first and third quartile of values in ascending order, type 7; null when there are none. */
export function quartilesOfSorted(sorted: Float64Array): Quartiles | null {
  const q1 = quantileOfSorted(sorted, 0.25);
  const q3 = quantileOfSorted(sorted, 0.75);
  return q1 === null || q3 === null ? null : { q1, q3 };
}

/** The middle value of values in ascending order, or the mean of the middle two; null when there are none. */
export function medianOfSorted(sorted: Float64Array): number | null {
  return quantileOfSorted(sorted, 0.5);
}

/** The middle value of values in any order; null when there are none. */
export function median(values: readonly number[]): number | null {
  return medianOfSorted(Float64Array.from(values).sort());
}

/**
 * A quantile by linear interpolation between the two nearest values: "type 7" of Hyndman and Fan (1996), the default
 * of R and NumPy and Excel's QUARTILE.INC.
 * @param sorted in ascending order
 * @param share 0 for the smallest to 1 for the largest
 * @returns null when there are no values
 */
export function quantileOfSorted(sorted: Float64Array, share: number): number | null {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) return null;
  return below + (place - Math.floor(place)) * (above - below);
}

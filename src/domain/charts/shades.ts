/** Shades of a map of counts, the lightest 1; 0 is for none. */
export const DARKEST = 4;

/** The shade of a count: each count its own where there are at most four, else four equal parts of the range. */
export function shadeOf(count: number, most: number): number {
  if (count === 0) return 0;
  return most <= DARKEST ? Math.min(DARKEST, count) : Math.min(DARKEST, 1 + Math.floor(((count - 1) * DARKEST) / most));
}

/** The counts that each shade stands for, the lightest first. */
export function shadeRanges(
  most: number,
): readonly { readonly shade: number; readonly from: number; readonly to: number }[] {
  const ranges = new Map<number, { shade: number; from: number; to: number }>();
  for (let count = 1; count <= most; count += 1) {
    const shade = shadeOf(count, most);
    ranges.set(shade, { shade, from: ranges.get(shade)?.from ?? count, to: count });
  }
  return [...ranges.values()];
}

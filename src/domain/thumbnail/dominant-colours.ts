import type { Pixels } from '../likeness/pixels.js';

/** A colour that much of a picture has. */
export interface DominantColour {
  /** Its mean, as `#rrggbb`. */
  readonly hex: string;
  /** Of the pixels, a fraction. */
  readonly share: number;
}

const STEPS = 4;

/** The commonest colours, each the mean of one of 4 by 4 by 4 coarse ones, most of the picture first. */
export function dominantColours({ rgb }: Pixels, most: number): readonly DominantColour[] {
  const bins = new Map<number, { count: number; sums: [number, number, number] }>();
  for (let at = 0; at + 2 < rgb.length; at += 3) {
    const [red, green, blue] = [rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0];
    const key = ((red >> 6) * STEPS + (green >> 6)) * STEPS + (blue >> 6);
    const bin = bins.get(key) ?? { count: 0, sums: [0, 0, 0] };
    bins.set(key, bin);
    bin.count += 1;
    bin.sums = [bin.sums[0] + red, bin.sums[1] + green, bin.sums[2] + blue];
  }
  const pixels = rgb.length / 3;
  return [...bins]
    .sort(([key, a], [other, b]) => b.count - a.count || key - other)
    .slice(0, most)
    .map(([, { count, sums }]) => ({
      hex: `#${sums
        .map((sum) =>
          Math.round(sum / count)
            .toString(16)
            .padStart(2, '0'),
        )
        .join('')}`,
      share: count / pixels,
    }));
}

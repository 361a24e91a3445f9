import type { Pixels } from './pixels.js';

/** Steps of each of red, green and blue. */
const STEPS = 4;
const BINS = STEPS ** 3;
/** What a bin counts that all pixels are in. */
export const FULL = 255;

/** The colours of a picture, coarsely: 4 by 4 by 4 bins of red, green and blue, each its share of the pixels in 255ths. */
export function colourHistogram({ rgb }: Pixels): Uint8Array {
  const counts = new Uint32Array(BINS);
  for (let at = 0; at + 2 < rgb.length; at += 3) {
    const bin = step(rgb[at]) * STEPS * STEPS + step(rgb[at + 1]) * STEPS + step(rgb[at + 2]);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const pixels = Math.max(1, rgb.length / 3);
  return Uint8Array.from(counts, (count) => Math.round((FULL * count) / pixels));
}

const step = (value = 0): number => value >> 6;

/** What two histograms do not share: 0 for the same colours, 1 for none in common. */
export function colourDistance(a: Uint8Array, b: Uint8Array): number {
  let [apart, together] = [0, 0];
  for (let bin = 0; bin < BINS; bin += 1) {
    const [mine, other] = [a[bin] ?? 0, b[bin] ?? 0];
    apart += mine > other ? mine - other : other - mine;
    together += mine + other;
  }
  // Rounding makes sums differ a little from 255.
  return together === 0 ? 0 : apart / together;
}

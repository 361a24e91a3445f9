/** A small picture in memory, row by row, three bytes a pixel: red, green, blue (sRGB). */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** What a picture is squeezed to before it is compared: a multiple of both sides of the difference hash. */
export const COMPARED_SIDE = 72;
/** A picture of 4:3 is looked at so high: then a picture of 16:9 between black bars is a square of its rows. */
export const BARRED_HEIGHT = 96;
/** Of each of the two bars, in rows of these. */
const BAR = (BARRED_HEIGHT - COMPARED_SIDE) / 2;
/** Black, but for what compression leaves of it. */
const BLACK = 20;

/** How bright a pixel is, 0 to 255 (ITU-R BT.601). @param at the place of its first byte */
export function lumaAt(rgb: Uint8Array, at: number): number {
  return 0.299 * (rgb[at] ?? 0) + 0.587 * (rgb[at + 1] ?? 0) + 0.114 * (rgb[at + 2] ?? 0);
}

/** How bright each pixel is, row by row. */
export function lumaOf({ rgb }: Pixels): Float64Array {
  return Float64Array.from({ length: rgb.length / 3 }, (_, pixel) => lumaAt(rgb, 3 * pixel));
}

/** YouTube puts a picture of 16:9 between black bars to make it 4:3: the picture without them; null when there are none. */
export function withoutBars({ width, height, rgb }: Pixels): Pixels | null {
  if (height !== BARRED_HEIGHT) return null;
  const row = 3 * width;
  const dark = (from: number, to: number) => {
    // The row beside the picture holds some of it.
    for (let at = from * row; at < to * row; at += 3) if (lumaAt(rgb, at) > BLACK) return false;
    return true;
  };
  if (!dark(0, BAR - 1) || !dark(height - BAR + 1, height)) return null;
  return { width, height: COMPARED_SIDE, rgb: rgb.slice(BAR * row, (height - BAR) * row) };
}

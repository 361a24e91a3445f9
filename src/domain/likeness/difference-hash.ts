import { lumaOf, type Pixels } from './pixels.js';

const COLUMNS = 9;
const ROWS = 8;

/**
 * The difference hash of a picture, 64 bits in 8 bytes: it is averaged to 9 by 8 fields, and each bit says whether a field
 * is brighter than its right neighbour. Width and height must be multiples of 9 and 8.
 */
export function differenceHash(pixels: Pixels): Uint8Array {
  const { width, height } = pixels;
  const luma = lumaOf(pixels);
  const fields = new Float64Array(COLUMNS * ROWS);
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor((y * ROWS) / height) * COLUMNS;
    for (let x = 0; x < width; x += 1) {
      const field = row + Math.floor((x * COLUMNS) / width);
      fields[field] = (fields[field] ?? 0) + (luma[y * width + x] ?? 0);
    }
  }
  const hash = new Uint8Array(ROWS);
  for (let row = 0; row < ROWS; row += 1) {
    let bits = 0;
    for (let column = 0; column + 1 < COLUMNS; column += 1) {
      const at = row * COLUMNS + column;
      bits = (bits << 1) | ((fields[at] ?? 0) > (fields[at + 1] ?? 0) ? 1 : 0);
    }
    hash[row] = bits;
  }
  return hash;
}

const ONES = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);

/** How many of the 64 bits differ. */
export function hashDistance(a: Uint8Array, b: Uint8Array): number {
  let bits = 0;
  for (let byte = 0; byte < ROWS; byte += 1) bits += ONES[(a[byte] ?? 0) ^ (b[byte] ?? 0)] ?? 0;
  return bits;
}

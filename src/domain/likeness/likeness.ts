import type { PictureTraits } from '../seen-video.js';
import { colourDistance, colourHistogram, FULL } from './colour-histogram.js';
import { differenceHash, hashDistance } from './difference-hash.js';
import type { Pixels } from './pixels.js';

/** What the shapes weigh beside the colours (docs/methods.md says how they were weighed). */
const SHAPES = 0.7;
/** So many bits of 64 differ between pictures that have nothing to do with each other. */
const UNRELATED = 32;

/** From here on two real thumbnails are the same picture in another format or size (docs/methods.md has the figures). */
export const SAME = 0.85;
/** Below this they have nothing to do with each other: of copies cropped by a tenth 70 of 71 are above it. */
export const ALIKE = 0.55;

/** How like two pictures are. */
export interface Likeness {
  /** From 0 to 1, the same picture. */
  readonly likeness: number;
  /** Bits of 64. */
  readonly hashDistance: number;
  /** From 0 to 1. */
  readonly colourDistance: number;
}

/** What a picture looks like, in 72 bytes. @param pixels 72 by 72 of the whole picture */
export function traitsOf(pixels: Pixels): PictureTraits {
  return { dhash: differenceHash(pixels), histogram: colourHistogram(pixels) };
}

/** How like two pictures are by shapes (difference hash) and colours (histogram). */
export function likenessOf(a: PictureTraits, b: PictureTraits): Likeness {
  const bits = hashDistance(a.dhash, b.dhash);
  const colours = colourDistance(a.histogram, b.histogram);
  const both = weighed(bits, colours);
  // Where one of them has no shapes, those of both seem the same: a black picture and a white one.
  const likeness = isFlat(a) || isFlat(b) ? Math.min(both, 1 - colours) : both;
  return { likeness, hashDistance: bits, colourDistance: colours };
}

/** All of one colour, and no field brighter than its neighbour. */
function isFlat({ dhash, histogram }: PictureTraits): boolean {
  return histogram.includes(FULL) && dhash.every((byte) => byte === 0);
}

function weighed(bits: number, colours: number): number {
  return SHAPES * Math.max(0, 1 - bits / UNRELATED) + (1 - SHAPES) * (1 - colours);
}

/**
 * The pictures most like one, likest first; equally like ones as they came, so that one picture kept under several names
 * is found under all of them.
 */
export function likest<P extends PictureTraits>(
  to: PictureTraits,
  pictures: readonly P[],
  most: number,
): (Likeness & { readonly picture: P })[] {
  const best: (Likeness & { readonly picture: P })[] = [];
  for (const picture of pictures) {
    const least = best.length < most ? -1 : (best.at(-1)?.likeness ?? 1);
    // The colours are the longer comparison, and most pictures are out of the question before it.
    if (weighed(hashDistance(to.dhash, picture.dhash), 0) <= least) continue;
    const found = { ...likenessOf(to, picture), picture };
    if (found.likeness <= least) continue;
    const place = best.findIndex(({ likeness }) => likeness < found.likeness);
    best.splice(place === -1 ? best.length : place, 0, found);
    if (best.length > most) best.pop();
  }
  return best;
}

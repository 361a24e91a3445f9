import { BARRED_HEIGHT, COMPARED_SIDE, withoutBars } from '../../domain/likeness/pixels.js';
import type { Picture } from '../ports.js';
import type { LookedAt } from '../ports/picture-viewer.js';
import { openPicture, unreadable } from './open-picture.js';

/**
 * A picture's pixels, upright, opaque and in sRGB, squeezed to so many whatever its shape.
 * @throws Failure `usage` when it is no good picture
 */
export async function squeezed(picture: Picture, width: number, height: number): Promise<LookedAt> {
  const opened = await openPicture(picture);
  try {
    const { autoOrient } = await opened.metadata();
    const { data } = await opened
      .autoOrient()
      .flatten({ background: '#000' })
      .toColourspace('srgb')
      .resize(width, height, { fit: 'fill', kernel: 'linear' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { ...autoOrient, pixels: { width, height, rgb: new Uint8Array(data) } };
  } catch (error) {
    throw unreadable(error);
  }
}

/**
 * A picture as pictures are compared: 72 by 72 pixels. Of one of 16:9 between the black bars of a 4:3, as YouTube keeps
 * it, only the picture.
 * @throws Failure `usage` when it is no good picture
 */
export async function lookAt(picture: Picture): Promise<LookedAt> {
  const square = await squeezed(picture, COMPARED_SIDE, COMPARED_SIDE);
  if (Math.abs((square.width * 3) / (square.height * 4) - 1) > 0.01) return square;
  const { pixels } = await squeezed(picture, COMPARED_SIDE, BARRED_HEIGHT);
  return { ...square, pixels: withoutBars(pixels) ?? square.pixels };
}

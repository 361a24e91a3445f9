import { Failure } from '../../errors.js';
import type { Picture } from '../ports.js';
import { openPicture, unreadable } from './open-picture.js';

/** As a data URL of base64 it has 256 kB, which is what Replicate wants of one (its API reference, "input"). */
const MOST_BYTES = 190_000;

/**
 * A picture to start from, made small enough to travel inside a request. Where and with what it was taken does not travel
 * with it.
 * @throws Failure `usage` when it cannot be decoded
 */
export async function referencePicture(picture: Picture): Promise<Picture> {
  for (const side of [1280, 1024, 768, 512]) {
    for (const quality of [90, 80, 70, 60]) {
      const opened = await openPicture(picture);
      const bytes = await opened
        .autoOrient()
        .resize(side, side, { fit: 'inside', withoutEnlargement: true })
        .flatten({ background: '#000' })
        .jpeg({ quality })
        .toBuffer()
        .catch((error: unknown) => {
          throw unreadable(error);
        });
      if (bytes.byteLength <= MOST_BYTES) return { bytes, type: 'image/jpeg' };
    }
  }
  throw new Failure('usage', 'the picture to start from cannot be made small enough', 'use a simpler one');
}

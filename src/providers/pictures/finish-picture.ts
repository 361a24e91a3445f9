import { MOST_THUMBNAIL_BYTES, THUMBNAIL } from '../../domain/picture-size.js';
import type { FinishedPicture, Picture } from '../ports.js';
import { openPicture, unreadable } from './open-picture.js';

const QUALITIES = [90, 85, 80, 75, 70, 60, 50, 40, 30, 20, 10] as const;

/**
 * A picture as a thumbnail: upright, cut to 16:9 around its middle, 1280 by 720, opaque, in sRGB; EXIF, ICC and all other
 * riders stay behind. A JPEG under 2 MB is made beside a PNG that is over it.
 * @throws Failure `usage` when it cannot be decoded
 */
export async function finishPicture(picture: Picture): Promise<FinishedPicture> {
  const opened = await openPicture(picture);
  try {
    const { width, height } = THUMBNAIL;
    const { data, info } = await opened
      .autoOrient()
      .resize(width, height, { fit: 'cover' })
      .flatten({ background: '#000' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { default: sharp } = await import('sharp');
    const plain = sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
    const png = await plain.clone().png({ compressionLevel: 9 }).toBuffer();
    if (png.byteLength <= MOST_THUMBNAIL_BYTES) return { png, jpeg: null };
    for (const quality of QUALITIES) {
      const jpeg = await plain.clone().jpeg({ quality }).toBuffer();
      if (jpeg.byteLength <= MOST_THUMBNAIL_BYTES) return { png, jpeg };
    }
    return { png, jpeg: null };
  } catch (error) {
    throw unreadable(error);
  }
}

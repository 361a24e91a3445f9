import type { Sharp } from 'sharp';
import { MOST_PICTURE_BYTES } from '../../domain/picture-size.js';
import { pictureTypeOf } from '../../domain/picture-type.js';
import { Failure } from '../../errors.js';
import type { Picture } from '../ports.js';

/** A picture may have so many: as large as cameras make them, and no bomb. */
const MOST_PIXELS = 40_000_000;

const FORMATS: Readonly<Record<Picture['type'], string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpeg',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'heif',
};

/**
 * A picture ready to be decoded: it is what it was said to be, and neither its file nor its pixels are too many. Only its
 * header was read so far. Of an animation the first frame counts.
 * @throws Failure `usage` naming what is wrong with it
 */
export async function openPicture({ bytes, type }: Picture): Promise<Sharp> {
  if (bytes.byteLength > MOST_PICTURE_BYTES) throw unusable(`it has more than ${MOST_PICTURE_BYTES / 1_000_000} MB`);
  if (pictureTypeOf(bytes) !== type) throw unusable('it is not of the type that it claims to be');
  const { default: sharp } = await import('sharp');
  const picture = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'truncated', sequentialRead: true });
  const { format, width, height } = await picture.metadata().catch((error: unknown) => {
    throw unreadable(error);
  });
  if (format !== FORMATS[type]) throw unusable('it is not of the type that it claims to be');
  if (width * height > MOST_PIXELS) throw tooManyPixels();
  return picture;
}

/** What the decoder says of a picture that it cannot decode: its own words may quote what is in it. */
export function unreadable(error: unknown): Failure {
  if (error instanceof Failure) return error;
  return error instanceof Error && /pixel limit/i.test(error.message)
    ? tooManyPixels()
    : unusable('it is damaged, or not whole');
}

function tooManyPixels(): Failure {
  return unusable(`it has more than ${MOST_PIXELS / 1_000_000} million pixels`);
}

function unusable(why: string): Failure {
  return new Failure('usage', `the picture cannot be used: ${why}`, 'use a PNG, JPEG, WebP, GIF or AVIF of usual size');
}

/** The types of pictures that are taken from strangers; SVG is a program, and what is not here was never asked for. */
export const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif'] as const;
export type PictureType = (typeof PICTURE_TYPES)[number];

/**
 * The type of a picture by its first bytes, whatever its name or a `Content-Type` says; null for anything else.
 * Signatures: WHATWG MIME Sniffing, "Matching an image type pattern" (https://mimesniff.spec.whatwg.org/); AVIF by the
 * brands of its `ftyp` box (AV1 Image File Format, 1.1.0, section 5.2).
 */
export function pictureTypeOf(bytes: Uint8Array): PictureType | null {
  const letters = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  if (letters(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (letters(0, 3) === '\xff\xd8\xff') return 'image/jpeg';
  if (letters(0, 4) === 'RIFF' && letters(8, 12) === 'WEBP') return 'image/webp';
  if (/^GIF8[79]a$/.test(letters(0, 6))) return 'image/gif';
  if (letters(4, 8) === 'ftyp' && /^(?:.{4})*avi[fs]/s.test(letters(8, 40))) return 'image/avif';
  return null;
}

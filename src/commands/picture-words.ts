import { bytesInWords } from '../domain/bytes-in-words.js';
import type { PictureFacts } from '../tools/picture-facts.js';

/** What a picture is, in a few words: `1280×720 JPEG, 145.2 kB`. */
export function factWords({
  width,
  height,
  type,
  bytes,
}: Pick<PictureFacts, 'width' | 'height' | 'type' | 'bytes'>): string {
  return `${width}×${height} ${type.replace('image/', '').toUpperCase()}, ${bytesInWords(bytes)}`;
}

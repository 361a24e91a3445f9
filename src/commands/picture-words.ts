import { bytesInWords } from '../domain/bytes-in-words.js';
import type { PictureFacts } from '../tools/picture-facts.js';
import { quotedWords } from './topic-flags.js';

/** What a picture is, in a few words: `1280×720 JPEG, 145.2 kB`. */
export function factWords({
  width,
  height,
  type,
  bytes,
}: Pick<PictureFacts, 'width' | 'height' | 'type' | 'bytes'>): string {
  return `${width}×${height} ${type.replace('image/', '').toUpperCase()}, ${bytesInWords(bytes)}`;
}

/** A file or address as it is typed into a shell: in quotes where it holds more than plain signs. */
export function quotedPath(place: string): string {
  return /^[\p{L}\p{M}\p{N}_./:-]+$/u.test(place) ? place : quotedWords(place);
}

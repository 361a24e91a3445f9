import { expect, it } from 'vitest';
import { bytesInWords } from '../../src/domain/bytes-in-words.js';

it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1.0 kB'],
  [999_949, '999.9 kB'],
  [999_950, '1.0 MB'],
  [67_108_864, '67.1 MB'],
  [5_000_000_000_000, '5000.0 GB'],
])('writes %i bytes as %s', (bytes, words) => {
  expect(bytesInWords(bytes)).toBe(words);
});

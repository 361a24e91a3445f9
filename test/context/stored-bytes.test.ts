import { expect, it } from 'vitest';
import { storedBytes } from '../../src/context/stored-bytes.js';

it('gives out as many random bytes as are asked for, none of them twice', () => {
  const take = storedBytes();
  const counts = [...Array.from({ length: 2000 }, () => 20), 10_000, 0, 32];
  const taken = counts.map((count) => take(count));
  expect(taken.map((bytes) => bytes.length)).toEqual(counts);
  const texts = taken.filter((bytes) => bytes.length > 0).map((bytes) => Buffer.from(bytes).toString('hex'));
  expect(new Set(texts).size).toBe(texts.length);
  // What was given out stays as it was, whatever is asked for later.
  expect(Buffer.from(taken[0] ?? []).toString('hex')).toBe(texts[0]);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileSlug } from '../../src/domain/file-slug.js';

describe('the beginning of a file name', () => {
  it.each([
    ['A red fox — in the snow!', 'a-red-fox-in-the-snow'],
    ['Crème brûlée, 100 %', 'creme-brulee-100'],
    ['../../etc/passwd', 'etc-passwd'],
    ['..\\..\\boot.ini', 'boot-ini'],
    ['C:\\con', 'c-con'],
    ['狐', 'thumbnail'],
    ['', 'thumbnail'],
    ['\u202egnp.exe', 'gnp-exe'],
    ['a\u0000b\nc', 'a-b-c'],
    ['word '.repeat(40), 'word-word-word-word-word-word'],
    ['x'.repeat(300), 'x'.repeat(32)],
  ])('of %j is %j', (words, slug) => {
    expect(fileSlug(words)).toBe(slug);
  });

  it('is harmless on every file system, whatever the words are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (words) => {
        expect(fileSlug(words)).toMatch(/^(?=.{1,32}$)[a-z0-9]+(?:-[a-z0-9]+)*-?$/);
      }),
      { numRuns: 5_000 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import { keptOf, wordsAfterProgram, wordsOfLine } from '../../../src/domain/completion/words-of-line.js';

describe('the words of a line', () => {
  it.each([
    ['', ['']],
    ['insight ', ['insight', '']],
    ['insight  outl', ['insight', 'outl']],
    ['a "b c" d', ['a', 'b c', 'd']],
    ['a \'b "c', ['a', 'b "c']],
    ['a b\\ c', ['a', 'b c']],
    ['a "b\\"c\\d', ['a', 'b"c\\d']],
    ['a "" ', ['a', '', '']],
    ['a $(b) `c`', ['a', '$(b)', '`c`']],
    ['a\\', ['a']],
  ])('%j', (line, words) => {
    expect(wordsOfLine(line)).toEqual(words);
  });
});

it.each([
  ['insight out', ['out']],
  ['TZ=UTC A="b c" insight out', ['out']],
  ['insight', []],
])('after the program in %j', (line, words) => {
  expect(wordsAfterProgram(line)).toEqual(words);
});

it.each([
  ['@kurz', 'kurz', 1],
  ['--format=js', 'js', 9],
  ['--format=', '', 9],
  ['outl', 'outl', 0],
  ['Table da', 'Table\\ da', 0],
  ["don't", "don't", 0],
  ['other', 'nothing of it', 0],
])('of %j a shell that replaces %j keeps %i', (word, replaced, kept) => {
  expect(keptOf(word, replaced)).toBe(kept);
});

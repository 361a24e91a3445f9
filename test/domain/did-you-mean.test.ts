import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/domain/did-you-mean.js';

const NAMES = ['format', 'tz', 'source', 'youtubeUrl', 'feedsUrl'];

describe('nearest', () => {
  it.each([
    ['a swap of neighbours', 'fromat', 'format'],
    ['a missing letter', 'sorce', 'source'],
    ['a letter too many', 'formatt', 'format'],
    ['a wrong letter', 'xource', 'source'],
    ['two slips in a longer word', 'yuotubeUr', 'youtubeUrl'],
    ['another case', 'YOUTUBEURL', 'youtubeUrl'],
    ['one slip in a short word', 'tx', 'tz'],
    ['the word itself', 'tz', 'tz'],
    ['too many slips', 'frmta1', null],
    ['another word', 'colour', null],
    ['nothing', '', null],
  ])('%s', (_, word, meant) => {
    expect(nearest(word, NAMES)).toBe(meant);
  });

  it('prefers the nearer one, then the first', () => {
    expect(nearest('list', ['lost', 'list'])).toBe('list');
    expect(nearest('lxst', ['lost', 'list'])).toBe('lost');
    expect(nearest('lost', [])).toBeNull();
  });

  it('finds any word of four letters or more with two neighbours swapped', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{4,12}$/), fc.nat(), (word, seed) => {
        const at = seed % (word.length - 1);
        const swapped = word.slice(0, at) + word.slice(at + 1, at + 2) + word.slice(at, at + 1) + word.slice(at + 2);
        expect(nearest(swapped, [word])).toBe(word);
      }),
    );
  });

  it('is quick with endless words', () => {
    expect(nearest('f'.repeat(5_000_000), NAMES)).toBeNull();
  });
});

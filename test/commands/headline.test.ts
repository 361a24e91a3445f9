import { expect, it } from 'vitest';
import { spamLines } from '../../src/commands/headline.js';

it('says how many videos have too many hashtags, one as one', () => {
  expect([0, 1, 2].map((spamMarked) => spamLines({ spamMarked }))).toEqual([
    [],
    ['1 video has more than 60 hashtags: YouTube ignores them all.'],
    ['2 videos have more than 60 hashtags: YouTube ignores them all.'],
  ]);
});

import { expect, it } from 'vitest';
import { unmarked } from '../../src/output/unmarked.js';

it('makes no link of an address that a stranger wrote, alone or among words', () => {
  expect(unmarked('https://evil.example/login')).toBe(String.raw`https\://evil.example/login`);
  expect(unmarked('win: http://evil.example!')).toBe(String.raw`win: http\://evil.example!`);
  expect(unmarked('see www.evil.example, WWW.evil.example')).toBe(String.raw`see www\.evil.example, WWW\.evil.example`);
  expect(unmarked('https://www.youtube.com.evil.example/a_b')).toBe(
    String.raw`https\://www\.youtube.com.evil.example/a\_b`,
  );
});

it('leaves a bare address of YouTube whole, and words as they are', () => {
  const watch = 'https://www.youtube.com/watch?v=a_b-c_d_e_f';
  expect(unmarked(watch)).toBe(watch);
  expect(unmarked('12:30 at 5:/ and more. Awww...')).toBe('12:30 at 5:/ and more. Awww...');
});

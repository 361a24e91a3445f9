import { expect, it } from 'vitest';
import { clockCheck } from '../../../src/domain/doctor/clock.js';
import { diskCheck } from '../../../src/domain/doctor/disk.js';
import { listed } from '../../../src/domain/doctor/listed.js';

it.each<[number[], string, RegExp]>([
  [[], 'ok', /not compared/],
  [[0.4, -1, 2], 'ok', /^right/],
  [[60], 'ok', /^right/],
  [[61], 'warning', /^61 seconds ahead/],
  [[-600], 'warning', /^10 minutes behind/],
  [[3_600], 'warning', /^60 minutes ahead/],
  [[90_000], 'problem', /^25 hours ahead/],
  [[-31_536_000], 'problem', /^365 days behind/],
  // One server whose clock is wrong says nothing.
  [[0, 90_000, 1], 'ok', /^right/],
])('a clock %j seconds ahead is %s', (ahead, state, words) => {
  const check = clockCheck(ahead);
  expect([check.state, check.message]).toEqual([state, expect.stringMatching(words)]);
  expect(check.hint === null).toBe(state === 'ok');
});

it.each([
  [0, 'problem'],
  [9_999_999, 'problem'],
  [10_000_000, 'warning'],
  [199_999_999, 'warning'],
  [200_000_000, 'ok'],
])('%i bytes of room are %s', (free, state) => {
  expect(diskCheck('/home/you', free).state).toBe(state);
});

it('names the first few, and counts the rest', () => {
  expect(listed(['a', 'b'])).toBe('a, b');
  expect(listed(Array.from('abcdefgh'))).toBe('a, b, c, d, e, f and 2 more');
});

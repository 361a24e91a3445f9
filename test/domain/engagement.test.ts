import { expect, test } from 'vitest';
import { engagementRate } from '../../src/domain/engagement.js';

test('engagement is likes and comments for each view', () => {
  expect(engagementRate({ views: 1000, likes: 38, comments: 3 })).toBe(0.041);
});

test('a video that nobody has viewed has an engagement of 0', () => {
  expect(engagementRate({ views: 0, likes: 0, comments: 0 })).toBe(0);
});

test.each([
  { views: null, likes: 1, comments: 1 },
  { views: 10, likes: null, comments: 1 },
  { views: 10, likes: 1, comments: null },
  { views: 0, likes: null, comments: 0 },
])('hidden or unknown counts make it unknown: %o', (counts) => {
  expect(engagementRate(counts)).toBeNull();
});

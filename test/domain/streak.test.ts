import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { runsOf } from '../../src/domain/streak.js';

test.each([
  ['nothing', [], 10, 0, 0],
  ['one in the running period', [10], 10, 1, 1],
  ['the running period has not continued it yet', [7, 8, 9], 10, 3, 3],
  ['a whole empty period broke it', [6, 7, 8], 10, 0, 3],
  ['repeats and any order', [9, 8, 9, 10, 8], 10, 3, 3],
  ['the longest was another one', [1, 2, 3, 4, 9, 10], 10, 2, 4],
])('%s', (_, periods, now, current, longest) => {
  expect(runsOf(periods, now)).toEqual({ current, longest });
});

test('the current run is never longer than the longest, and no run longer than there are periods', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60 })), (periods) => {
      const { current, longest } = runsOf(periods, 60);
      expect(longest).toBeGreaterThanOrEqual(current);
      expect(longest).toBeLessThanOrEqual(new Set(periods).size);
      expect(longest).toBeGreaterThanOrEqual(periods.length > 0 ? 1 : 0);
    }),
  );
});

test('another upload never shortens a run', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60 })), fc.integer({ min: 0, max: 60 }), (periods, more) => {
      const before = runsOf(periods, 60);
      const after = runsOf([...periods, more], 60);
      expect(after.current).toBeGreaterThanOrEqual(before.current);
      expect(after.longest).toBeGreaterThanOrEqual(before.longest);
    }),
  );
});

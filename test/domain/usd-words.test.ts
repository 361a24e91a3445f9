import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usdRange, usdWords } from '../../src/domain/usd-words.js';

describe('US dollars in words', () => {
  it.each([
    [0, '$0'],
    [0.000_05, 'less than $0.0001'],
    [0.000_1, '$0.0001'],
    [0.002_14, '$0.00214'],
    [0.003, '$0.003'],
    [0.1, '$0.10'],
    [0.104, '$0.104'],
    [0.5, '$0.50'],
    [1, '$1.00'],
    [12.345_6, '$12.35'],
    [null, 'an unknown price'],
  ])('%s is %s', (usd, words) => {
    expect(usdWords(usd)).toBe(words);
  });

  it('say what was meant to within a hundredth of it', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.0001, max: 1000, noNaN: true }), (usd) => {
        expect(Math.abs(Number(usdWords(usd).slice(1)) - usd)).toBeLessThanOrEqual(usd / 100);
      }),
    );
  });

  it('name a range by its ends, and an open one as open', () => {
    expect(usdRange(0.01, 0.02)).toBe('$0.01 to $0.02');
    expect(usdRange(0.01, 0.01)).toBe('$0.01');
    expect(usdRange(0, null)).toBe('an unknown price');
    expect(usdRange(0.03, null)).toBe('$0.03 or more');
  });
});

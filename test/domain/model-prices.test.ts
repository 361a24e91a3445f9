import { describe, expect, it } from 'vitest';
import { modelCost } from '../../src/domain/model-prices.js';

const MILLION = { tokensIn: 1_000_000, tokensOut: 1_000_000 };
const NOVEMBER = Date.parse('2026-11-21T00:00:00Z');

describe('what tokens cost', () => {
  it.each([
    ['gemini-3.8-flash', NOVEMBER, 4.5],
    ['gemini-3.8-flash', Date.parse('2026-12-31T23:59:59.999Z'), 4.5],
    ['gemini-3.8-flash', Date.parse('2027-01-01T00:00:00Z'), 9],
    ['gemini-3.5-flash', NOVEMBER, 10.5],
    ['gemini-3.5-flash-lite', NOVEMBER, 2.8],
    ['gemini-embedding-2', NOVEMBER, 0.2],
  ])('of %s follows the price list of its day', (model, at, usd) => {
    expect(modelCost(model, MILLION, at)).toBeCloseTo(usd, 10);
  });

  it('counts what goes in and what comes out apart', () => {
    expect(modelCost('gemini-3.8-flash', { tokensIn: 2000, tokensOut: 1000 }, NOVEMBER)).toBeCloseTo(0.00525, 10);
    expect(modelCost('gemini-3.8-flash', { tokensIn: 0, tokensOut: 0 }, NOVEMBER)).toBe(0);
  });

  it.each(['gemini-3.7-flash', 'gemini-3.8-flash-preview', '', '__proto__', 'constructor'])(
    'is not known of %j',
    (model) => {
      expect(modelCost(model, MILLION, NOVEMBER)).toBeNull();
    },
  );
});

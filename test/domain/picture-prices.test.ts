import { expect, it } from 'vitest';
import { PICTURE_PRICES, picturePrice } from '../../src/domain/picture-prices.js';

it('every price has an origin and a day, and stands there once', () => {
  const names = PICTURE_PRICES.map(({ provider, model }) => `${provider} ${model}`);
  expect(new Set(names).size).toBe(names.length);
  for (const { usd, source, date } of PICTURE_PRICES) {
    expect(usd).toBeGreaterThanOrEqual(0);
    expect(URL.canParse(source)).toBe(true);
    expect(date).toMatch(/^20\d\d-\d\d-\d\d$/);
  }
});

it('what is not on the list has no price, which is not the same as none', () => {
  expect(picturePrice('replicate', 'black-forest-labs/flux-schnell')?.usd).toBe(0.003);
  expect(picturePrice('pollinations-legacy', 'flux')?.usd).toBe(0);
  expect(picturePrice('replicate', 'somebody/some-model')).toBeNull();
  expect(picturePrice('replicate', 'flux')).toBeNull();
});

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Format } from '../../src/domain/format.js';
import { TypicalViews } from '../../src/domain/multiple.js';

function multiplesOfTypical(set: readonly { format: Format | null; views: number | null }[]): (number | null)[] {
  const typical = new TypicalViews();
  for (const one of set) typical.add(one);
  return set.map((one) => typical.multipleOf(one));
}

const of = (format: Format | null, ...views: (number | null)[]) => views.map((some) => ({ format, views: some }));

test('each format has its own typical views, the video itself included', () => {
  // Medians by hand: long (200 + 300) / 2 = 250, short (20 + 30) / 2 = 25.
  expect(multiplesOfTypical([...of('long', 100, 200, 300, 1000), ...of('short', 10, 20, 30, 100)])).toEqual([
    0.4, 0.8, 1.2, 4, 0.4, 0.8, 1.2, 4,
  ]);
});

test('three of a format have no typical views, and only known views count', () => {
  expect(multiplesOfTypical([...of('long', 100, 200, 300), ...of('short', 10)])).toEqual([null, null, null, null]);
  expect(multiplesOfTypical(of('long', 100, 200, 300, null))).toEqual([null, null, null, null]);
  expect(multiplesOfTypical(of('long', 100, 200, 300, 400, null))).toEqual([0.4, 0.8, 1.2, 1.6, null]);
});

test('videos of unknown format are measured against each other', () => {
  expect(multiplesOfTypical(of(null, 1, 2, 2, 4))).toEqual([0.5, 1, 1, 2]);
});

test('a median of 0 gives no multiple', () => {
  expect(multiplesOfTypical(of('live', 0, 0, 0, 5))).toEqual([null, null, null, null]);
});

test('with an odd number of one format somebody is exactly typical', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 5, maxLength: 31 }), (views) => {
      fc.pre(views.length % 2 === 1);
      expect(multiplesOfTypical(of('long', ...views))).toContain(1);
    }),
  );
});

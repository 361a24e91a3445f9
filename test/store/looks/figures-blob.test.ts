import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresBlob, readFigures } from '../../../src/store/looks/figures-blob.js';

const count = fc.option(
  fc.maxSafeNat().filter((value) => value < Number.MAX_SAFE_INTEGER),
  { nil: null },
);
const counts = fc.record({ views: count, likes: count, comments: count });
const figures = fc
  .uniqueArray(fc.tuple(fc.nat(100_000), counts), { selector: ([number]) => number, maxLength: 80 })
  .map((entries) => new Map(entries));

describe('the figures of a look as bytes', () => {
  it('are read as they were written, unknown ones too', () => {
    fc.assert(
      fc.property(figures, fc.string(), (some, label) => {
        const read = readFigures(figuresBlob(some, label), label);
        expect(read).toEqual(new Map([...some].sort(([a], [b]) => a - b)));
      }),
    );
  });

  it('are the same bytes in whatever order they come', () => {
    fc.assert(
      fc.property(figures, (some) => {
        expect(figuresBlob(new Map([...some].reverse()), 'x').equals(figuresBlob(some, 'x'))).toBe(true);
      }),
    );
  });

  it('are never read wrong: any changed, lost or added byte is noticed, and another label', () => {
    fc.assert(
      fc.property(figures, fc.nat(), fc.integer({ min: 1, max: 255 }), fc.nat(60), (some, place, change, cut) => {
        const blob = figuresBlob(some, 'a 1');
        const flipped = Buffer.from(blob);
        const at = place % blob.length;
        flipped[at] = (flipped[at] ?? 0) ^ change;
        const wrong = [flipped, blob.subarray(0, cut % blob.length), Buffer.concat([blob, Buffer.alloc(1)])];
        expect(wrong.map((each) => readFigures(each, 'a 1'))).toEqual([null, null, null]);
        expect(readFigures(blob, 'a 2')).toBeNull();
      }),
    );
  });

  it('take eight bytes of a usual video: 200 with views in the ten thousands are below 1,700', () => {
    const usual = Array.from(
      { length: 200 },
      (_, at) => [at, { views: 20_000 + at * 997, likes: 600 + at * 20, comments: 40 + at }] as const,
    );
    expect(figuresBlob(new Map(usual), 'x').length).toBeLessThan(1_700);
  });

  it('do not take what is no count', () => {
    for (const views of [-2, 1.5, NaN, 2 ** 53]) {
      expect(() => figuresBlob(new Map([[0, { views, likes: null, comments: null }]]), 'x')).toThrow(RangeError);
    }
  });
});

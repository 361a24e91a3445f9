import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitColumns, type Extent } from '../../src/output/fit.js';

const stiff = (width: number): Extent => ({ width, elastic: false });
const elastic = (width: number): Extent => ({ width, elastic: true });

describe('fitColumns', () => {
  it.each([
    [
      'leaves what fits',
      [stiff(5), elastic(50)],
      80,
      [
        [0, 5],
        [1, 50],
      ],
    ],
    [
      'shrinks the elastic one first',
      [stiff(5), stiff(9), elastic(50)],
      38,
      [
        [0, 5],
        [1, 9],
        [2, 20],
      ],
    ],
    [
      'down to 12',
      [stiff(5), stiff(9), elastic(50)],
      30,
      [
        [0, 5],
        [1, 9],
        [2, 12],
      ],
    ],
    [
      'then drops from the right, and the elastic one takes the room',
      [stiff(5), stiff(9), elastic(50)],
      29,
      [
        [0, 5],
        [2, 22],
      ],
    ],
    [
      'never the first',
      [stiff(20), stiff(9), elastic(50)],
      30,
      [
        [0, 20],
        [2, 8],
      ],
    ],
    [
      'shrinks the first last',
      [stiff(20), elastic(50)],
      18,
      [
        [0, 15],
        [1, 1],
      ],
    ],
    [
      'levels several elastic ones',
      [elastic(40), stiff(3), elastic(20)],
      45,
      [
        [0, 19],
        [1, 3],
        [2, 19],
      ],
    ],
    [
      'knows columns without an elastic one',
      [stiff(10), stiff(10), stiff(10)],
      25,
      [
        [0, 10],
        [1, 10],
      ],
    ],
  ] as const)('%s', (_, extents, available, kept) => {
    expect(fitColumns(extents, available, 2).map(({ at, width }) => [at, width])).toEqual(kept);
  });

  it('fits anything into a terminal, in order, the first column and every title among it', () => {
    const extent = fc.record({ width: fc.integer({ min: 1, max: 300 }), elastic: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(extent, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 18, max: 200 }),
        (all, available) => {
          const kept = fitColumns(all, available, 2);
          expect(kept.reduce((sum, { width }) => sum + width + 2, -2)).toBeLessThanOrEqual(available);
          const places = kept.map(({ at }) => at);
          expect(places).toEqual(places.toSorted((a, b) => a - b));
          all.forEach((one, at) => {
            if (at === 0 || one.elastic) expect(places).toContain(at);
          });
          for (const { at, width } of kept) expect(width).toBeLessThanOrEqual(all[at]?.width ?? 0);
        },
      ),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colourDistance, colourHistogram } from '../../../src/domain/likeness/colour-histogram.js';
import { differenceHash, hashDistance } from '../../../src/domain/likeness/difference-hash.js';
import { likenessOf, likest, traitsOf } from '../../../src/domain/likeness/likeness.js';
import { withoutBars, type Pixels } from '../../../src/domain/likeness/pixels.js';

const painted = (colour: (x: number, y: number) => readonly [number, number, number], height = 72): Pixels => ({
  width: 72,
  height,
  rgb: Uint8Array.from({ length: 72 * height * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3);
    return colour(pixel % 72, Math.floor(pixel / 72))[at % 3] ?? 0;
  }),
});
const grey = (value: number) => [value, value, value] as const;
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const traits = fc.record({
  dhash: fc.oneof(bytes(8), fc.constant(new Uint8Array(8))),
  histogram: fc.oneof(
    bytes(64),
    fc.nat(63).map((bin) => new Uint8Array(64).fill(255, bin, bin + 1)),
  ),
});

describe('the difference hash', () => {
  it('has a bit for each field that is brighter than its right neighbour', () => {
    expect([...differenceHash(painted((x) => grey(255 - 3 * x)))]).toEqual(Array(8).fill(255));
    expect([...differenceHash(painted((x) => grey(3 * x)))]).toEqual(Array(8).fill(0));
    // Two rows of fields: left half bright, then right half bright.
    const halves = differenceHash(painted((x, y) => grey(y < 36 === x < 40 ? 200 : 50)));
    expect([...halves]).toEqual([8, 8, 8, 8, 0, 0, 0, 0]);
  });

  it('stays the same when all gets darker', () => {
    const scene = (share: number) => painted((x, y) => grey(Math.floor(share * ((x * 37 + y * 91) % 256))));
    expect(hashDistance(differenceHash(scene(1)), differenceHash(scene(0.5)))).toBeLessThanOrEqual(2);
  });

  it('distance counts the bits that differ', () => {
    expect(hashDistance(Uint8Array.of(255, 0, 0, 0, 0, 0, 0, 1), new Uint8Array(8))).toBe(9);
  });
});

describe('the colours', () => {
  it('are counted in 64 bins', () => {
    const half = colourHistogram(painted((x) => (x < 36 ? [255, 0, 0] : [0, 0, 255])));
    expect([half[48], half[3], half.reduce((sum, share) => sum + share, 0)]).toEqual([128, 128, 256]);
  });

  it('are 0 apart from themselves, 1 from none in common, and half from half', () => {
    const [red, blue] = [colourHistogram(painted(() => [255, 0, 0])), colourHistogram(painted(() => [0, 0, 255]))];
    expect([colourDistance(red, red), colourDistance(red, blue)]).toEqual([0, 1]);
    expect(colourDistance(red, colourHistogram(painted((x) => (x < 36 ? [255, 0, 0] : [0, 255, 0]))))).toBeCloseTo(
      0.5,
      2,
    );
  });
});

describe('likeness', () => {
  it('is 1 with itself, the same both ways, and in 0…1', () => {
    fc.assert(
      fc.property(traits, traits, (a, b) => {
        expect(likenessOf(a, a)).toEqual({ likeness: 1, hashDistance: 0, colourDistance: 0 });
        expect(likenessOf(a, b)).toEqual(likenessOf(b, a));
        const { likeness } = likenessOf(a, b);
        expect(likeness >= 0 && likeness <= 1).toBe(true);
      }),
    );
  });

  it('is that of the colours alone where a picture has no shapes', () => {
    const [black, white, scene] = [
      painted(() => grey(0)),
      painted(() => grey(255)),
      painted((x, y) => ((x + y) % 24 < 12 ? grey(0) : grey(255))),
    ].map(traitsOf);
    if (black === undefined || white === undefined || scene === undefined) throw new Error('three were made');
    expect(likenessOf(black, black).likeness).toBe(1);
    expect(likenessOf(black, white).likeness).toBe(0);
    expect(likenessOf(black, scene).likeness).toBeLessThanOrEqual(0.5);
  });

  it('finds what a comparison with every picture finds, equals in their order', () => {
    fc.assert(
      fc.property(fc.array(traits, { maxLength: 60 }), traits, fc.nat(12), (pictures, to, most) => {
        const twice = [...pictures, ...pictures];
        const all = twice.map((picture) => ({ ...likenessOf(to, picture), picture }));
        expect(likest(to, twice, most)).toEqual(all.toSorted((a, b) => b.likeness - a.likeness).slice(0, most));
      }),
    );
  });

  it('goes by shapes first: a grey copy is likelier than another scene in the same colours', () => {
    const scene = painted((x, y) => [(x * 3) % 256, (y * 3) % 256, 90]);
    const other = painted((x, y) => [((71 - x) * 3) % 256, ((71 - y) * 3) % 256, 90]);
    const copy = painted((x, y) => grey(Math.round(0.299 * ((x * 3) % 256) + 0.587 * ((y * 3) % 256) + 0.114 * 90)));
    const [query, a, b] = [scene, copy, other].map(traitsOf);
    if (query === undefined || a === undefined || b === undefined) throw new Error('three were made');
    expect(likenessOf(query, a).likeness).toBeGreaterThan(likenessOf(query, b).likeness);
  });
});

describe('black bars', () => {
  const scene = (y: number) => grey(y < 12 || y >= 84 ? 8 : 180);
  it('are cut off where YouTube put them', () => {
    const cut = withoutBars(painted((_, y) => scene(y), 96));
    expect(cut).toMatchObject({ width: 72, height: 72 });
    expect(cut?.rgb.every((value) => value === 180)).toBe(true);
  });

  it('are not seen where there is a picture, or only one bar', () => {
    expect(withoutBars(painted(() => grey(180), 96))).toBeNull();
    expect(withoutBars(painted((_, y) => (y < 48 ? scene(y) : grey(180)), 96))).toBeNull();
    expect(withoutBars(painted((_, y) => scene(y)))).toBeNull();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dominantColours } from '../../../src/domain/thumbnail/dominant-colours.js';
import { measured } from '../../../src/domain/thumbnail/measures.js';
import { thumbnailScore, type ThumbnailFacts } from '../../../src/domain/thumbnail/thumbnail-score.js';

const painted = (colour: (x: number, y: number) => readonly [number, number, number]) => ({
  width: 320,
  height: 180,
  rgb: Uint8Array.from({ length: 320 * 180 * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3);
    return colour(pixel % 320, Math.floor(pixel / 320))[at % 3] ?? 0;
  }),
});
const GOOD: ThumbnailFacts = {
  brightness: 0.5,
  contrast: 0.25,
  edges: 0.1,
  colourfulness: 60,
  badgeEdges: 0.02,
  width: 1280,
  height: 720,
  bytes: 300_000,
  textShare: null,
};
const part = (facts: Partial<ThumbnailFacts>, name: string) =>
  thumbnailScore({ ...GOOD, ...facts }).parts.find((one) => one.name === name);

describe('measures (values worked out by hand)', () => {
  it('of a grey area: half as bright, and nothing else', () => {
    expect(measured(painted(() => [51, 51, 51]))).toEqual({
      brightness: expect.closeTo(0.2, 6) as number,
      contrast: expect.closeTo(0, 6) as number,
      edges: 0,
      colourfulness: 0,
      badgeEdges: 0,
    });
  });

  it('of black beside white: the greatest contrast there is, and one line of edges', () => {
    const found = measured(painted((x) => (x < 160 ? [0, 0, 0] : [255, 255, 255])));
    expect(found).toMatchObject({
      brightness: expect.closeTo(0.5, 6) as number,
      contrast: expect.closeTo(0.5, 6) as number,
    });
    expect(found.edges).toBeCloseTo(1 / 319, 9);
  });

  it('of red beside blue: colourfulness as the formula of Hasler and Süsstrunk gives it', () => {
    // rg is ±255 and 0, yb 127.5 and −255: deviations 127.5 and 191.25, means 127.5 and −63.75.
    const found = measured(painted((x) => (x < 160 ? [255, 0, 0] : [0, 0, 255])));
    expect(found.colourfulness).toBeCloseTo(Math.hypot(127.5, 191.25) + 0.3 * Math.hypot(127.5, 63.75), 6);
  });

  it('knows whether something is under the length of the video', () => {
    const busy = (x: number, y: number) => x >= 280 && y >= 155;
    const chequered = painted((x, y) => (busy(x, y) && (x + y) % 2 === 0 ? [255, 255, 255] : [0, 0, 0]));
    expect(measured(chequered).badgeEdges).toBeGreaterThan(0.8);
    expect(
      measured(painted((x, y) => (!busy(x, y) && (x + y) % 2 === 0 ? [255, 255, 255] : [0, 0, 0]))).badgeEdges,
    ).toBeLessThan(0.4);
  });

  it('names the commonest colours by their mean', () => {
    expect(
      dominantColours(
        painted((x) => (x < 240 ? [250, 10, 10] : [0, 0, 200])),
        5,
      ),
    ).toEqual([
      { hex: '#fa0a0a', share: 0.75 },
      { hex: '#0000c8', share: 0.25 },
    ]);
  });
});

describe('the score of a thumbnail', () => {
  it('is 100 where all is fine, and advises nothing', () => {
    expect(thumbnailScore(GOOD)).toMatchObject({ score: 100, weakest: null });
  });

  it.each([
    ['contrast', { contrast: 0.11 }, 9],
    ['brightness', { brightness: 0.15 }, 6],
    ['brightness', { brightness: 0.86 }, 6],
    ['edges', { edges: 0.45 }, 7],
    ['colourfulness', { colourfulness: 0 }, 0],
    ['badge', { badgeEdges: 0.31 }, 7],
    ['aspect', { width: 1080, height: 1080 }, 0],
    ['resolution', { width: 800, height: 450 }, 5],
    ['fileSize', { bytes: 2_000_001 }, 0],
  ])('%s of %j', (name, facts, points) => {
    expect(part(facts, name)?.points).toBeCloseTo(points, 9);
    expect(part(facts, name)?.advice).not.toBeNull();
    expect(thumbnailScore({ ...GOOD, ...facts }).parts.filter(({ advice }) => advice === '')).toEqual([]);
  });

  it('says nothing of writing without a model', () => {
    expect(part({}, 'textShare')).toMatchObject({ points: null, of: 0, measured: null, advice: null });
    expect(part({ textShare: 0.2 }, 'textShare')).toMatchObject({ points: 0, measured: 0.2, advice: null });
  });

  it('lies in 0…100 and is the sum of its parts, each within its weight, with advice for each that is not whole', () => {
    const facts = fc.record({
      brightness: fc.double({ min: 0, max: 1, noNaN: true }),
      contrast: fc.double({ min: 0, max: 0.5, noNaN: true }),
      edges: fc.double({ min: 0, max: 1, noNaN: true }),
      colourfulness: fc.double({ min: 0, max: 400, noNaN: true }),
      badgeEdges: fc.double({ min: 0, max: 1, noNaN: true }),
      width: fc.integer({ min: 1, max: 40_000 }),
      height: fc.integer({ min: 1, max: 40_000 }),
      bytes: fc.integer({ min: 1, max: 20_000_000 }),
      textShare: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    });
    fc.assert(
      fc.property(facts, (some) => {
        const { score, parts } = thumbnailScore(some);
        expect(score >= 0 && score <= 100.0001).toBe(true);
        expect(parts.reduce((sum, { points }) => sum + (points ?? 0), 0)).toBeCloseTo(score, 9);
        expect(parts.reduce((sum, { of }) => sum + of, 0)).toBe(100);
        for (const { points, of, advice } of parts) {
          expect(points === null || (points >= 0 && points <= of)).toBe(true);
          expect(advice === null).toBe(points === null || points === of);
          expect(advice).not.toBe('');
        }
      }),
    );
  });
});

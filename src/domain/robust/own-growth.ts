import { fitGrowth } from './fit-growth.js';
import { PUBLISHED_GROWTH, type CurveBasis, type Growth, type GrowthCurve } from './growth-curve.js';
import type { SeenTwice } from './growth-pairs.js';

/** What is younger at the first look decides the curve (days): without it an own one is far off (`npm run bench:growth`). */
export const YOUNG_DAYS = 7;

/**
 * So many videos seen twice, and so many young ones among them, make a curve of one's own that is as good as the published
 * one: on real videos its error is at most 2 % larger in about nine of ten draws (`npm run bench:growth`).
 */
export const ENOUGH = {
  long: { pairs: 1000, young: 60 },
  short: { pairs: 800, young: 100 },
} as const;

/** More pairs of a format tell no more, and take longer. */
const MOST_PAIRS = 2000;

/** The growth that own snapshots tell, by format; where they are too few, the published one. */
export function ownGrowth(pairs: readonly SeenTwice[]): Growth {
  const long = ofFormat(pairs, 'long');
  const short = ofFormat(pairs, 'short');
  return { curves: { long: long.curve, short: short.curve }, basis: { long: long.basis, short: short.basis } };
}

function ofFormat(
  all: readonly SeenTwice[],
  format: 'long' | 'short',
): { readonly curve: GrowthCurve; readonly basis: CurveBasis } {
  const pairs = evenly(
    all.filter((pair) => pair.format === format),
    MOST_PAIRS,
  );
  const young = pairs.filter(({ age }) => age < YOUNG_DAYS).length;
  const enough = pairs.length >= ENOUGH[format].pairs && young >= ENOUGH[format].young;
  const published = PUBLISHED_GROWTH.curves[format];
  const fitted = enough ? fitGrowth(pairs, published) : null;
  return {
    curve: fitted?.curve ?? published,
    basis: { basis: fitted === null ? 'published' : 'own', pairs: pairs.length },
  };
}

/** At most so many of a list, taken from all over it. */
export function evenly<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  const step = (at: number) => Math.floor((at * most) / all.length);
  return all.filter((_, at) => step(at) > step(at - 1));
}

import type { Format } from '../format.js';

/** How the views of a video grow: ln(share of its final views) = −scale · (age in days + offset)^−exponent. */
export interface GrowthCurve {
  readonly scale: number;
  readonly exponent: number;
  /** Days. */
  readonly offset: number;
}

/** The curves that ages are compared by; streams and videos of unknown format are taken to grow like long ones. */
export interface GrowthCurves {
  readonly long: GrowthCurve;
  readonly short: GrowthCurve;
}

/** What a curve was fitted on. */
export interface CurveBasis {
  /** `own`: the snapshots that are kept here; `published`: videos of French channels. */
  readonly basis: 'own' | 'published';
  /** Videos that own snapshots saw twice; too few of them where the basis is `published`. */
  readonly pairs: number;
}

/** What the curves of a result were fitted on. */
export interface GrowthBasis {
  /** Of long videos; streams and videos of unknown format go by it, too. */
  readonly long: CurveBasis;
  /** Of Shorts. */
  readonly short: CurveBasis;
}

/** The growth that a result goes by. */
export interface Growth {
  readonly curves: GrowthCurves;
  readonly basis: GrowthBasis;
}

/** Younger than this (days), a video says nothing: of such the curve was fitted on two pairs only. */
export const YOUNGEST_DAYS = 0.1;

/**
 * What `npm run bench:growth` fits on 3,924 videos of French channels seen twice, 7.4 days apart, in early 2026; a test
 * holds it to that. No stream was among them.
 */
export const PUBLISHED_GROWTH: Growth = {
  curves: {
    long: { scale: 1.298, exponent: 0.459, offset: 0 },
    short: { scale: 0.712, exponent: 0.894, offset: 0.109 },
  },
  basis: { long: { basis: 'published', pairs: 0 }, short: { basis: 'published', pairs: 0 } },
};

/** The curve of a format. */
export function growthCurveOf(format: Format | null, curves: GrowthCurves = PUBLISHED_GROWTH.curves): GrowthCurve {
  return format === 'short' ? curves.short : curves.long;
}

/**
 * ln of the share of its final views that a video of an age has usually reached: 0 for an old one, −0.7 for half of them.
 * @param ageDays at least `YOUNGEST_DAYS`
 */
export function logShare({ scale, exponent, offset }: GrowthCurve, ageDays: number): number {
  return -scale * (ageDays + offset) ** -exponent;
}

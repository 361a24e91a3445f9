import { logShare, type GrowthCurve } from './growth-curve.js';

/** One video seen twice. */
export interface GrowthPair {
  /** Days, more than 0. */
  readonly age: number;
  readonly laterAge: number;
  /** ln of the later views + 1 over the earlier views + 1. */
  readonly growth: number;
}

export interface FittedGrowth {
  readonly curve: GrowthCurve;
  /** Mean absolute difference between the growth of the pairs and that of the curve, as a logarithm. */
  readonly error: number;
}

/** Where the search begins, from curves that rise for months to curves that are done in a day. */
const EXPONENTS = [0.2, 0.35, 0.5, 0.7, 0.9, 1.2, 1.6];
const OFFSETS = [0, 0.1, 0.3, 1];
/** The search ends when no step of this size betters it: far less than the data can tell. */
const FINEST = 0.0005;

/**
 * Fits the curve by least absolute deviations, which a video gone viral between two looks does not move. The same pairs
 * give the same curve: for each exponent and offset the best scale is exact, and the two are found by a pattern search.
 * @param start where to search; left out, everywhere
 * @returns null without a pair that grew
 */
export function fitGrowth(pairs: readonly GrowthPair[], start?: GrowthCurve): FittedGrowth | null {
  const starts =
    start === undefined
      ? EXPONENTS.flatMap((exponent) => OFFSETS.map((offset) => bestScale(pairs, exponent, offset)))
      : [bestScale(pairs, start.exponent, start.offset)];
  let best = starts.reduce((one, other) => (other.error < one.error ? other : one));
  if (!(best.curve.scale > 0)) return null;
  let step = 0.1;
  while (step >= FINEST) {
    const { exponent, offset } = best.curve;
    const around = [
      bestScale(pairs, exponent + step, offset),
      bestScale(pairs, Math.max(0.05, exponent - step), offset),
      bestScale(pairs, exponent, offset + step),
      bestScale(pairs, exponent, Math.max(0, offset - step)),
    ].reduce((one, other) => (other.error < one.error ? other : one));
    if (around.error < best.error) best = around;
    else step /= 2;
  }
  return best;
}

/** With exponent and offset given, the growth is scale · x, and the best scale a weighted median of growth / x. */
function bestScale(pairs: readonly GrowthPair[], exponent: number, offset: number): FittedGrowth {
  const unit = { scale: 1, exponent, offset };
  const rises = pairs.map(({ age, laterAge, growth }) => ({
    growth,
    rise: logShare(unit, laterAge) - logShare(unit, age),
  }));
  const scale = weightedMedian(rises.map(({ growth, rise }) => ({ value: growth / rise, weight: rise })));
  const off = rises.reduce((sum, { growth, rise }) => sum + Math.abs(growth - scale * rise), 0);
  return { curve: { scale, exponent, offset }, error: off / pairs.length };
}

interface Weighed {
  readonly value: number;
  readonly weight: number;
}

const weightOf = (some: readonly Weighed[]) => some.reduce((sum, { weight }) => sum + weight, 0);

/** The least value that half of the weight lies at or below; sought around one value after another, without sorting all. */
function weightedMedian(values: readonly Weighed[]): number {
  let [among, left] = [values, weightOf(values) / 2];
  for (;;) {
    const pivot = among[among.length >> 1]?.value ?? NaN;
    const below = among.filter(({ value }) => value < pivot);
    const under = weightOf(below);
    if (below.length > 0 && left <= under) {
      among = below;
      continue;
    }
    const above = among.filter(({ value }) => value > pivot);
    left -= weightOf(among) - weightOf(above);
    if (left <= 0 || above.length === 0) return pivot;
    among = above;
  }
}

import { quantileOfSorted } from '../quantile.js';
import type { Comparable } from './comparable.js';
import { logShare } from './growth-curve.js';

/** After so many uploads one weighs half: channels move fast, and the last few tell most (`npm run bench:predict`). */
const HALF_LIFE = 3;
/** What is older weighs less than a millionth. */
const REMEMBERED = 60;
/** Fewer uploads before one make no forecast of it that would be tested. */
const FEWEST_BEFORE = 8;
/** Errors are gathered from so few uploads on, so that the first interval has some. */
const FEWEST_FOR_ERROR = 4;
/** The newest uploads that a forecast is tested on: what held years ago is of no use. */
const TESTED = 200;
/** A younger video (days) has not shown yet what it will reach. */
const OLD_ENOUGH_DAYS = 7;
/**
 * What four errors in five stay below on an average channel (`npm run bench:predict`), its first forecasts among them; and
 * how many uploads that weighs.
 */
const USUAL_ERROR = 1.14;
const USUAL_WEIGHT = 20;
/** Less than any channel has. */
const LEAST_ERROR = 0.05;
/** The share of uploads that an interval is to hold. */
const HELD = 0.8;

/** The level that the next upload of a format is expected to reach, and how far four in five stay from it. */
export interface Forecast {
  /** ln of (views + 1), in the end. */
  readonly level: number;
  readonly halfWidth: number;
}

/** How a forecast of one upload, made from those before it alone, would have done. Errors are logarithms, never negative. */
export interface TestedForecast {
  /** Of the upload, from 0, the oldest. */
  readonly place: number;
  readonly error: number;
  /** Of 1.1 times the mean views of the 50 before it. */
  readonly naiveError: number;
  readonly held: boolean;
}

/** @param group at least `FEWEST_FOR_ERROR` uploads, oldest first */
export function forecast({ levels }: Pick<Comparable, 'levels'>): Forecast {
  const errors: number[] = [];
  for (let place = firstOf(levels, REMEMBERED); place < levels.length; place += 1) errors.push(missed(levels, place));
  return { level: recentLevel(levels, levels.length), halfWidth: halfWidth(errors) };
}

/**
 * Walks through the last uploads of a format, each forecast from those before it: their views are known only as they are
 * now, so this tests the level, not how fast it is reached.
 */
export function testForecasts({ curve, levels, ages }: Comparable): readonly TestedForecast[] {
  const views = levels.map((level, place) => Math.exp(level + logShare(curve, ages[place] ?? 0)) - 1);
  const errors: number[] = [];
  const tested: TestedForecast[] = [];
  for (let place = firstOf(levels, TESTED); place < levels.length; place += 1) {
    const error = missed(levels, place);
    if (place >= FEWEST_BEFORE && (ages[place] ?? 0) >= OLD_ENOUGH_DAYS) {
      const last = views.subarray(Math.max(0, place - 50), place);
      const naive = (1.1 * last.reduce((sum, one) => sum + one, 0)) / last.length;
      tested.push({
        place,
        error,
        naiveError: Math.abs(Math.log((views[place] ?? 0) + 1) - Math.log(naive + 1)),
        held: error <= halfWidth(errors.slice(-REMEMBERED)),
      });
    }
    errors.push(error);
  }
  return tested;
}

/** The first upload whose error counts, when so many of the last are asked for. */
function firstOf(levels: Float64Array, last: number): number {
  return Math.max(FEWEST_FOR_ERROR, levels.length - last);
}

/** How far an upload lies from what those before it let expect. */
function missed(levels: Float64Array, place: number): number {
  return Math.abs((levels[place] ?? 0) - recentLevel(levels, place));
}

/** The weighted median of the levels before a place, the newest weighing most; between two neighbours in proportion. */
export function recentLevel(levels: Float64Array, before: number): number {
  const start = Math.max(0, before - REMEMBERED);
  const weighed = Array.from(levels.subarray(start, before), (level, at) => ({
    level,
    weight: 0.5 ** ((before - start - 1 - at) / HALF_LIFE),
  })).sort((a, b) => a.level - b.level);
  const half = weighed.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let passed = 0;
  let last: { readonly level: number; readonly middle: number } | null = null;
  for (const { level, weight } of weighed) {
    const middle = passed + weight / 2;
    if (middle >= half) {
      if (last === null) return level;
      return last.level + ((half - last.middle) / (middle - last.middle)) * (level - last.level);
    }
    passed += weight;
    last = { level, middle };
  }
  return last?.level ?? 0;
}

/** What four errors in five stay below, drawn towards what is usual: the fewer errors, the more. */
function halfWidth(errors: readonly number[]): number {
  const own = quantileOfSorted(Float64Array.from(errors).sort(), HELD) ?? USUAL_ERROR;
  const log = errors.length * Math.log(Math.max(own, LEAST_ERROR)) + USUAL_WEIGHT * Math.log(USUAL_ERROR);
  return Math.exp(log / (errors.length + USUAL_WEIGHT));
}

import type { Format } from '../format.js';
import { median } from '../quantile.js';
import type { Comparable } from './comparable.js';
import { forecast, testForecasts } from './forecast.js';
import { logShare } from './growth-curve.js';
import { FEWEST_OF_FORMAT } from './robust-verdict.js';

const AFTER_DAYS = [7, 30, 90] as const;
/** Fewer tested forecasts say nothing about how good they are. */
const FEWEST_TESTED = 4;

/** Views that an upload is expected to have at an age; four in five should lie between `low` and `high`. */
export interface ExpectedViews {
  readonly afterDays: number;
  readonly views: number;
  readonly low: number;
  readonly high: number;
}

/** How levels from earlier uploads alone did on the later ones, known as of today, not at 7, 30 or 90 days: medians of absolute errors as logarithms. */
export interface BackTest {
  readonly n: number;
  readonly error: number;
  /** Of the mean of the last 50 × 1.1. */
  readonly naiveError: number;
  /** Whether the simple one did better here: go by it then. */
  readonly naiveBetter: boolean;
  /** The share of uploads that the interval held. */
  readonly held: number;
}

/** What the next upload of a format may expect. */
export interface NextViews {
  readonly format: Format | null;
  /** The uploads that it follows from. */
  readonly n: number;
  readonly expected: readonly ExpectedViews[];
  /** Null when there are too few to tell. */
  readonly backTest: BackTest | null;
}

/** What the next upload of each format may expect, the commonest format first; nothing of one with fewer than eight. */
export function nextViews(groups: readonly Comparable[]): readonly NextViews[] {
  return groups
    .filter(({ levels }) => levels.length >= FEWEST_OF_FORMAT)
    .sort((a, b) => b.levels.length - a.levels.length)
    .map((group) => {
      const { level, halfWidth } = forecast(group);
      const expected = AFTER_DAYS.map((afterDays) => {
        const then = level + logShare(group.curve, afterDays);
        const views = (offset: number) => Math.max(0, Math.exp(then + offset) - 1);
        return { afterDays, views: views(0), low: views(-halfWidth), high: views(halfWidth) };
      });
      return { format: group.format, n: group.levels.length, expected, backTest: backTestOf(group) };
    });
}

function backTestOf(group: Comparable): BackTest | null {
  const tested = testForecasts(group);
  const error = median(tested.map((one) => one.error));
  const naiveError = median(tested.map((one) => one.naiveError));
  if (tested.length < FEWEST_TESTED || error === null || naiveError === null) return null;
  const naiveBetter = naiveError < error;
  return {
    n: tested.length,
    error,
    naiveError,
    naiveBetter,
    held: tested.filter(({ held }) => held).length / tested.length,
  };
}

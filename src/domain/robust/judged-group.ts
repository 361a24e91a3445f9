import type { Steps } from '../steps.js';
import type { Comparable } from './comparable.js';
import { logShare } from './growth-curve.js';
import { localResiduals, quartilesAround } from './local-baseline.js';
import { spreadOf, type Spread } from './robust-scale.js';
import { FEWEST_OF_FORMAT, robustVerdict, type RobustVerdict } from './robust-verdict.js';

/** What the uploads around a video usually have at its age; null where that cannot be told. */
export interface UsualViews {
  /** Their median. */
  readonly views: number | null;
  readonly p25: number | null;
  readonly p75: number | null;
  /** How many uploads that is. */
  readonly n: number | null;
}

/** The videos of one format, judged against each other. Each is named by its rank: 0 is the oldest. */
export class JudgedGroup {
  /** @param spread null when there are too few to tell */
  constructor(
    readonly comparable: Comparable,
    private readonly residuals: Float64Array,
    readonly spread: Spread | null,
  ) {}

  z(rank: number): number | null {
    return this.spread === null ? null : (this.#residual(rank) - this.spread.middle) / this.spread.scale;
  }

  /** How many times the usual views it has. */
  multiple(rank: number): number {
    return Math.exp(this.#residual(rank));
  }

  verdict(rank: number): RobustVerdict {
    return robustVerdict(this.z(rank) ?? 0, this.#residual(rank));
  }

  usual(rank: number): UsualViews {
    const { levels, ages, curve } = this.comparable;
    const { q1, q3, n } = quartilesAround(levels, rank);
    const share = logShare(curve, ages[rank] ?? 0);
    const views = (level: number) => Math.max(0, Math.exp(level + share) - 1);
    return { views: views((levels[rank] ?? 0) - this.#residual(rank)), p25: views(q1), p75: views(q3), n };
  }

  #residual(rank: number): number {
    return this.residuals[rank] ?? 0;
  }
}

export function* judgeGroup(comparable: Comparable): Steps<JudgedGroup> {
  const { levels } = comparable;
  if (levels.length < FEWEST_OF_FORMAT) return new JudgedGroup(comparable, new Float64Array(levels.length), null);
  const residuals = yield* localResiduals(levels);
  return new JudgedGroup(comparable, residuals, spreadOf(residuals));
}

/** Runs of consecutive periods with at least one upload, counted in periods. */
export interface Runs {
  /** The run that still goes on; 0 when the last whole period and the running one are empty. */
  readonly current: number;
  readonly longest: number;
}

/**
 * Finds the current and the longest run of neighbouring periods.
 * The running period does not break a run that it has not yet continued: the current run may end one period ago.
 * @param periods the number of the period of each upload, in any order, repeats welcome
 * @param now the number of the running period; none of `periods` may be later
 */
export function runsOf(periods: readonly number[], now: number): Runs {
  const inOrder = [...new Set(periods)].sort((a, b) => a - b);
  let longest = 0;
  let run = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (const period of inOrder) {
    run = period === last + 1 ? run + 1 : 1;
    longest = Math.max(longest, run);
    last = period;
  }
  return { current: last >= now - 1 ? run : 0, longest };
}

/** Something to be counted: `address:192.0.2.1:usual`. */
export interface Count {
  readonly key: string;
  readonly windowMs: number;
}

/** How often something was counted in the window that is open. */
export interface Counted {
  readonly key: string;
  readonly count: number;
  /** When the window ends, milliseconds since 1970. */
  readonly until: number;
}

/**
 * Counts in fixed windows, each opened by the first request in it. One number and one time per key, changed in one step:
 * exact however many ask at once, and just what the RateLimit fields can say (so many left, so long). Its price is known:
 * around the end of a window twice the quota may pass. What is refused lengthens nothing.
 */
export interface Counters {
  /** Counts each once more. @param now milliseconds since 1970 */
  count(counts: readonly Count[], now: number): Promise<readonly Counted[]>;
}

/** Below this many keys nothing is thrown away. */
const FEW = 1000;

/** For one process: the embedded database has one, and a write to it per request would cost more than the request. */
export function memoryCounters(): Counters {
  const open = new Map<string, Counted>();
  let sweepAt = FEW;
  const countOne = ({ key, windowMs }: Count, now: number): Counted => {
    const known = open.get(key);
    const counted =
      known === undefined || known.until <= now
        ? { key, count: 1, until: now + windowMs }
        : { key, count: known.count + 1, until: known.until };
    open.set(key, counted);
    return counted;
  };
  return {
    count: (counts, now) => {
      const counted = counts.map((one) => countOne(one, now));
      if (open.size > sweepAt) {
        for (const [key, { until }] of open) if (until <= now) open.delete(key);
        sweepAt = Math.max(FEW, open.size * 2);
      }
      return Promise.resolve(counted);
    },
  };
}

import { Failure } from '../errors.js';
import { isBusy } from './sqlite-error.js';

/** How a process waits for another one: injected, so that a test neither sleeps nor rolls dice. */
export interface Waiting {
  /** Blocks this thread for so many milliseconds. */
  sleep(milliseconds: number): void;
  /** A number in [0, 1). */
  random(): number;
  /** Milliseconds on a clock that only goes forward. */
  elapsed(): number;
}

export const DEADLINE_MS = 10_000;
const SHORTEST_MS = 1;
const LONGEST_MS = 14;

/** Waits for real. The wait blocks, since SQLite is called synchronously and a transaction must not be interleaved. */
export function realWaiting(random: () => number): Waiting {
  const never = new Int32Array(new SharedArrayBuffer(4));
  return {
    sleep: (milliseconds) => void Atomics.wait(never, 0, 0, milliseconds),
    random,
    elapsed: () => performance.now(),
  };
}

/**
 * Runs `attempt` until no other process is in its way. SQLite's own busy handler is not used: its growing pauses
 * starve writers (one of four made 44,409 commits while the others made one each), short random ones do not.
 * @throws Failure `unexpected` when the file stays busy for 10 s; whatever else `attempt` throws
 */
export function retrying<T>(waiting: Waiting, attempt: () => T): T {
  const start = waiting.elapsed();
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (waiting.elapsed() - start >= DEADLINE_MS) {
        const message = `Another process has kept the database busy for ${DEADLINE_MS / 1000} seconds`;
        throw new Failure('unexpected', message, 'Try again when the other insight has ended', { cause: error });
      }
      waiting.sleep(SHORTEST_MS + waiting.random() * (LONGEST_MS - SHORTEST_MS));
    }
  }
}

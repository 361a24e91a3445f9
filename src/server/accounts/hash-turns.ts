import { Problem } from '../http/problem.js';

/** Each takes 19 MiB and one of the four threads that Node has for files and names too. */
const MOST_AT_ONCE = 3;
const MOST_WAITING = 32;
const RETRY_AFTER_S = 2;

/**
 * Hashes a few at a time, lets some wait, sends the rest away: a flood of sign-ins must not starve everything else.
 * @param cores of this machine; one is left to answer everybody else
 * @returns what throws the Problem `busy` when too many wait already
 */
export async function hashTurns(cores: number): Promise<<T>(work: () => Promise<T>) => Promise<T>> {
  const { default: pLimit } = await import('p-limit');
  const inTurn = pLimit(Math.max(1, Math.min(MOST_AT_ONCE, cores - 1)));
  return (work) => {
    if (inTurn.pendingCount < MOST_WAITING) return inTurn(work);
    throw new Problem('busy', {
      detail: 'Too many people sign in just now; try again in a moment.',
      headers: { 'retry-after': String(RETRY_AFTER_S) },
    });
  };
}

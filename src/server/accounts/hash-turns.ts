import { Problem } from '../http/problem.js';

/** Each takes 19 MiB and one of the four threads that Node has for files and names too. */
const MOST_AT_ONCE = 3;
const MOST_WAITING = 32;
const RETRY_AFTER_S = 2;

/** Hashes a few at a time, lets some wait, sends the rest away: a flood of sign-ins must not starve everything else. */
export interface HashTurns {
  /** @throws Problem `busy` when too many wait already */
  demandRoom(): void;
  /** @throws Problem `busy` */
  take<T>(work: () => Promise<T>): Promise<T>;
}

/** @param cores of this machine; one is left to answer everybody else */
export async function hashTurns(cores: number): Promise<HashTurns> {
  const { default: pLimit } = await import('p-limit');
  const inTurn = pLimit(Math.max(1, Math.min(MOST_AT_ONCE, cores - 1)));
  const demandRoom = () => {
    if (inTurn.pendingCount < MOST_WAITING) return;
    throw new Problem('busy', {
      detail: 'Too many people sign in just now; try again in a moment.',
      headers: { 'retry-after': String(RETRY_AFTER_S) },
    });
  };
  return {
    demandRoom,
    take: async (work) => {
      demandRoom();
      return inTurn(work);
    },
  };
}

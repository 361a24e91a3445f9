import { bytesInWords } from '../bytes-in-words.js';
import { ok, problem, warning, type Check } from './check.js';

/** A database with a year of snapshots and a full cache fit in here. */
const ENOUGH = 200_000_000;
/** With less not even a small write of SQLite is sure to find room. */
const TOO_LITTLE = 10_000_000;

/** Whether there is room where own data are kept. @param free bytes that this user may still take */
export function diskCheck(place: string, free: number): Check {
  const message = `${bytesInWords(free)} free where ${place} is`;
  const hint = 'free some space, or let INSIGHT_HOME name a folder on another disk';
  if (free < TOO_LITTLE) return problem('disk', message, hint);
  return free < ENOUGH ? warning('disk', message, hint) : ok('disk', message);
}

import { median } from '../quantile.js';
import { ok, problem, warning, type Check } from './check.js';

/** What a server says is a second old at most, and an answer some seconds more. */
const CLOSE_S = 60;
/** From here on certificates and logins fail that are good. */
const FAR_S = 3600;

/**
 * Whether this clock is right, judged by those of servers: the middle one of them, so that one wrong server says nothing.
 * @param aheadS how far this clock was ahead of each, in seconds
 */
export function clockCheck(aheadS: readonly number[]): Check {
  const middle = median(aheadS);
  if (middle === null) return ok('clock', 'not compared: no server said what time it is');
  const off = Math.abs(middle);
  const words = `${inWords(off)} ${middle > 0 ? 'ahead of' : 'behind'} the servers that were asked`;
  const hint = 'set the clock of this machine by the network';
  if (off <= CLOSE_S) return ok('clock', 'right, by the servers that were asked');
  if (off <= FAR_S) return warning('clock', `${words}; ages and the return of quotas are off by as much`, hint);
  return problem('clock', `${words}: ages, quotas and logins are wrong`, hint);
}

function inWords(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} seconds`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} minutes`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} hours` : `${Math.round(seconds / 86_400)} days`;
}

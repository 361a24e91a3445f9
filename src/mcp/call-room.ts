import type { Context } from '../context.js';
import type { Reading } from '../providers/ports.js';

/** What YouTube counts: units, and calls of its search, which have a purse of their own. */
export interface Spendable {
  readonly units: number;
  readonly searches: number;
}

export interface CallWish {
  /** IANA zone; null for the setting's. */
  readonly timeZone: string | null;
  readonly reading: Reading;
  readonly signal: AbortSignal;
  /** Told what the call is doing. */
  readonly onProgress: (words: string) => void;
}

/** What one call works in: sources and keys, without what spends money or changes anything. */
export interface CallRoom {
  readonly context: Context;
  /** Until then nothing may be asked of YouTube's API. What goes beyond is not sent, and the call ends. */
  allow(most: Spendable): void;
  /** What was sent, answered or not. */
  spent(): Spendable;
  /** Whether the call ended because it was about to spend more than it may. */
  overran(): boolean;
  /** The real path of a file that may be read. @throws Failure `usage`, `not-found` */
  file(path: string): string;
  /** Lets go of files. @returns what is to be said beside the result */
  close(): readonly string[];
}

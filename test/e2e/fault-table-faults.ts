import type { OwnFault } from '../emulator/answerer.js';
import type { FaultKind } from '../emulator/faults.js';

/** How a run ends: well, or with a kind of failure. */
export type End = 'fine' | 'usage' | 'not-found' | 'too-little-data' | 'key' | 'provider' | 'quota';

/** Exit codes as DESIGN.md fixes them for scripts; written out here, so that src cannot change them unnoticed. */
export const EXITS: Readonly<Record<End, number>> = {
  fine: 0,
  usage: 2,
  'not-found': 3,
  'too-little-data': 3,
  key: 4,
  provider: 5,
  quota: 6,
};

/** A fault that the emulator plays, every time or the first so many times; or an address where nobody is. */
export type Play = { readonly kind: FaultKind | OwnFault; readonly times?: number } | 'refused' | 'no such host';

/** How commands end whose question is answered by the fault, by whom they ask. */
export interface Ends {
  /** Videos from the API. */
  readonly api: End;
  /** `keys test`, for which a spent key is an answer. */
  readonly keys: End;
  /** Videos from the feed. */
  readonly feed: End;
  /** The channel's page, which tells a handle's id: exit 4 names the two ways around it, whatever went wrong. */
  readonly page: End;
  /** oEmbed, which tells a video's channel: a refusal means that the video is private or gone. */
  readonly video: End;
}

export interface Fault extends Ends {
  readonly name: string;
  readonly play: Play;
  /** How often the API is asked: once where another try would not help, else three times. */
  readonly tries: 1 | 3;
  /** It ends with the program's own deadline of 15 s. */
  readonly slow: boolean;
}

type Row = readonly [name: string, play: Play, tries: 1 | 3, api: End, keys: End, feed: End, page: End, video: End];

const ROWS: readonly Row[] = [
  ['quota 403', { kind: 'quota' }, 1, 'quota', 'fine', 'provider', 'key', 'not-found'],
  ['per-day 429', { kind: 'search-per-day' }, 1, 'quota', 'fine', 'quota', 'key', 'quota'],
  ['per-minute 429', { kind: 'rate' }, 3, 'quota', 'quota', 'quota', 'key', 'quota'],
  ['429, Retry-After 1 s', { kind: 'rate-soon' }, 3, 'quota', 'quota', 'quota', 'key', 'quota'],
  ['429, Retry-After 1 h', { kind: 'rate-late' }, 1, 'quota', 'quota', 'quota', 'key', 'quota'],
  ['400 bad key', { kind: 'key-invalid' }, 1, 'key', 'key', 'provider', 'key', 'not-found'],
  ['400 that repeats the key', { kind: 'echo' }, 1, 'provider', 'provider', 'provider', 'key', 'not-found'],
  ['401', { kind: 'unauthorized' }, 1, 'key', 'key', 'provider', 'key', 'not-found'],
  ['403 forbidden', { kind: 'forbidden' }, 1, 'key', 'key', 'provider', 'key', 'not-found'],
  ['403 API switched off', { kind: 'api-off' }, 1, 'key', 'key', 'provider', 'key', 'not-found'],
  ['403 too fast, Retry-After 90 s', { kind: 'rate-403' }, 1, 'quota', 'quota', 'provider', 'key', 'not-found'],
  ['403 of HTML', { kind: 'proxy-page' }, 1, 'provider', 'provider', 'provider', 'key', 'not-found'],
  ['404 with a reason', { kind: 'no-channel' }, 1, 'not-found', 'provider', 'provider', 'key', 'not-found'],
  ['404 of HTML', { kind: 'not-found' }, 1, 'provider', 'provider', 'provider', 'key', 'not-found'],
  ['304 though nothing is kept', { kind: 'not-modified' }, 1, 'provider', 'provider', 'provider', 'key', 'provider'],
  ['500', { kind: 'internal-error' }, 3, 'provider', 'provider', 'provider', 'key', 'provider'],
  ['503', { kind: 'server-error' }, 3, 'provider', 'provider', 'provider', 'key', 'provider'],
  ['503, Retry-After 1 h', { kind: 'server-late' }, 1, 'provider', 'provider', 'provider', 'key', 'provider'],
  ['503 twice, then fine', { kind: 'server-error', times: 2 }, 3, 'fine', 'fine', 'fine', 'fine', 'fine'],
  ['connection refused', 'refused', 3, 'provider', 'provider', 'provider', 'key', 'provider'],
  ['no such host', 'no such host', 3, 'provider', 'provider', 'provider', 'key', 'provider'],
  ['connection reset', { kind: 'reset' }, 3, 'provider', 'provider', 'provider', 'key', 'provider'],
  ['reset twice, then fine', { kind: 'reset', times: 2 }, 3, 'fine', 'fine', 'fine', 'fine', 'fine'],
  ['body cut by a reset', { kind: 'cut-body' }, 3, 'provider', 'provider', 'provider', 'key', 'provider'],
  // The first half of a page holds what is looked for.
  ['truncated JSON or XML', { kind: 'truncated' }, 1, 'provider', 'provider', 'provider', 'fine', 'provider'],
  ['JSON of wrong types', { kind: 'wrong-type' }, 1, 'provider', 'provider', 'provider', 'key', 'provider'],
  ['50,000 levels deep', { kind: 'deep' }, 1, 'provider', 'provider', 'provider', 'key', 'provider'],
  ['HTML with 200', { kind: 'html' }, 1, 'provider', 'provider', 'provider', 'key', 'provider'],
  ['empty body', { kind: 'empty' }, 1, 'provider', 'provider', 'provider', 'key', 'provider'],
  ['endless body', { kind: 'endless-body' }, 1, 'provider', 'provider', 'provider', 'key', 'provider'],
  ['no gzip, though it says so', { kind: 'false-gzip' }, 3, 'provider', 'provider', 'provider', 'key', 'provider'],
  ['gzip bomb', { kind: 'gzip-bomb' }, 1, 'provider', 'provider', 'provider', 'key', 'provider'],
  ['redirect to another origin', { kind: 'redirect' }, 1, 'provider', 'provider', 'provider', 'key', 'not-found'],
  ['no headers', { kind: 'hang' }, 1, 'provider', 'provider', 'provider', 'key', 'provider'],
  ['body of 20 bytes a second', { kind: 'slow-body' }, 1, 'provider', 'provider', 'provider', 'key', 'provider'],
];

/** Every fault there is, and how each command must end under it. */
export const FAULTS: readonly Fault[] = ROWS.map(([name, play, tries, api, keys, feed, page, video]) => ({
  ...{ name, play, tries, api, keys, feed, page, video },
  slow: isSlow(play),
}));

/** Whether it ends with a deadline. */
export function isSlow(play: Play): boolean {
  return typeof play === 'object' && (play.kind === 'hang' || play.kind === 'slow-body');
}

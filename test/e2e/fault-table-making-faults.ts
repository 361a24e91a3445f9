import type { OwnFault } from '../emulator/answerer.js';
import { FAULTS, isSlow, type Play } from './fault-table-faults.js';

/** A fault of whoever is asked while something is made. */
export interface MakingFault {
  readonly name: string;
  readonly play: Play;
  readonly slow: boolean;
  /** Of those that every provider has: how an API of Google answers a GET; null for a provider's own. */
  readonly common: (typeof FAULTS)[number] | null;
}

/** Those that any host can have. */
export const COMMON: readonly MakingFault[] = FAULTS.map((fault) => {
  const { name, play, slow } = fault;
  return { name, play, slow, common: fault };
});

/** Of addresses that another provider names: nobody can be at an address that was named a moment ago. */
export const NAMED_A_MOMENT_AGO = COMMON.filter(({ play }) => typeof play === 'object');

const own = (rows: readonly (readonly [name: string, kind: OwnFault])[]): readonly MakingFault[] =>
  rows.map(([name, kind]) => ({ name, play: { kind }, slow: isSlow({ kind }), common: null }));

export const OF_GEMINI = own([
  ['words instead of JSON', 'gemini:bad-json'],
  ['JSON of another shape', 'gemini:wrong-shape'],
  ['more than asked for', 'gemini:too-many'],
  ['less than asked for', 'gemini:too-few'],
  ['the same twice', 'gemini:duplicates'],
  ['JSON between code fences', 'gemini:fenced'],
  ['__proto__ in its JSON', 'gemini:proto'],
  ['a million characters', 'gemini:huge'],
  ['cut at its longest', 'gemini:cut'],
  ['a stream that just ends', 'gemini:unfinished'],
  ['finished for safety', 'gemini:safety'],
  ['finished for recitation', 'gemini:recitation'],
  ['prompt blocked', 'gemini:blocked'],
  ['no candidates', 'gemini:no-candidates'],
  ['429, RetryInfo 37 s', 'gemini:per-minute'],
  ['429, RetryInfo 1 s', 'gemini:per-minute-soon'],
  ['429 without RetryInfo', 'gemini:per-minute-silent'],
  ['429 of the day', 'gemini:per-day'],
  ['402 no credit', 'gemini:no-credit'],
  ['403 switched off', 'gemini:forbidden'],
  ['503 overloaded', 'gemini:overloaded'],
  ['502 of HTML', 'gemini:bad-gateway'],
]);

export const OF_REPLICATE = own([
  ['prediction failed', 'replicate:failed'],
  ['prediction cancelled', 'replicate:canceled'],
  ['prediction aborted', 'replicate:aborted'],
  ['output of null', 'replicate:null-output'],
  ['output in a private network', 'replicate:private-output'],
  ['picture of 900 million pixels', 'replicate:bomb'],
  ['402 no credit', 'replicate:no-credit'],
  ['429 throttled', 'replicate:throttled'],
  ['429 throttled, Retry-After 30 s', 'replicate:throttled-late'],
  ['502', 'replicate:down'],
  ['500, though it was made', 'replicate:down-after-create'],
  ['401 bad token', 'replicate:token-refused'],
  ['400 that repeats the token', 'replicate:echo'],
]);

export const OF_POLLINATIONS = own([
  ['JSON of an error with 200', 'pollinations:json-error'],
  ['a picture called JSON', 'pollinations:wrong-type'],
  ['SVG', 'pollinations:svg'],
  ['25 MB', 'pollinations:huge'],
  ['picture of 900 million pixels', 'pollinations:bomb'],
  ['401 no key', 'pollinations:no-key'],
  ['402 no credit', 'pollinations:no-credit'],
  ['429 busy', 'pollinations:busy'],
  ['500 with a code', 'pollinations:down'],
  ['400 that repeats all headers', 'pollinations:echo'],
]);

export const OF_IMAGEKIT = own([
  ['503, though it arrived', 'imagekit:down-after-upload'],
  ['no address in the answer', 'imagekit:no-url'],
  ['403 key refused', 'imagekit:key-refused'],
  ['429 busy', 'imagekit:busy'],
  ['400 that repeats the header', 'imagekit:echo'],
]);

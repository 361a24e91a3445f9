import { spanWords } from '../../domain/age-words.js';
import { Failure } from '../../errors.js';
import { isPerDay } from '../http/again.js';
import { googleReasons, isOfGoogle } from '../http/google-reasons.js';

const OTHER_WAY = 'or use --source feed (newest 15 videos, no key)';
const SPENT = new Set(['quotaExceeded', 'dailyLimitExceeded']);
const TOO_FAST = new Set(['rateLimitExceeded', 'userRateLimitExceeded']);
const API_OFF = new Set(['accessNotConfigured', 'SERVICE_DISABLED']);
/**
 * Reasons about the key or its project, beside those that say `key` (API_KEY_INVALID, keyExpired,
 * API_KEY_IP_ADDRESS_BLOCKED …). Source: google/api/error_reason.proto, and recorded bodies.
 */
const KEY_REFUSED = new Set([...API_OFF, 'forbidden', 'ipRefererBlocked', 'CONSUMER_INVALID', 'CONSUMER_SUSPENDED']);
const CLOSED = /^(channel|playlist|video)/;

/** Something about the request itself, such as its page token, was not taken. */
export class RequestRefused extends Failure {}

/** True when an answer says that nothing is left of a key's quota of the day. */
export function isSpent(status: number, body: unknown): boolean {
  return googleReasons(body).some((reason) => SPENT.has(reason)) || (status === 429 && isPerDay(JSON.stringify(body)));
}

/**
 * The Failure behind an answer that is no success, by status and by the reasons that Google's error body names.
 * A key counts as refused only where the body says so; what else refuses may stand in between.
 * Only reasons get into the message: Google's own sentences hold links, markup and sometimes what was sent.
 * @param whose the key that was sent, in words that do not show it
 * @param waitMs how long the answer asks to be waited, if it says so
 * Source: developers.google.com/youtube/v3/docs/errors, and recorded bodies.
 */
export function youtubeFailure(
  status: number,
  body: unknown,
  whose = 'the key',
  waitMs: number | null = null,
): Failure {
  const reasons = googleReasons(body);
  const some = (of: { has(reason: string): boolean }): boolean => reasons.some((reason) => of.has(reason));
  const why = reasons.at(-1) ?? `HTTP ${status}`;

  if (isSpent(status, body)) {
    return new Failure(
      'quota',
      "YouTube's daily quota of this key is used up.",
      `It returns at midnight Pacific time; wait, use another key, ${OTHER_WAY}.`,
    );
  }
  if (status === 429 || some(TOO_FAST)) {
    return new Failure(
      'quota',
      'YouTube asks to slow down (rate limit).',
      `Try again in ${waitMs === null ? 'a minute' : spanWords(waitMs)}, ${OTHER_WAY}.`,
    );
  }
  if ((status === 404 && reasons.length > 0) || (status === 403 && CLOSED.test(why))) {
    return new Failure(
      'not-found',
      `YouTube has nothing to read there (${why}).`,
      'Check the channel; it may be closed or gone.',
    );
  }
  if ((status === 401 && isOfGoogle(body)) || some(KEY_REFUSED) || reasons.some((reason) => /key/i.test(reason))) {
    const hint = some(API_OFF)
      ? `Switch on "YouTube Data API v3" for the key's project in the Google Cloud console, ${OTHER_WAY}.`
      : `Check the key (insight keys list) and its restrictions in the Google Cloud console, ${OTHER_WAY}.`;
    return new Failure('key', `YouTube refused ${whose} (${why}).`, hint);
  }
  if (status === 401 || status === 403) {
    return new Failure(
      'provider',
      `YouTube refused the request (${why}).`,
      `A proxy or gateway may be in between: check the network and INSIGHT_YOUTUBE_URL, ${OTHER_WAY}.`,
    );
  }
  if (status >= 500) {
    return new Failure(
      'provider',
      `YouTube failed (${why}).`,
      `Try again in ${waitMs === null ? 'a few minutes' : spanWords(waitMs)}, ${OTHER_WAY}.`,
    );
  }
  return new RequestRefused(
    'provider',
    `YouTube refused the request (${why}).`,
    `Check INSIGHT_YOUTUBE_URL, ${OTHER_WAY}.`,
  );
}

/** True when an answer says that there is no such playlist, as it does for a channel that never uploaded. */
export function isPlaylistMissing(status: number, body: unknown): boolean {
  return status === 404 && googleReasons(body).includes('playlistNotFound');
}

/** The answer has not the shape that the API promises. */
export function noSuchShape(what: string): Failure {
  return new Failure(
    'provider',
    `YouTube answered something that is no ${what}.`,
    `Try again later; a proxy or gateway may be in between. Meanwhile: ${OTHER_WAY.slice(3)}.`,
  );
}

import { Failure } from '../../errors.js';
import { askedWait, isPerDay } from '../http/again.js';
import { googleReasons, isOfGoogle } from '../http/google-reasons.js';
import type { HttpAnswer } from '../http/request.js';
import { parsedObject } from '../http/parsed-json.js';
import type { KeyFate } from '../http/some-key.js';

const ON_THE_WAY = 'A proxy or gateway may be in between: check the network';

/** How long a key rests that was asked too fast, when Google does not say; and at least, when it says 0 seconds. */
const REST_MS = 60_000;
const LEAST_REST_MS = 1_000;

/**
 * The Failure behind an answer that is no success. Only reasons get into the message, never Google's own sentences.
 * @param whose the key that was sent, in words that do not show it
 * Source: https://ai.google.dev/gemini-api/docs/troubleshooting, and recorded bodies of 429.
 */
export function geminiFailure(status: number, body: string, whose = 'the key'): Failure {
  const answer = parsedObject(body);
  const reasons = googleReasons(answer);
  const why = reasons.at(-1) ?? `HTTP ${status}`;
  if (status === 429) {
    return isPerDay(body)
      ? new Failure('quota', "Gemini's daily quota of this key is used up.", 'It returns at midnight Pacific time.')
      : new Failure('quota', 'Gemini asks to slow down (its limit per minute).', 'Try again in a minute.');
  }
  if (status === 402) {
    const hint = 'Add credit in Google AI Studio, or use another key.';
    return new Failure('key', `The credit of ${whose} for Gemini is used up (${why}).`, hint);
  }
  const forbidden = status === 401 || status === 403;
  if ((forbidden && isOfGoogle(answer)) || reasons.some((reason) => /key/i.test(reason))) {
    const hint = 'Check GEMINI_API_KEY, and the restrictions of the key in Google AI Studio.';
    return new Failure('key', `Gemini refused ${whose} (${why}).`, hint);
  }
  if (status === 404) {
    const hint = 'Check INSIGHT_GEMINI_MODEL: old models are switched off.';
    return new Failure('provider', `Gemini has no such model (${why}).`, hint);
  }
  if (status >= 500) {
    return new Failure('provider', `Gemini failed (${why}).`, 'Try again in a few minutes; it may be overloaded.');
  }
  const hint = forbidden ? `${ON_THE_WAY}, and INSIGHT_GEMINI_URL.` : 'Check INSIGHT_GEMINI_URL.';
  return new Failure('provider', `Gemini refused the request (${why}).`, hint);
}

/** What an answer says of the key that was sent. @param now milliseconds */
export function fateOfGeminiKey(answer: HttpAnswer, whose: string, now: number): KeyFate | null {
  const { status, body } = answer;
  if (status === 200) return null;
  if (status === 429) {
    return { restsUntil: isPerDay(body) ? null : now + Math.max(LEAST_REST_MS, askedWait(answer, now) ?? REST_MS) };
  }
  const failure = geminiFailure(status, body, whose);
  return failure.kind === 'key' ? { refused: failure } : null;
}

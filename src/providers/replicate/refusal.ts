import { Failure, UnknownOutcome } from '../../errors.js';
import { refusedOnTheWay } from '../http/refused-on-the-way.js';
import type { HttpAnswer } from '../http/request.js';

/** What is said where nobody knows, and where a person sees what became of it. */
export const MAYBE_MADE = 'the picture may have been made';
export const LOOK_THERE = 'look at replicate.com/predictions before you try again';

/**
 * The Failure that an answer of Replicate stands for; null for a good one.
 * @param makes true when the request makes something: after a 5xx nobody knows whether it did
 * Source: replicate.com/docs/topics/predictions/rate-limits and /docs/reference/http.
 */
export function replicateRefusal(answer: HttpAnswer, makes: boolean): Failure | null {
  const { status } = answer;
  if (status >= 200 && status < 300) return null;
  const onTheWay = refusedOnTheWay('Replicate', answer);
  if (onTheWay !== null) return onTheWay;
  switch (status) {
    case 401:
    case 403:
      return new Failure('key', 'Replicate refused the token', 'check REPLICATE_API_TOKEN at replicate.com/account');
    case 402:
      return new Failure(
        'quota',
        'Replicate says that there is no credit left',
        'see replicate.com/account/billing, or use --provider pollinations',
      );
    case 404:
      return new Failure('provider', 'Replicate knows no such model', 'check INSIGHT_REPLICATE_MODEL');
    case 422:
      return new Failure(
        'provider',
        'Replicate does not take what the model was sent',
        'check INSIGHT_REPLICATE_MODEL',
      );
    case 429:
      return new Failure('quota', 'Replicate asks to slow down (rate limit)', 'try again in a minute');
    default: {
      const failed = `Replicate failed (HTTP ${status})`;
      if (makes && (status >= 500 || status === 408)) {
        return new UnknownOutcome('provider', failed, LOOK_THERE);
      }
      return new Failure('provider', failed, 'try again in a few minutes');
    }
  }
}

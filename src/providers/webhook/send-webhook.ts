import type { KeptAlert } from '../../domain/alerts/kept-alert.js';
import { webhookHeaders } from '../../domain/alerts/webhook-signature.js';
import { Failure } from '../../errors.js';
import type { Http, HttpAnswer } from '../http/request.js';
import type { DeliveryEnd } from '../ports/alerts.js';

/** All tries of one webhook, milliseconds. */
const TIMEOUT_MS = 15_000;
/** Nobody reads what a receiver says beside its status. */
const MOST_BYTES = 4096;

export interface WebhookParts {
  /** Over a guarded `fetch`. */
  readonly http: Http;
  readonly url: URL;
  /** One signature for each. */
  readonly keys: readonly Uint8Array[];
  /** Milliseconds. */
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/**
 * The address of a webhook. @throws Failure `usage`
 * @param allowPrivate whether it may be of the own network, where https is rare
 */
export function webhookAddress(text: string, allowPrivate: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  // The address is not repeated: some are as good as a password.
  const refused = (why: string) =>
    new Failure('usage', `the address of the webhook ${why}`, 'for example --webhook https://example.com/alerts');
  if (url === null || !/^https?:$/.test(url.protocol)) throw refused('is no https address');
  if (url.protocol === 'http:' && !allowPrivate) throw refused('is http, where others can read along');
  if (url.username !== '' || url.password !== '') throw refused('has a user name or password in it');
  return url;
}

/**
 * Sends an alert as a webhook after Standard Webhooks. The receiver knows a repetition by its id, so a try that nobody
 * answered is repeated. No redirect is followed: the alert was signed for an address that the user chose, and a second
 * one would be chosen by a stranger.
 * @throws Failure `interrupted`
 */
export async function sendWebhook(
  { http, url, keys, now, signal }: WebhookParts,
  { id, body }: KeptAlert,
): Promise<DeliveryEnd> {
  let answer: HttpAnswer;
  try {
    answer = await http.request({
      provider: 'The webhook',
      method: 'POST',
      knownById: true,
      stays: true,
      url,
      body,
      headers: { 'content-type': 'application/json', ...webhookHeaders(keys, { id, rawBody: body }, now()) },
      maxBytes: MOST_BYTES,
      tooLong: 'cut',
      timeoutMs: TIMEOUT_MS,
      signal,
    });
  } catch (error) {
    // A name that led elsewhere when the run began keeps the alert waiting, like a receiver that is away.
    if (error instanceof Failure && error.kind !== 'interrupted') return { kind: 'down', failure: error };
    throw error;
  }
  return endOf(answer);
}

/** Said of this one message, not of the receiver as a whole. */
const ABOUT_THE_MESSAGE = [400, 413, 422];

function endOf({ status }: HttpAnswer): DeliveryEnd {
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  const [why, hint] =
    status === 410
      ? ['says that it is gone for good (HTTP 410)', 'take --webhook out of the command, or name the new address']
      : status >= 300 && status < 400
        ? [`redirects (HTTP ${status}), and no redirect is followed`, 'name the address that it leads to']
        : [`answered with HTTP ${status}`, 'look into the log of the receiver; the next run tries again'];
  const failure = new Failure('provider', `The webhook ${why}.`, hint);
  return { kind: ABOUT_THE_MESSAGE.includes(status) ? 'refused' : 'down', failure };
}

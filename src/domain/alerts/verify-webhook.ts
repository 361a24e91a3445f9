import { timingSafeEqual } from 'node:crypto';
import { secretBytes, webhookSignature } from './webhook-signature.js';

/** How far the clocks of sender and receiver may be apart, seconds. */
const TOLERANCE_SECONDS = 300;
/** How long an id has to be remembered, milliseconds: longer than a message is good. */
const REMEMBERED_MS = 24 * 3_600_000;
/** Nobody changes more secrets at once; a header of a thousand would only cost time. */
const MOST_SIGNATURES = 10;

/** Why a webhook was refused. */
export type WebhookRefusal = 'header' | 'signature' | 'time' | 'replayed';

/** Thrown for a webhook that must not be acted on. */
export class WebhookRefused extends Error {
  override readonly name = 'WebhookRefused';
  constructor(
    readonly reason: WebhookRefusal,
    message: string,
  ) {
    super(message);
  }
}

/** The headers of a request: an object of Node with lower-case names, or a `Headers`. */
export type WebhookHeaders =
  Readonly<Record<string, string | readonly string[] | undefined>> | { readonly get: (name: string) => string | null };

/** What remembers which messages have been acted on. */
export interface SeenIds {
  /** Whether an id was noted within the last 24 hours. @param now milliseconds */
  has(id: string, now: number): boolean;
  /** Notes an id: after the work, for what is noted before and then fails is never done. @param now milliseconds */
  add(id: string, now: number): void;
}

/** A webhook that is what it says. */
export interface VerifiedWebhook {
  readonly id: string;
  /** Milliseconds: when it was sent. */
  readonly sentAt: number;
}

/**
 * Verifies a webhook after Standard Webhooks (https://www.standardwebhooks.com): a signature by one of the secrets, sent
 * within five minutes, and, where `seen` is given, not noted there. It notes nothing itself: do the work, then `seen.add`,
 * so that a webhook whose work failed is good when it comes again. The time that it takes tells nothing of a secret.
 * @param secrets `whsec_…`; two of them while one is changed for the other
 * @param rawBody the bytes as they came: parsed and written again they are others
 * @param now milliseconds
 * @throws WebhookRefused; RangeError for a secret that is none
 * @example const { id } = verifyWebhook([secret], request.headers, body, Date.now(), seen); await work(); seen.add(id, Date.now())
 */
export function verifyWebhook(
  secrets: readonly string[],
  headers: WebhookHeaders,
  rawBody: string | Uint8Array,
  now: number,
  seen?: Pick<SeenIds, 'has'>,
): VerifiedWebhook {
  const keys = secrets.map((secret) => secretBytes(secret) ?? noSecret());
  const id = header(headers, 'webhook-id', /^[^.\s]{1,256}$/);
  const timestamp = header(headers, 'webhook-timestamp', /^\d{1,12}$/);
  const signatures = header(headers, 'webhook-signature', /^\S+(?: \S+)*$/).split(' ', MOST_SIGNATURES);
  const good = keys.map((key) => Buffer.from(webhookSignature(key, { id, timestamp, rawBody })));
  let found = false;
  // All with all, so that nobody can tell by the time which of them was right.
  for (const each of signatures.map((text) => Buffer.from(text))) {
    for (const right of good) {
      if (each.length === right.length && timingSafeEqual(each, right)) found = true;
    }
  }
  if (!found) throw new WebhookRefused('signature', 'the webhook bears no signature by a known secret');
  const sentAt = Number(timestamp) * 1000;
  if (Math.abs(Math.floor(now / 1000) - Number(timestamp)) > TOLERANCE_SECONDS) {
    throw new WebhookRefused('time', 'the webhook was sent more than five minutes away from now');
  }
  if (seen?.has(id, now) === true) throw new WebhookRefused('replayed', 'the webhook came before');
  return { id, sentAt };
}

/** Remembers ids for 24 hours, in memory. A receiver of several processes keeps them where all can see them. */
export function seenIds(): SeenIds {
  const until = new Map<string, number>();
  return {
    has: (id, now) => (until.get(id) ?? -Infinity) > now,
    add: (id, now) => {
      for (const [old, end] of until) {
        // In the order in which they came, so the rest is younger.
        if (end > now) break;
        until.delete(old);
      }
      until.delete(id);
      until.set(id, now + REMEMBERED_MS);
    },
  };
}

function noSecret(): never {
  throw new RangeError('a secret of a webhook begins with whsec_ and has 24 to 64 bytes as base64');
}

function header(headers: WebhookHeaders, name: string, form: RegExp): string {
  const found: unknown = typeof headers.get === 'function' ? headers.get(name) : Reflect.get(headers, name);
  if (typeof found === 'string' && form.test(found)) return found;
  throw new WebhookRefused('header', `the header ${name} is missing or none that a webhook has`);
}

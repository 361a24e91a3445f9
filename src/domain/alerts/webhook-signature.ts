import { createHmac } from 'node:crypto';

/** What a secret has to be, in words that follow its name. */
export const SECRET_FORM = 'has to be whsec_ and 24 to 64 bytes as base64';

/** How many bytes a secret may have, after https://www.standardwebhooks.com. */
const [LEAST_BYTES, MOST_BYTES] = [24, 64];

/** The bytes of a secret `whsec_…`; null when it is none. */
export function secretBytes(secret: string): Uint8Array | null {
  const [, text] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
  if (text === undefined) return null;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length >= LEAST_BYTES && bytes.length <= MOST_BYTES ? bytes : null;
}

/** The secrets in a setting of several, with space or a comma between them; good or not. */
export function secretsIn(setting: string | null): readonly string[] {
  return (setting ?? '').split(/[\s,]+/).filter((secret) => secret !== '');
}

/** What is signed and sent. */
export interface WebhookMessage {
  readonly id: string;
  /** Seconds since 1970, as they stand in the header. */
  readonly timestamp: string;
  /** The bytes of the body, or their text. */
  readonly rawBody: string | Uint8Array;
}

/** The signature `v1,…` of Standard Webhooks: HMAC-SHA256 over `id.timestamp.rawBody`, as base64. @param key bytes of a secret */
export function webhookSignature(key: Uint8Array, { id, timestamp, rawBody }: WebhookMessage): string {
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(rawBody).digest('base64')}`;
}

/**
 * The headers of a webhook, with one signature for each key: while a secret is changed for another, a receiver that
 * knows either takes it.
 * @param now milliseconds
 */
export function webhookHeaders(
  keys: readonly Uint8Array[],
  { id, rawBody }: Omit<WebhookMessage, 'timestamp'>,
  now: number,
): Readonly<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>> {
  const timestamp = String(Math.floor(now / 1000));
  const signatures = keys.map((key) => webhookSignature(key, { id, timestamp, rawBody }));
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

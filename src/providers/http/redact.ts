/** A shorter one is nobody's key, and stands in many words by chance. */
const SHORTEST = 8;

/**
 * The text with every secret, plain or percent-encoded, replaced by `[redacted]`.
 * Every message of a provider and every error that one sends goes through here before anything is made of it.
 */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= SHORTEST)
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .reduce((clean, secret) => clean.replaceAll(secret, '[redacted]'), text);
}

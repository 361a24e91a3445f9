/**
 * The text with every secret, plain or percent-encoded, replaced by `[redacted]`.
 * Every message of a provider goes through here before it becomes a Failure.
 */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .reduce((clean, secret) => clean.replaceAll(secret, '[redacted]'), text);
}

/** A shorter one is nobody's key, and stands in many words by chance. */
const SHORTEST = 8;

/**
 * The text with every secret, plain or percent-encoded, replaced by `[redacted]`.
 * Every message of a provider and every error that one sends goes through here before anything is made of it.
 */
export function redact(text: string, secrets: readonly string[]): string {
  return (
    secrets
      .filter((secret) => secret.length >= SHORTEST)
      // The encoded form first: it may begin with the plain one, whose removal would leave its end behind.
      .flatMap((secret) => [encodeURIComponent(secret), secret])
      .reduce((clean, secret) => clean.replaceAll(secret, '[redacted]'), text)
  );
}

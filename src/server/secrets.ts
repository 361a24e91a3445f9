import { createHash, createHmac, hkdfSync } from 'node:crypto';

/** What the server signs and peppers with: derived from one secret that stands outside the database. */
export interface Secrets {
  /** Signs access tokens; used for nothing else. */
  readonly signing: Uint8Array;
  /** A password as it goes into Argon2: whoever has the database alone cannot even begin to guess. */
  pepper(password: string): string;
}

const KEY_BYTES = 32;
/** Shorter ones can be guessed. */
export const SHORTEST_SECRET = 32;

/** @param secret at least 32 random bytes, the same on every process of one server */
export function secretsFrom(secret: Uint8Array): Secrets {
  const derived = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, '', `insight ${purpose}`, KEY_BYTES));
  const pepperKey = derived('pepper 1');
  return {
    signing: derived('access token 1'),
    pepper: (password) => createHmac('sha256', pepperKey).update(password.normalize('NFC')).digest('base64'),
  };
}

/** What the database keeps of a random token: whoever reads the database cannot use it. Hexadecimal. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

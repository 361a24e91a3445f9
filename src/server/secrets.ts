import { createCipheriv, createDecipheriv, createHmac, hash, hkdfSync } from 'node:crypto';

/** What the server signs and peppers with: derived from one secret that stands outside the database. */
export interface Secrets {
  /** Signs access tokens; used for nothing else. */
  readonly signing: Uint8Array;
  /** A password as it goes into Argon2: whoever has the database alone cannot even begin to guess. */
  pepper(password: string): string;
  /** Tells texts apart as a hash does, but only here: whoever has the database alone cannot try what it was. Hexadecimal. */
  fingerprint(text: string): string;
  /** Makes a text unreadable for whoever has the database alone. @param purpose what it is, said again to open it */
  seal(text: string, purpose: string, secretBytes: (count: number) => Uint8Array): string;
  /** @throws when it was changed, or sealed for something else */
  open(sealed: string, purpose: string): string;
}

const KEY_BYTES = 32;
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Shorter ones can be guessed. */
export const SHORTEST_SECRET = 32;

/** @param secret at least 32 random bytes, the same on every process of one server */
export function secretsFrom(secret: Uint8Array): Secrets {
  const derived = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, '', `insight ${purpose}`, KEY_BYTES));
  const pepperKey = derived('pepper 1');
  const fingerprintKey = derived('fingerprint 1');
  const sealKey = derived('seal 1');
  return {
    signing: derived('access token 1'),
    pepper: (password) => createHmac('sha256', pepperKey).update(password.normalize('NFC')).digest('base64'),
    fingerprint: (text) => createHmac('sha256', fingerprintKey).update(text).digest('hex'),
    seal: (text, purpose, secretBytes) => {
      const nonce = secretBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, sealKey, nonce).setAAD(Buffer.from(purpose));
      const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString('base64');
    },
    open: (sealed, purpose) => {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv(CIPHER, sealKey, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(purpose))
        .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    },
  };
}

/** What the database keeps of a random token: whoever reads the database cannot use it. Hexadecimal. */
export function tokenHash(token: string): string {
  return hash('sha256', token);
}

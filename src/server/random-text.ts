/** Bytes of a secret that nobody guesses. */
const SECRET_BYTES = 32;
/** Of 32 signs, none of which a shell or an eye mistakes: 100 bits, a name that nobody shares. */
const ID_SIGNS = 20;
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

/** A secret to be given out once, recognisable by its prefix: `isr_…`. 256 random bits, base64url. */
export function freshToken(prefix: string, secretBytes: (count: number) => Uint8Array): string {
  return prefix + Buffer.from(secretBytes(SECRET_BYTES)).toString('base64url');
}

/** The id of a row: 20 letters and digits, of which nothing can be read or guessed. */
export function freshId(secretBytes: (count: number) => Uint8Array): string {
  let id = '';
  for (const byte of secretBytes(ID_SIGNS)) id += ALPHABET.charAt(byte % ALPHABET.length);
  return id;
}

/** Consonants alone: no word comes of them, and none is taken for a digit or for another (RFC 8628, 6.1). */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';
const LENGTH = 8;
/** The largest multiple of 20 in a byte: beyond it some letters would come more often. */
const EVEN = 240;

/** A code that a person types: 8 of 20 letters, 2.56 × 10^10 of them. Without the dash. */
export function freshUserCode(secretBytes: (count: number) => Uint8Array): string {
  let code = '';
  while (code.length < LENGTH) {
    const [byte = EVEN] = secretBytes(1);
    if (byte < EVEN) code += LETTERS.charAt(byte % LETTERS.length);
  }
  return code;
}

/** As it is shown: `BCDF-GHJK`. */
export function shownUserCode(code: string): string {
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
}

/** What somebody typed, in the letters that a code has: small ones, dashes and spaces do not matter. */
export function typedUserCode(text: string): string {
  return text.toUpperCase().replaceAll(/[^A-Z]/g, '');
}

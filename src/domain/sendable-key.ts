/** True for a key that can travel in a header: without spaces, line breaks or letters beyond ASCII, and not empty. */
export function isSendable(key: string): boolean {
  return /^[\x21-\x7e]+$/.test(key);
}

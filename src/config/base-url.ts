/**
 * What is wrong with the address of a provider; null when nothing is. The address is not repeated: one with a password in
 * it must not reach a screen, which is also why a password is refused.
 */
export function baseUrlProblem(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return 'takes an address that begins with http:// or https://';
  if (url.username !== '' || url.password !== '') return 'takes an address without a user name and password';
  if (/[?#]/.test(text)) return 'takes an address without ? and #';
  return null;
}

/** The address with the slash at its end that relative paths need, or `gateway/api` would lose its `api`. */
export function withSlash(text: string): string {
  return text.endsWith('/') ? text : `${text}/`;
}

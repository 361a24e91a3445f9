import type { Parts } from '../parts.js';
import type { AccessTokens } from '../sessions/access-token.js';
import { TOKEN_PREFIX, tokenCaller } from '../tokens/personal-tokens.js';
import { cookieCaller, liveCaller } from '../sessions/live-caller.js';
import type { Caller } from './access.js';

/** The cookie of the page. `__Host-`: over https only, for this host only, for every path. */
export const SESSION_COOKIE = '__Host-insight';

/** What a request brings to say who it is from. */
export interface Credentials {
  /** The Authorization header. */
  readonly authorization: string | null;
  readonly cookie: string | null;
}

/** What credentials are looked up with. */
export interface Authority extends Pick<Parts, 'database' | 'now'> {
  readonly accessTokens: AccessTokens;
}

/** Who is calling; null for nobody, and for what does not hold (any more). Asked of the database on every request. */
export async function authenticate(
  { authorization, cookie }: Credentials,
  { database: { reader }, now: clock, accessTokens }: Authority,
): Promise<Caller | null> {
  const now = clock();
  // Whoever sends a token means it: a bad one is not replaced by a good cookie.
  if (authorization === null) return cookie === null ? null : cookieCaller(reader, cookie, now);
  const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(authorization)?.[1];
  if (token === undefined) return null;
  if (token.startsWith(TOKEN_PREFIX)) return tokenCaller(reader, token, now);
  const claims = await accessTokens.read(token);
  return claims === null ? null : liveCaller(reader, claims, now);
}

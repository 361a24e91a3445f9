import type { Parts } from '../parts.js';
import { tokenHash } from '../secrets.js';
import { readAccessToken } from '../sessions/access-token.js';
import { liveCaller, type SessionKey } from '../sessions/live-caller.js';
import type { Caller } from './access.js';

/** The cookie of the page. `__Host-`: over https only, for this host only, for every path. */
export const SESSION_COOKIE = '__Host-insight';

/** What a request brings to say who it is from. */
export interface Credentials {
  /** The Authorization header. */
  readonly authorization: string | null;
  readonly cookie: string | null;
}

/** Who is calling; null for nobody, and for what does not hold (any more). Asked of the database on every request. */
export async function authenticate({ authorization, cookie }: Credentials, parts: Parts): Promise<Caller | null> {
  const key = await keyOf(authorization, cookie, parts);
  return key === null ? null : liveCaller(parts.database.reader, key, parts.now());
}

async function keyOf(authorization: string | null, cookie: string | null, parts: Parts): Promise<SessionKey | null> {
  // Whoever sends a token means it: a bad one is not replaced by a good cookie.
  if (authorization === null) return cookie === null ? null : { cookieHash: tokenHash(cookie) };
  const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(authorization)?.[1];
  if (token === undefined) return null;
  const claims = await readAccessToken(token, parts);
  return claims === null ? null : { sessionId: claims.sessionId, accountId: claims.accountId };
}

import { jwtVerify, SignJWT } from 'jose';
import type { Parts } from '../parts.js';
import { tokenHash } from '../secrets.js';

/** Short: what was taken from one is asked of the database anyway, on every request. */
export const ACCESS_TOKEN_S = 600;
const ALGORITHM = 'HS256';
const TYPE = 'at+jwt';
const AUDIENCE = 'insight';
/** Clocks of one server's processes may differ by this much. */
const TOLERANCE_S = 5;
/** Tokens whose signature need not be looked at again: a few megabytes. */
const MOST_KNOWN = 10_000;

export interface AccessClaims {
  readonly accountId: string;
  readonly sessionId: string;
}

type TokenParts = Pick<Parts, 'now' | 'secrets' | 'settings'>;

/** A token that says who is calling, for ten minutes (RFC 9068). @param id unique to it */
export function signAccessToken(
  { accountId, sessionId }: AccessClaims,
  id: string,
  parts: TokenParts,
): Promise<string> {
  const issued = Math.floor(parts.now() / 1000);
  return new SignJWT({ sid: sessionId })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
    .setIssuer(parts.settings.publicUrl)
    .setAudience(AUDIENCE)
    .setSubject(accountId)
    .setJti(id)
    .setIssuedAt(issued)
    .setExpirationTime(issued + ACCESS_TOKEN_S)
    .sign(parts.secrets.signing);
}

interface ReadToken {
  readonly claims: AccessClaims;
  /** When it is over, seconds since 1970. */
  readonly exp: number;
}

/** What tokens say; null for one that this server did not make, or that is over. */
export class AccessTokens {
  /** By hash. What was signed rightly once stays so, and is asked for again with every request of ten minutes. */
  private readonly known = new Map<string, ReadToken>();

  constructor(private readonly parts: TokenParts) {}

  async read(token: string): Promise<AccessClaims | null> {
    const hash = tokenHash(token);
    const known = this.known.get(hash);
    if (known !== undefined && this.parts.now() < (known.exp + TOLERANCE_S) * 1000) return known.claims;
    const read = await verified(token, this.parts);
    if (read === null) return null;
    const [oldest] = this.known.keys();
    if (oldest !== undefined && this.known.size >= MOST_KNOWN) this.known.delete(oldest);
    this.known.set(hash, read);
    return read.claims;
  }
}

async function verified(token: string, parts: TokenParts): Promise<ReadToken | null> {
  if (!isCanonical(token)) return null;
  try {
    const { payload } = await jwtVerify(token, parts.secrets.signing, {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer: parts.settings.publicUrl,
      audience: AUDIENCE,
      requiredClaims: ['sub', 'sid', 'jti', 'iat', 'exp'],
      clockTolerance: TOLERANCE_S,
      currentDate: new Date(parts.now()),
    });
    const { sub, sid, exp } = payload;
    if (typeof sub !== 'string' || typeof sid !== 'string' || exp === undefined) return null;
    return { claims: { accountId: sub, sessionId: sid }, exp };
  } catch {
    return null;
  }
}

/**
 * Whether the signature is written as this server writes it: its last letter has bits that say nothing, so that several
 * texts are the same token to whoever only decodes them.
 */
function isCanonical(token: string): boolean {
  const signature = token.slice(token.lastIndexOf('.') + 1);
  return Buffer.from(signature, 'base64url').toString('base64url') === signature;
}

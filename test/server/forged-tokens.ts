import { createHmac, generateKeyPairSync, hkdfSync, sign, type KeyObject } from 'node:crypto';
import { EncryptJWT } from 'jose';

type Members = Readonly<Record<string, unknown>>;

/** A token that holds, and what it was made of. */
export interface Genuine {
  readonly token: string;
  /** What the server signs with. */
  readonly key: Uint8Array;
  /** What the server derives its keys from. */
  readonly secret: Uint8Array;
  /** Somebody else's, also holding. */
  readonly other: string;
  readonly refreshToken: string;
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const parse = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString()) as Members;
const without = (members: Members, name: string) =>
  Object.fromEntries(Object.entries(members).filter(([each]) => each !== name));

/** Whatever is signed, however, by HMAC. */
function byHmac(header: unknown, payload: unknown, key: Uint8Array | string, hash = 'sha256'): string {
  const text = `${part(header)}.${part(payload)}`;
  return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`;
}

/** With a key pair of the attacker. */
function byPair(header: unknown, payload: unknown, key: KeyObject, options: Members = {}): string {
  const text = `${part(header)}.${part(payload)}`;
  const hash = key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  return `${text}.${sign(hash, Buffer.from(text), { key, ...options }).toString('base64url')}`;
}

/**
 * Tokens that must not hold, by what was done to them. Those of the first half are what somebody without the key makes;
 * those that say "well signed" have the right signature and must fail by what they say.
 */
export async function forgedTokens({ token, key, secret, other, refreshToken }: Genuine) {
  const [head = '', body = '', signature = ''] = token.split('.');
  const [header, payload] = [parse(head), parse(body)];
  const [, otherBody = '', otherSignature = ''] = other.split('.');
  const theirs = parse(otherBody);
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ed = generateKeyPairSync('ed25519');
  const ownKey = 'a key of the attacker';
  const pem = rsa.publicKey.export({ type: 'spki', format: 'pem' });
  const der = rsa.publicKey.export({ type: 'spki', format: 'der' });
  const jwk = rsa.publicKey.export({ format: 'jwk' });
  const derived = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, '', `insight ${purpose}`, 32));
  const alg = (name: unknown) => ({ ...header, alg: name });
  const asAdmin = { ...payload, role: 'admin', scope: 'admin' };
  const unsigned = (name: unknown) => `${part(alg(name))}.${part(asAdmin)}.`;
  const wellSigned = (claims: Members) => byHmac(header, claims, key);
  const wellHeaded = (more: Members) => byHmac({ ...header, ...more }, payload, key);
  const now = Number(payload.iat);
  const jwe = new EncryptJWT({ ...payload }).setProtectedHeader({ alg: 'dir', enc: 'A256GCM', typ: 'at+jwt' });

  return {
    none: unsigned('none'),
    None: unsigned('None'),
    NONE: unsigned('NONE'),
    nOnE: unsigned('nOnE'),
    'none with the old signature': unsigned('none') + signature,
    'none without the last dot': unsigned('none').slice(0, -1),
    'an empty algorithm': unsigned(''),
    'a null algorithm': unsigned(null),
    'no algorithm': `${part(without(header, 'alg'))}.${body}.${signature}`,
    'a list of algorithms': byHmac(alg(['HS256', 'none']), payload, key),

    'HS384, well signed': byHmac(alg('HS384'), payload, key, 'sha384'),
    'HS512, well signed': byHmac(alg('HS512'), payload, key, 'sha512'),
    'HS1, well signed': byHmac(alg('HS1'), payload, key, 'sha1'),
    'hs256, well signed': byHmac(alg('hs256'), payload, key),
    'RS256 over the right HMAC': byHmac(alg('RS256'), payload, key),
    'RS256 by another key': byPair(alg('RS256'), payload, rsa.privateKey),
    'PS256 by another key': byPair(alg('PS256'), payload, rsa.privateKey, { padding: 6, saltLength: 32 }),
    'ES256 by another key': byPair(alg('ES256'), payload, ec.privateKey, { dsaEncoding: 'ieee-p1363' }),
    'EdDSA by another key': byPair(alg('EdDSA'), payload, ed.privateKey),
    'HS256 by a public key as PEM': byHmac(header, asAdmin, pem),
    'HS256 by a public key as DER': byHmac(header, asAdmin, der),
    'encrypted to the signing key': await jwe.encrypt(key),

    'an empty key': byHmac(header, asAdmin, ''),
    'the key "secret"': byHmac(header, asAdmin, 'secret'),
    'a key of ones': byHmac(header, asAdmin, Buffer.alloc(32, 1)),
    'the address of the server as the key': byHmac(header, asAdmin, String(payload.iss)),
    'the secret itself as the key': byHmac(header, asAdmin, secret),
    'the key of another purpose': byHmac(header, asAdmin, derived('seal 1')),
    'the key of another version': byHmac(header, asAdmin, derived('access token 2')),

    'a kid that is an empty file': byHmac({ ...header, kid: '../../../../dev/null' }, asAdmin, ''),
    'a kid that is a known file': byHmac({ ...header, kid: '/proc/sys/kernel/ostype' }, asAdmin, 'Linux\n'),
    'a kid that is SQL': byHmac({ ...header, kid: "x' UNION SELECT 'key'--" }, asAdmin, 'key'),
    'a kid that is a command': byHmac({ ...header, kid: '| echo key' }, asAdmin, 'key'),
    'a kid that is an address': byHmac({ ...header, kid: 'http://127.0.0.1/key' }, asAdmin, ownKey),
    'a secret key of its own': byHmac(
      { ...header, jwk: { kty: 'oct', k: Buffer.from(ownKey).toString('base64url') } },
      asAdmin,
      ownKey,
    ),
    'a public key of its own': byPair({ ...alg('RS256'), jwk }, asAdmin, rsa.privateKey),
    'an address of keys': byPair({ ...alg('RS256'), jku: 'http://127.0.0.1/jwks.json' }, asAdmin, rsa.privateKey),
    'an address of certificates': byPair({ ...alg('RS256'), x5u: 'http://127.0.0.1/x.pem' }, asAdmin, rsa.privateKey),
    'a certificate of its own': byPair({ ...alg('RS256'), x5c: [der.toString('base64')] }, asAdmin, rsa.privateKey),
    'something critical that nobody knows, well signed': wellHeaded({ crit: ['trust'], trust: true }),
    'an empty list of what is critical, well signed': wellHeaded({ crit: [] }),
    'a payload said to be no base64, well signed': wellHeaded({ crit: ['b64'], b64: false }),

    'the type JWT, well signed': wellHeaded({ typ: 'JWT' }),
    'the type of a refresh token, well signed': wellHeaded({ typ: 'rt+jwt' }),
    'a list of types, well signed': wellHeaded({ typ: ['at+jwt'] }),
    'no type, well signed': byHmac(without(header, 'typ'), payload, key),
    'another issuer, well signed': wellSigned({ ...payload, iss: 'https://evil.test' }),
    'nearly the issuer, well signed': wellSigned({ ...payload, iss: `${String(payload.iss)}/` }),
    'no issuer, well signed': wellSigned(without(payload, 'iss')),
    'another audience, well signed': wellSigned({ ...payload, aud: 'another' }),
    'an audience in capitals, well signed': wellSigned({ ...payload, aud: 'INSIGHT' }),
    'several other audiences, well signed': wellSigned({ ...payload, aud: ['another', 'insight2'] }),
    'no audience, well signed': wellSigned(without(payload, 'aud')),
    'over, well signed': wellSigned({ ...payload, exp: now - 6 }),
    'over for long, well signed': wellSigned({ ...payload, exp: 0 }),
    'an end that is text, well signed': wellSigned({ ...payload, exp: String(now + 600) }),
    'no end, well signed': wellSigned(without(payload, 'exp')),
    'not yet begun, well signed': wellSigned({ ...payload, nbf: now + 60 }),
    'a beginning that is text, well signed': wellSigned({ ...payload, nbf: '0' }),
    'no time of issue, well signed': wellSigned(without(payload, 'iat')),
    'no id, well signed': wellSigned(without(payload, 'jti')),
    'no account, well signed': wellSigned(without(payload, 'sub')),
    'an account that is a number, well signed': wellSigned({ ...payload, sub: 1 }),
    'the account of another, well signed': wellSigned({ ...payload, sub: theirs.sub }),
    'the session of another, well signed': wellSigned({ ...payload, sid: theirs.sid }),
    'no session, well signed': wellSigned(without(payload, 'sid')),
    'an empty session, well signed': wellSigned({ ...payload, sid: '' }),
    'a session that is a list, well signed': wellSigned({ ...payload, sid: [payload.sid] }),
    'a session that is SQL, well signed': wellSigned({ ...payload, sid: "' or '1'='1" }),
    'a list of claims, well signed': byHmac(header, [payload], key),
    'claims that are text, well signed': byHmac(header, JSON.stringify(payload), key),

    'other claims under the signature': `${head}.${part(asAdmin)}.${signature}`,
    'the claims of another under the signature': `${head}.${otherBody}.${signature}`,
    'the signature of another': `${head}.${body}.${otherSignature}`,
    'another header under the signature': `${part({ ...header, kid: '1' })}.${body}.${signature}`,
    'a signature with other spare bits': `${head}.${body}.${otherSpareBits(signature)}`,
    'a signature with padding': `${token}=`,
    'a signature in the other alphabet': `${head}.${body}.${inOtherAlphabet(signature)}`,
    'a signature in hexadecimal': `${head}.${body}.${Buffer.from(signature, 'base64url').toString('hex')}`,
    'a signature one letter shorter': token.slice(0, -1),
    'a signature one letter longer': `${token}A`,
    'half a signature': `${head}.${body}.${signature.slice(0, 21)}`,
    'no signature': `${head}.${body}.`,
    'no signature and no dot': `${head}.${body}`,
    'a signature alone': `..${signature}`,
    'the signature twice': `${token}.${signature}`,
    'the token twice': `${token}.${token}`,
    'a dot in front': `.${token}`,
    'nothing but dots': '..',
    'the token backwards': Array.from(token).reverse().join(''),
    'the token in small letters': token.toLowerCase(),
    'the token in quotes': `"${token}"`,
    'two tokens in a list': `${token}, ${token}`,
    'the token percent-encoded': token.replaceAll('.', '%2E'),
    'a very long token': `${token.slice(0, 40)}${'A'.repeat(12_000)}`,
    'a refresh token': refreshToken,
    'a personal token that nobody made': `isp_${'A'.repeat(43)}`,
  };
}

/** A letter of base64 has six bits, of which the last one of 32 bytes needs four: the other two may be anything. */
function otherSpareBits(signature: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return signature.slice(0, -1) + alphabet.charAt(alphabet.indexOf(signature.slice(-1)) ^ 1);
}

/** Standard base64. One without `-` or `_` reads the same in both: then it gets a padding. */
function inOtherAlphabet(signature: string): string {
  const changed = signature.replaceAll('-', '+').replaceAll('_', '/');
  return changed === signature ? `${signature}==` : changed;
}

const WORDS: Readonly<Record<string, string>> = {
  EAI_AGAIN: 'its name could not be looked up (no network?)',
  ENOTFOUND: 'its name could not be looked up (no network?)',
  ECONNREFUSED: 'it refused the connection',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  ENETUNREACH: 'there is no network',
  EHOSTUNREACH: 'there is no way to it from here',
  ETIMEDOUT: 'no connection in time',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  Z_DATA_ERROR: 'its answer could not be unpacked',
  Z_BUF_ERROR: 'its answer could not be unpacked',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted',
};

const NO_CONNECTION: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ENOTFOUND',
  'ECONNREFUSED',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * What went wrong on the network, in words. Only the code of an error is used: its message may quote a URL or a
 * header, and with them a key.
 */
export function networkWords(error: unknown): string {
  const code = codeOf(error);
  return WORDS[code] ?? (/^[A-Z0-9_]{2,60}$/.test(code) ? `the connection failed (${code})` : 'the connection failed');
}

/** True when there was no connection at all, so that the other side cannot have done what it was asked. */
export function neverArrived(error: unknown): boolean {
  const code = codeOf(error);
  return NO_CONNECTION.has(code) || code.includes('CERT');
}

/** The first code in a chain of causes; empty when there is none. */
function codeOf(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ('code' in at && typeof at.code === 'string' && at.code !== '') return at.code;
  }
  return '';
}

import { Problem } from './problem.js';

/** The other end of a connection, as node-server hands it over. */
export interface Socket {
  readonly remoteAddress?: string | undefined;
  readonly encrypted?: boolean;
}

/** Asked by the machine that runs the server, over plain http; neither says anything about anybody. */
const PLAIN = ['/healthz', '/readyz'];

/**
 * Whether a request came over https: by the socket, or by what a trusted proxy says of it. Never by the address in the
 * request, which the client writes.
 */
export function isHttps(request: Request, socket: Socket | undefined, trustProxy: boolean): boolean {
  const forwarded = trustProxy ? request.headers.get('x-forwarded-proto') : null;
  if (forwarded !== null) return forwarded.split(',').at(-1)?.trim().toLowerCase() === 'https';
  return socket === undefined ? new URL(request.url).protocol === 'https:' : socket.encrypted === true;
}

/** Refused, not sent on: a redirect would teach clients to send their secrets in plain text first. @throws Problem `https-only` */
export function demandHttps(path: string, https: boolean): void {
  if (!https && !PLAIN.includes(path)) throw new Problem('https-only');
}

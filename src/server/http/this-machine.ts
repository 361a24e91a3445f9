const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
/** What proxies add: whoever comes through one is not on this machine, though the proxy may be. */
const FORWARDED = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'];
const OWN_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Whether a program on the server's own machine asks, through no proxy, and no page that was fetched from elsewhere.
 * @param trustProxy whether a proxy stands before the server: it may add nothing that shows it, and then all come from it
 */
export function isFromThisMachine(request: Request, remoteAddress: string | undefined, trustProxy: boolean): boolean {
  if (trustProxy || !LOOPBACK.test(remoteAddress ?? '') || FORWARDED.some((name) => request.headers.has(name)))
    return false;
  if (!OWN_NAMES.includes(new URL(request.url).hostname)) return false;
  return ['same-origin', 'none', null].includes(request.headers.get('sec-fetch-site'));
}

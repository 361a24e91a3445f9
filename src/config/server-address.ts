import { baseUrlProblem } from './base-url.js';

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** What is wrong with the address of a site, which has nothing behind host and port; null when nothing is. */
export function originProblem(text: string): string | null {
  const problem = baseUrlProblem(text);
  if (problem !== null) return problem;
  return new URL(text).pathname === '/' ? null : 'takes an address without a path, such as https://insight.example.org';
}

/** What is wrong with the address of a server that passwords and tokens go to. Over plain http they could be read. */
export function serverProblem(text: string): string | null {
  const problem = originProblem(text);
  if (problem !== null) return problem;
  const { protocol, hostname } = new URL(text);
  if (protocol === 'https:' || LOOPBACK.test(hostname)) return null;
  return 'takes an address that begins with https://; http:// only for this machine itself';
}

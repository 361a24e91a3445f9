import { Problem } from './problem.js';

const HARMLESS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Cross-site request forgery: a change that rides on a cookie must come from this site's own pages, by what the browser
 * says of it (Fetch Metadata), or by its Origin where the browser says nothing.
 * @throws Problem `foreign-origin`
 */
export function checkOrigin(request: Request, publicUrl: string): void {
  if (HARMLESS.includes(request.method)) return;
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  const own = origin === null || origin === new URL(publicUrl).origin;
  if (site === 'same-origin' && own) return;
  // Typed into the address bar, or made by no browser at all: then an Origin has to prove it.
  if ((site === null || site === 'none') && origin !== null && own) return;
  throw new Problem('foreign-origin');
}

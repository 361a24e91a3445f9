import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { secureHeaders } from 'hono/secure-headers';
import type { ServerSettings } from '../settings.js';

const YEAR_S = 31_536_000;
const MINUTES_10_S = 600;

/**
 * What every answer says to browsers: load nothing from elsewhere, run no script that stands in the page, be shown in no
 * frame, guess no type, tell no other site where somebody came from. Other sites' pages may call only where they are
 * listed, and never with cookies.
 */
export function securityHeaders({ requireHttps, corsOrigins }: ServerSettings): readonly MiddlewareHandler[] {
  return [
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      strictTransportSecurity: requireHttps ? `max-age=${YEAR_S}; includeSubDomains` : false,
      xFrameOptions: 'DENY',
      // Not `no-referrer`: with it browsers send the forms of the page itself with `Origin: null`.
      referrerPolicy: 'same-origin',
      permissionsPolicy: { camera: [], geolocation: [], microphone: [], payment: [], usb: [] },
    }),
    answerPreflights(corsOrigins),
  ];
}

/** Only what a browser asks before a request from another site; any other OPTIONS is a question to the address itself. */
function answerPreflights(corsOrigins: readonly string[]): MiddlewareHandler {
  const answer = cors({
    origin: [...corsOrigins],
    allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match', 'if-none-match'],
    exposeHeaders: ['etag', 'location', 'ratelimit', 'ratelimit-policy', 'retry-after', 'x-request-id'],
    maxAge: MINUTES_10_S,
  });
  return async (context, next) => {
    const preflight = context.req.header('access-control-request-method') !== undefined;
    const fromPage = context.req.header('origin') !== undefined;
    if (fromPage && (context.req.method !== 'OPTIONS' || preflight)) return answer(context, next);
    await next();
    // Also where no page asked: what a browser keeps of it must not be shown to one that does.
    context.res.headers.append('vary', 'Origin');
    return undefined;
  };
}

import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { auditRefused } from '../audit/audit-refused.js';
import { once } from '../idempotency/once.js';
import { takeAllowance } from '../limits/take-allowance.js';
import { authenticate, SESSION_COOKIE } from './authenticate.js';
import { tokenHash } from '../secrets.js';
import { checkAccess } from './check-access.js';
import { checkBody } from './check-body.js';
import { checkOrigin } from './check-origin.js';
import { Problem } from './problem.js';
import type { Route, ServerEnv } from './route.js';

/** A zero byte in a path or a query. */
const ZERO = '%00';

/** Compared by their hashes: how long it takes tells nothing of the token. */
function isMetricsToken(authorization: string | null, token: string | null): boolean {
  return authorization !== null && token !== null && tokenHash(authorization) === tokenHash(`Bearer ${token}`);
}

/** What stands before every route: who calls, how often, whether they may, whether it was they who asked, and what. */
export function guard({ access, limit, method, path, takes = [] }: Route) {
  return async (context: Context<ServerEnv>, next: () => Promise<void>): Promise<Response | undefined> => {
    const parts = context.get('parts');
    context.set('route', path);
    // PostgreSQL keeps no text with a zero byte in it, and fails at the question.
    if (context.req.url.includes(ZERO))
      throw new Problem('invalid-request', { detail: 'An address holds no zero byte.' });
    const authorization = context.req.header('authorization') ?? null;
    const cookie = getCookie(context, SESSION_COOKIE) ?? null;
    const { database, now } = parts;
    const accessTokens = context.get('accessTokens');
    const caller = await authenticate({ authorization, cookie }, { database, now, accessTokens });
    context.set('caller', caller);
    const client = context.get('client');
    const { headers, retryAfterS } = await takeAllowance(limit, { client, caller }, parts.counters, parts.now());
    context.set('limitHeaders', headers);
    if (retryAfterS !== null) {
      throw new Problem('too-many-requests', { headers: { 'retry-after': String(retryAfterS) } });
    }
    if (authorization === null && cookie !== null) checkOrigin(context.req.raw, parts.settings.publicUrl);
    try {
      const collects = isMetricsToken(authorization, parts.settings.metricsToken);
      checkAccess(access, caller, context.get('fromThisMachine') || collects);
    } catch (error) {
      if (caller !== null) await auditRefused(parts, caller.account, `${method.toUpperCase()} ${path}`);
      throw error;
    }
    await checkBody(context, takes);
    const key = context.req.header('idempotency-key');
    if (key !== undefined && method === 'post' && caller !== null) return once(context, key, next);
    await next();
    return undefined;
  };
}

import type { Context } from 'hono';
import type { Access } from '../http/access.js';
import { checkOrigin } from '../http/check-origin.js';
import { Problem } from '../http/problem.js';
import type { Limit, Route, ServerEnv } from '../http/route.js';

export interface PageConfig {
  readonly access: Access;
  readonly limit?: Limit;
  readonly method: 'get' | 'post';
  /** As OpenAPI writes it: `/sessions/{id}/end`. */
  readonly path: string;
}

/**
 * An address that answers a browser with HTML. It is no part of the API's description, and it is kept nowhere: what one
 * person saw must not be there for the next one at that machine.
 */
export function page(
  { access, limit = 'usual', method, path }: PageConfig,
  answer: (context: Context<ServerEnv>) => Response | Promise<Response>,
): Route {
  return {
    method,
    path,
    access,
    limit,
    mount: (app) => {
      app.on(method.toUpperCase(), path.replaceAll(/\{(\w+)\}/g, ':$1'), async (context) => {
        // Also without a cookie: nobody is to be signed in to the account of somebody else.
        checkOrigin(context.req.raw, context.get('parts').settings.publicUrl);
        context.header('cache-control', 'no-store');
        // PostgreSQL keeps no text with a zero byte in it, so nothing is called so.
        if (Object.values<string>(context.req.param()).some((text) => text.includes('\0')))
          throw new Problem('not-found');
        return answer(context);
      });
    },
  };
}

import { createRoute, type OpenAPIHono, type RouteConfig, type RouteHandler } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Parts } from '../parts.js';
import type { AccessTokens } from '../sessions/access-token.js';
import type { Metrics } from '../system/metrics.js';
import type { Access, Caller } from './access.js';

/** What a handler finds beside the request. */
export interface ServerEnv {
  Variables: {
    readonly parts: Parts;
    readonly requestId: string;
    /** The address that limits are counted by. */
    readonly client: string;
    /** Null for anyone. */
    readonly caller: Caller | null;
    readonly metrics: Metrics;
    readonly accessTokens: AccessTokens;
    readonly https: boolean;
    /** Whether a program on the server's own machine asks. */
    readonly fromThisMachine: boolean;
    /** The path of the route as it was declared; null for what no route has. */
    readonly route: string | null;
    /** Whether something was begun: from then on the same must not be done again, whatever comes of it. */
    readonly begun: boolean;
    /** What the answer says of limits. */
    readonly limitHeaders: Readonly<Record<string, string>>;
  };
}

export type App = OpenAPIHono<ServerEnv>;

/** A route as the app mounts it: its types are closed, so that a list can hold it. */
export interface Route {
  readonly method: string;
  /** As OpenAPI writes it: `/things/{id}`. */
  readonly path: string;
  readonly access: Access;
  readonly limit: Limit;
  /** The types of body that it takes; left out where the route judges that itself. */
  readonly takes?: readonly string[];
  readonly mount: (app: App) => void;
}

/** Which allowance a call is taken from: `ALLOWANCES`. `none` is for what asks whether the server lives. */
export type Limit = 'usual' | 'sign-in' | 'tools' | 'export' | 'none';

/** One declaration: who may, what comes in and goes out, and what is done. Feeds the router, OpenAPI and the tests. */
export function route<const C extends RouteConfig>(
  config: C & { readonly access: Access; readonly limit?: Limit },
  handle: RouteHandler<C, ServerEnv>,
): Route {
  const { access, limit = 'usual' } = config;
  // The document must hold nothing that OpenAPI does not know.
  const declared = createRoute({ ...config, access: undefined, limit: undefined });
  return {
    method: config.method,
    path: config.path,
    access,
    limit,
    takes: Object.keys(config.request?.body?.content ?? {}),
    mount: (app) => {
      app.openapi(declared, handle);
    },
  };
}

/** Who is calling a route that is not open to anyone: the access check came first. */
export function callerOf(context: Context<ServerEnv>): Caller {
  const caller = context.get('caller');
  if (caller === null) throw new Error('a route without a caller asked who is calling');
  return caller;
}

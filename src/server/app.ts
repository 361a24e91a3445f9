import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie } from 'hono/cookie';
import { etag } from 'hono/etag';
import { authenticate, SESSION_COOKIE } from './http/authenticate.js';
import { checkAccess } from './http/check-access.js';
import { checkOrigin } from './http/check-origin.js';
import { clientAddress } from './http/client-address.js';
import { Problem } from './http/problem.js';
import type { App, Route, ServerEnv } from './http/route.js';
import { securityHeaders } from './http/security-headers.js';
import { isForPeople, problemPage } from './pages/problem-page.js';
import type { Parts } from './parts.js';
import { freshId } from './random-text.js';
import { ROUTES } from './routes.js';

/** A request that holds more is refused before it is read. */
const MOST_BYTES = 1024 * 1024;
/** An id that somebody else gave a request is kept when it is harmless: then two logs can be laid side by side. */
const REQUEST_ID = /^[\w-]{8,64}$/;

/** What node-server hands over beside the request. */
interface Connection {
  readonly incoming?: { readonly socket: { readonly remoteAddress?: string | undefined } };
}

/** The whole server, apart from listening. */
export function createApp(parts: Parts): App {
  const app: App = new OpenAPIHono<ServerEnv>({
    defaultHook: (result) => {
      if (result.success) return;
      const errors = result.error.issues.map(({ path, message }) => ({
        where: [result.target, ...path].join('.'),
        message,
      }));
      throw new Problem('invalid-request', { more: { errors } });
    },
  });
  app.onError((error, context) => answerTo(error, context));
  app.notFound((context) => answerTo(new Problem('not-found'), context));
  app.use(async (context, next) => {
    const { trustProxy } = parts.settings;
    const given = context.req.header('x-request-id') ?? '';
    const forwarded = trustProxy ? (context.req.header('x-forwarded-for') ?? null) : null;
    const { incoming } = context.env as Connection;
    context.set('parts', parts);
    context.set('requestId', REQUEST_ID.test(given) ? given : freshId(parts.secretBytes));
    context.set('client', clientAddress(incoming?.socket.remoteAddress, forwarded));
    context.set('caller', null);
    await next();
    context.header('x-request-id', context.get('requestId'));
  });
  app.use(securityHeaders(parts.settings));
  app.use(
    bodyLimit({
      maxSize: MOST_BYTES,
      onError: () => {
        throw new Problem('too-large', { detail: 'A request may hold one megabyte.' });
      },
    }),
  );
  app.use('/api/*', etag());
  for (const route of ROUTES) {
    app.on(route.method.toUpperCase(), route.path.replaceAll(/\{(\w+)\}/g, ':$1'), guard(route));
    route.mount(app);
  }
  return app;
}

/** Who is calling, whether they may, and whether it was they who asked. */
function guard({ access }: Route) {
  return async (context: Context<ServerEnv>, next: () => Promise<void>): Promise<void> => {
    const parts = context.get('parts');
    const authorization = context.req.header('authorization') ?? null;
    const cookie = getCookie(context, SESSION_COOKIE) ?? null;
    if (authorization === null && cookie !== null) checkOrigin(context.req.raw, parts.settings.publicUrl);
    const caller = await authenticate({ authorization, cookie }, parts);
    checkAccess(access, caller);
    context.set('caller', caller);
    await next();
  };
}

function answerTo(error: unknown, context: Context<ServerEnv>): Response | Promise<Response> {
  const requestId = context.get('requestId');
  if (!(error instanceof Problem)) {
    context.get('parts').log.error({ err: error, requestId }, 'a request failed unexpectedly');
  }
  const problem = error instanceof Problem ? error : new Problem('unexpected');
  return isForPeople(context) ? problemPage(problem, context) : problem.response(requestId);
}

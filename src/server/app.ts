import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { etag } from 'hono/etag';
import { HTTPException } from 'hono/http-exception';
import { isUnavailable } from './database/unavailable.js';
import { clientAddress } from './http/client-address.js';
import { guard } from './http/guard.js';
import { answerOtherMethods, honoPath } from './http/other-methods.js';
import { Problem } from './http/problem.js';
import { errorForLog } from './http/request-log.js';
import type { App, ServerEnv } from './http/route.js';
import { demandHttps, isHttps, type Socket } from './http/scheme.js';
import { securityHeaders } from './http/security-headers.js';
import { tagJson } from './http/tag-json.js';
import { isFromThisMachine } from './http/this-machine.js';
import { isForPeople, problemPage } from './pages/problem-page.js';
import type { Parts } from './parts.js';
import { freshId } from './random-text.js';
import { ROUTES } from './routes.js';
import { AccessTokens } from './sessions/access-token.js';
import { Metrics } from './system/metrics.js';

/** A request that holds more is refused before it is read. */
const MOST_BYTES = 1024 * 1024;
/** A database that went away mostly comes back so soon. */
const RETRY_AFTER_S = 5;
/** An id that somebody else gave a request is kept when it is harmless: then two logs can be laid side by side. */
const REQUEST_ID = /^[\w-]{8,64}$/;

/** What node-server hands over beside the request. */
interface Connection {
  readonly incoming?: { readonly socket: Socket };
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
  app.use(aroundAll(parts));
  app.use(...securityHeaders(parts.settings));
  app.use(async (context, next) => {
    if (parts.settings.requireHttps) demandHttps(context.req.path, context.get('https'));
    await next();
  });
  app.use(limitBodies());
  app.use('/api/*', etag(), tagJson);
  for (const route of ROUTES) {
    app.on(route.method.toUpperCase(), honoPath(route.path), guard(route));
    route.mount(app);
  }
  answerOtherMethods(app, ROUTES);
  return app;
}

/** node-server hands over no body of a question, and looking for one costs more than the answer. */
function limitBodies(): MiddlewareHandler<ServerEnv> {
  const limit = bodyLimit({
    maxSize: MOST_BYTES,
    onError: () => {
      throw new Problem('too-large', { detail: 'A request may hold one megabyte.' });
    },
  });
  return (context, next) => (isQuestion(context.req.method) ? next() : limit(context, next));
}

const isQuestion = (method: string) => method === 'GET' || method === 'HEAD';

/** What every request is told of itself, what every answer says, and what is written down of both. */
function aroundAll(parts: Parts): MiddlewareHandler<ServerEnv> {
  const metrics = new Metrics();
  const accessTokens = new AccessTokens(parts);
  const { trustProxy } = parts.settings;
  return async (context, next) => {
    const began = parts.now();
    metrics.begin();
    const { req } = context;
    const given = req.header('x-request-id') ?? '';
    const requestId = REQUEST_ID.test(given) ? given : freshId(parts.secretBytes);
    const socket = (context.env as Connection).incoming?.socket;
    const client = clientAddress(socket?.remoteAddress, trustProxy ? (req.header('x-forwarded-for') ?? null) : null);
    context.set('parts', parts);
    context.set('metrics', metrics);
    context.set('accessTokens', accessTokens);
    context.set('requestId', requestId);
    context.set('client', client);
    context.set('https', isHttps(req.raw, socket, trustProxy));
    context.set('fromThisMachine', isFromThisMachine(req.raw, socket?.remoteAddress, trustProxy));
    context.set('caller', null);
    context.set('route', null);
    context.set('begun', false);
    context.set('limitHeaders', {});
    await next();
    // Not by `context.header`, which makes the whole answer anew each time.
    const { headers, status } = context.res;
    headers.set('x-request-id', requestId);
    for (const [name, value] of Object.entries(context.get('limitHeaders'))) headers.set(name, value);
    if (!headers.has('cache-control')) {
      headers.set('cache-control', isQuestion(req.method) ? 'private, no-cache' : 'no-store');
    }
    const [route, ms] = [context.get('route'), Math.max(0, parts.now() - began)];
    metrics.end({ method: req.method, route, status, seconds: ms / 1000 });
    const account = context.get('caller')?.account.id ?? null;
    // Never the address itself, the headers or the body: each may hold a secret.
    parts.log.info({ requestId, method: req.method, route, status, ms, client, account }, 'request');
  };
}

/** The answer for what a route or what stands before it threw. */
export function answerTo(error: unknown, context: Context<ServerEnv>): Response | Promise<Response> {
  const requestId = context.get('requestId');
  const problem = problemOf(error);
  if (isUnavailable(error)) {
    context.get('parts').log.error({ err: errorForLog(error), requestId }, 'the database cannot be used');
  } else if (problem.problem === 'unexpected') {
    context.get('parts').log.error({ err: errorForLog(error), requestId }, 'a request failed unexpectedly');
  }
  return isForPeople(context) ? problemPage(problem, context) : problem.response(requestId);
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isUnavailable(error)) {
    const detail = 'The database cannot be used just now.';
    return new Problem('busy', { detail, headers: { 'retry-after': String(RETRY_AFTER_S) } });
  }
  // What hono itself refuses: a body that is no JSON, for one.
  return error instanceof HTTPException && error.status < 500
    ? new Problem('invalid-request', { detail: error.message })
    : new Problem('unexpected');
}

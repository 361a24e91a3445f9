import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { ServerEnv } from './route.js';

/**
 * Gives every JSON its ETag where it is made. hono's own `etag`, which compares it, would read the finished answer back
 * out of a stream, and that takes longer than making it.
 */
export const tagJson: MiddlewareHandler<ServerEnv> = async (context, next) => {
  const json = (object: unknown, status?: 200, headers?: Readonly<Record<string, string>>) => {
    const text = JSON.stringify(object);
    const etag = `"${createHash('sha1').update(text).digest('hex')}"`;
    return context.body(text, status, { 'content-type': 'application/json', etag, ...headers });
  };
  Object.assign(context, { json });
  await next();
};

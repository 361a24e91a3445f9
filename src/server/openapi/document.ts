import { OpenAPIHono } from '@hono/zod-openapi';
import { SESSION_COOKIE } from '../http/authenticate.js';
import type { Route, ServerEnv } from '../http/route.js';
import type { ApiDocument } from './api-document.js';
import { completed } from './completed.js';

const ABOUT = [
  'JSON in, JSON out. What goes wrong is answered as RFC 9457 problem details, by a `type` that never changes. Lists come in',
  'pages: `next` is what `cursor` takes. Every answer has an `x-request-id`, by which the log knows the request.',
].join(' ');

/** What the groups of addresses are about, in the order in which they are read. */
const TAGS: Readonly<Record<string, string>> = {
  tools: 'The tools of the command line, run by the server with its keys, within the plan of the account',
  history: 'What was made',
  sync: 'What a command line hands over and takes along',
  session: 'Signing in and out',
  account: 'The account itself',
  token: 'Personal access tokens, for scripts',
  device: 'Signing in a device by a code (RFC 8628)',
  admin: 'For administrators',
  system: 'The server itself',
};

/** Describes the routes by what they were declared with: the very schemas that requests are held to. Pages are left out. */
export function describeApi(routes: readonly Route[]): ApiDocument {
  const app = new OpenAPIHono<ServerEnv>();
  for (const route of routes) route.mount(app);
  const registry = app.openAPIRegistry;
  registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description:
      'The access token of a signed-in session, or a personal access token, whose scopes must hold the one that is named.',
  });
  registry.registerComponent('securitySchemes', 'cookie', {
    type: 'apiKey',
    in: 'cookie',
    name: SESSION_COOKIE,
    description: 'The cookie of the page. Changes by it must come from the page itself.',
  });
  const described = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'insight', version: '1', description: ABOUT },
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
  });
  return completed(described, routes);
}

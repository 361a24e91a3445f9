import { z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { fails, gives } from '../http/bodies.js';
import { Problem } from '../http/problem.js';
import { route } from '../http/route.js';

const stateSchema = z.object({ status: z.literal('ok') });

/** Whether the process lives; asks nobody. */
const live = route(
  {
    access: { who: 'anyone' },
    limit: 'none',
    method: 'get',
    path: '/healthz',
    summary: 'Whether the process lives',
    tags: ['system'],
    responses: { 200: gives(stateSchema, 'It does.') },
  },
  (context) => context.json({ status: 'ok' as const }, 200),
);

/** Whether it can serve: the database answers. */
const ready = route(
  {
    access: { who: 'anyone' },
    limit: 'none',
    method: 'get',
    path: '/readyz',
    summary: 'Whether the server can serve',
    tags: ['system'],
    responses: { 200: gives(stateSchema, 'The database answers.') },
  },
  async (context) => {
    try {
      await sql`select 1`.execute(context.get('parts').database.reader);
    } catch (error) {
      throw new Problem('busy', { detail: 'The database does not answer.' }, { cause: error });
    }
    return context.json({ status: 'ok' as const }, 200);
  },
);

const metrics = route(
  {
    access: { who: 'admin', scope: 'session', orCollector: true },
    limit: 'none',
    method: 'get',
    path: '/metrics',
    summary: 'What this process has done, for Prometheus',
    description:
      'Also for programs on the machine of the server, and by the bearer token that its host chose for this.',
    tags: ['system'],
    responses: {
      200: { description: 'Text format 0.0.4.', content: { 'text/plain': { schema: z.string() } } },
      ...fails('not-signed-in', 'not-allowed'),
    },
  },
  (context) =>
    context.text(context.get('metrics').text(), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }),
);

export const SYSTEM_ROUTES = [live, ready, metrics];

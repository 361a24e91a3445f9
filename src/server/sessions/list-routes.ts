import { z } from '@hono/zod-openapi';
import { audit } from '../audit/audit.js';
import { fails, gives, NOTHING } from '../http/bodies.js';
import { Problem } from '../http/problem.js';
import { callerOf, route } from '../http/route.js';
import { liveSessions } from './live-sessions.js';
import { endSession } from './sessions.js';

const sessionSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['web', 'cli']),
    label: z.string(),
    createdAt: z.iso.datetime(),
    usedAt: z.iso.datetime(),
    current: z.boolean().describe('The one that asks'),
  })
  .openapi('Session');

const list = route(
  {
    access: { who: 'user', scope: 'session' },
    method: 'get',
    path: '/api/v1/sessions',
    summary: 'Where you are signed in',
    tags: ['session'],
    responses: {
      200: gives(z.object({ items: z.array(sessionSchema) }), 'Those that go on.'),
      ...fails('not-signed-in'),
    },
  },
  async (context) => {
    const { database, now } = context.get('parts');
    const { account, session: own } = callerOf(context);
    const sessions = await liveSessions(database.reader, account.id, now());
    const items = sessions.map(({ id, kind, label, createdAt, usedAt }) => ({
      id,
      kind,
      label,
      createdAt: new Date(createdAt).toISOString(),
      usedAt: new Date(usedAt).toISOString(),
      current: id === own?.id,
    }));
    return context.json({ items }, 200);
  },
);

const end = route(
  {
    access: { who: 'user', scope: 'session' },
    method: 'delete',
    path: '/api/v1/sessions/{id}',
    summary: 'End one of your sessions',
    tags: ['session'],
    request: { params: z.object({ id: z.string().max(40) }) },
    responses: { 204: NOTHING, ...fails('not-signed-in', 'not-found') },
  },
  async (context) => {
    const { database, now } = context.get('parts');
    const { account } = callerOf(context);
    const { id } = context.req.valid('param');
    const ended = await database.write(async (writer) => {
      const own = (await liveSessions(writer, account.id, now())).some((session) => session.id === id);
      if (!own) return false;
      await endSession(writer, id, now());
      await audit(writer, now(), { actor: account.id, action: 'session.ended', subject: id, detail: {} });
      return true;
    });
    if (!ended) throw new Problem('not-found');
    return context.body(null, 204);
  },
);

export const SESSION_LIST_ROUTES = [list, end];

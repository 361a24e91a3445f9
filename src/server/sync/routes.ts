import { z } from '@hono/zod-openapi';
import { fails, gives, takes } from '../http/bodies.js';
import { Problem } from '../http/problem.js';
import { callerOf, route } from '../http/route.js';
import { MadeJson } from '../http/tag-json.js';
import { listHistory, placeOf, placeText } from './history.js';
import { freshId } from '../random-text.js';
import { pull, versionBody, versionsOf } from './items.js';
import { push } from './push.js';
import {
  counted,
  entriesSchema,
  type Entries,
  pulledSchema,
  pullSchema,
  pushedSchema,
  pushSchema,
  versionsSchema,
} from './schemas.js';

const pushRoute = route(
  {
    access: { who: 'user', scope: 'sync' },
    method: 'post',
    path: '/api/v1/sync/push',
    summary: 'Hand over what a machine changed; sending it twice does it once',
    tags: ['sync'],
    request: { body: takes(pushSchema) },
    responses: {
      200: gives(pushedSchema, 'What became of each change, in their order.'),
      ...fails('invalid-request', 'not-signed-in', 'not-allowed', 'conflict', 'too-large', 'too-many-requests'),
    },
  },
  async (context) => {
    const { database, now, secretBytes } = context.get('parts');
    const sent = context.req.valid('json');
    const accountId = callerOf(context).account.id;
    const mark = freshId(secretBytes);
    const answered = await database.write((writer) => push(writer, { ...sent, accountId, mark, now: now() }));
    if (answered === null) throw unknownPoint();
    return context.json({ ...answered, answers: [...answered.answers] }, 200);
  },
);

const pullRoute = route(
  {
    access: { who: 'user', scope: 'sync' },
    method: 'get',
    path: '/api/v1/sync/pull',
    summary: 'What changed since, on any machine',
    tags: ['sync'],
    request: { query: pullSchema },
    responses: {
      200: gives(pulledSchema, 'The items in force, in the order of their last change.'),
      ...fails('invalid-request', 'not-signed-in', 'not-allowed', 'conflict', 'too-many-requests'),
    },
  },
  async (context) => {
    const page = await pull(
      context.get('parts').database.reader,
      callerOf(context).account.id,
      context.req.valid('query'),
    );
    if (page === null) throw unknownPoint();
    return context.json({ ...page, items: [...page.items] }, 200);
  },
);

const historyRoute = route(
  {
    access: { who: 'user', scope: 'read' },
    method: 'get',
    path: '/api/v1/history',
    summary: 'What was made, on all machines and by the tools of the server, the newest first',
    tags: ['history'],
    request: {
      query: z.object({
        cursor: z.string().max(300).optional(),
        limit: counted(100, 20),
        tool: z
          .string()
          .regex(/^[\w-]{1,40}$/)
          .optional()
          .describe('Only what was made with it: concepts, keywords, thumbnails, outliers …'),
      }),
    },
    responses: {
      200: gives(entriesSchema, 'Entries without their results.'),
      ...fails('invalid-request', 'not-signed-in', 'not-allowed', 'too-many-requests'),
    },
  },
  async (context) => {
    const { cursor, limit, tool = null } = context.req.valid('query');
    const after = cursor === undefined ? null : placeOf(cursor);
    if (cursor !== undefined && after === null) throw unknownCursor();
    const { reader } = context.get('parts').database;
    const { entries, last } = await listHistory(reader, callerOf(context).account.id, { after, limit, tool });
    const next = JSON.stringify(last === null ? null : placeText(last));
    const json = new MadeJson(`{"entries":[${entries.join(',')}],"next":${next}}`);
    // It is what the schema says; only its type is that of the text.
    return context.json(json as unknown as Entries, 200);
  },
);

const versionsRoute = route(
  {
    access: { who: 'user', scope: 'read' },
    method: 'get',
    path: '/api/v1/history/{id}/versions',
    summary: 'Every version of an entry, the newest first, also those that lost',
    tags: ['history'],
    request: {
      params: z.object({ id: z.string().max(128) }),
      query: z.object({
        cursor: z
          .string()
          .regex(/^\d{1,9}$/)
          .optional(),
        limit: counted(20, 10),
      }),
    },
    responses: {
      200: gives(versionsSchema, 'The versions.'),
      ...fails('invalid-request', 'not-signed-in', 'not-allowed', 'not-found', 'too-many-requests'),
    },
  },
  async (context) => {
    const { cursor, limit } = context.req.valid('query');
    const name = {
      accountId: callerOf(context).account.id,
      kind: 'history',
      id: context.req.valid('param').id,
    } as const;
    const before = cursor === undefined ? null : Number(cursor);
    const rows = await versionsOf(context.get('parts').database.reader, name, { before, limit: limit + 1 });
    if (rows.length === 0 && before === null) throw new Problem('not-found');
    const page = rows.slice(0, limit);
    const next = rows.length > limit ? String(page.at(-1)?.version) : null;
    return context.json({ versions: page.map(versionBody), next }, 200);
  },
);

const unknownPoint = () =>
  new Problem('conflict', { detail: 'This server never came by there: begin anew, and offer everything again.' });
const unknownCursor = () => new Problem('invalid-request', { detail: 'The cursor is not one of this list.' });

export const SYNC_ROUTES = [pushRoute, pullRoute, historyRoute, versionsRoute];

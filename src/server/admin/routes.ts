import { z } from '@hono/zod-openapi';
import { confirmSelf } from '../accounts/confirm-self.js';
import { accountBody, accountSchema, typedPasswordSchema } from '../accounts/schemas.js';
import { readAudit } from '../audit/read-audit.js';
import { verifyAudit } from '../audit/verify-audit.js';
import type { Account } from '../database/tables.js';
import type { Access } from '../http/access.js';
import { fails, gives, takes } from '../http/bodies.js';
import { Problem } from '../http/problem.js';
import { callerOf, route } from '../http/route.js';
import { changeAccount, endSessionsOf, makeLinkFor } from './change-account.js';
import { findAccounts } from './find-accounts.js';
import { mostActive, totals } from './overview.js';
import { placeOf } from './page-cursor.js';

const ACCESS: Access = { who: 'admin', scope: 'session' };
const SHOWN = 10;
const DENIED = ['not-signed-in', 'not-allowed'] as const;
const UNCONFIRMED = ['wrong-credentials', 'too-many-requests', 'busy'] as const;

const userSchema = accountSchema.extend({ state: z.enum(['active', 'suspended']) }).openapi('User');
const userBody = (account: Account): z.infer<typeof userSchema> => ({ ...accountBody(account), state: account.state });
const idParams = z.object({ id: z.string().max(64) });
const limitSchema = z.coerce.number().int().min(1).max(100).default(20);
const countSchema = z.number().int();

const overview = route(
  {
    access: ACCESS,
    method: 'get',
    path: '/api/v1/admin/overview',
    summary: 'Totals, the most active users and the newest',
    tags: ['admin'],
    responses: {
      200: gives(
        z.object({
          totals: z.object({
            users: countSchema,
            admins: countSchema,
            suspended: countSchema,
            unconfirmed: countSchema.describe('Registered within twenty minutes, and not confirmed: no users yet'),
            sessions: countSchema,
            toolRuns: countSchema,
            thumbnails: countSchema.describe('How often they were made, by machines and here'),
            concepts: countSchema.describe('How often they were made, by machines and here'),
          }),
          mostActive: z.array(
            userSchema.extend({ events: countSchema.describe('In the audit book, the history and runs of tools') }),
          ),
          newest: z.array(userSchema),
        }),
        'What there is, and who did most in the last thirty days.',
      ),
      ...fails(...DENIED),
    },
  },
  async (context) => {
    const { database, now } = context.get('parts');
    const { reader } = database;
    const [counted, active, page] = await Promise.all([
      totals(reader, now()),
      mostActive(reader, now(), SHOWN),
      findAccounts(reader, { query: '', role: null, state: null, after: null, limit: SHOWN }),
    ]);
    return context.json(
      {
        totals: counted,
        mostActive: active.map(({ account, events }) => ({ ...userBody(account), events })),
        newest: page.accounts.map(userBody),
      },
      200,
    );
  },
);

const users = route(
  {
    access: ACCESS,
    method: 'get',
    path: '/api/v1/admin/users',
    summary: 'Users, the newest first, by part of their address',
    tags: ['admin'],
    request: {
      query: z.object({
        query: z.string().max(254).default(''),
        role: z.enum(['user', 'admin']).optional(),
        state: z.enum(['active', 'suspended']).optional(),
        cursor: z.string().max(400).optional(),
        limit: limitSchema,
      }),
    },
    responses: {
      200: gives(z.object({ users: z.array(userSchema), next: z.string().nullable() }), 'A page of them.'),
      ...fails('invalid-request', ...DENIED),
    },
  },
  async (context) => {
    const { query, role = null, state = null, cursor, limit } = context.req.valid('query');
    const after = cursor === undefined ? null : placeOf(cursor);
    const { reader } = context.get('parts').database;
    const { accounts, next } = await findAccounts(reader, { query, role, state, after, limit });
    return context.json({ users: accounts.map(userBody), next }, 200);
  },
);

const change = route(
  {
    access: ACCESS,
    method: 'patch',
    path: '/api/v1/admin/users/{id}',
    summary: 'Suspend, let in again, change the role or the plan',
    tags: ['admin'],
    request: {
      params: idParams,
      body: takes(
        z.object({
          role: z.enum(['user', 'admin']).optional(),
          state: z.enum(['active', 'suspended']).optional(),
          plan: z.enum(['free', 'pro', 'team']).optional(),
          password: typedPasswordSchema.optional().describe('Yours: to make an administrator'),
        }),
      ),
    },
    responses: {
      200: gives(userSchema, 'As the user is now.'),
      ...fails('invalid-request', 'not-found', 'conflict', ...DENIED, ...UNCONFIRMED),
    },
  },
  async (context) => {
    const { database, now } = context.get('parts');
    const { id } = context.req.valid('param');
    const { password, ...wanted } = context.req.valid('json');
    if (wanted.role === 'admin') {
      if (password === undefined) {
        throw new Problem('invalid-request', { detail: 'Making an administrator takes your own "password".' });
      }
      await confirmSelf(context, password);
    }
    const actor = callerOf(context).account.id;
    const changed = await database.write((writer) => changeAccount(writer, actor, id, wanted, now()));
    return context.json(userBody(changed), 200);
  },
);

const endAll = route(
  {
    access: ACCESS,
    method: 'delete',
    path: '/api/v1/admin/users/{id}/sessions',
    summary: 'End all sessions of a user',
    tags: ['admin'],
    request: { params: idParams },
    responses: {
      200: gives(z.object({ ended: countSchema }), 'How many ended.'),
      ...fails('not-found', ...DENIED),
    },
  },
  async (context) => {
    const { database, now } = context.get('parts');
    const { id } = context.req.valid('param');
    const actor = callerOf(context).account.id;
    return context.json({ ended: await database.write((writer) => endSessionsOf(writer, actor, id, now())) }, 200);
  },
);

const link = route(
  {
    access: ACCESS,
    limit: 'sign-in',
    method: 'post',
    path: '/api/v1/admin/users/{id}/reset-link',
    summary: 'Make a link to a new password, to be handed out where there is no mail',
    tags: ['admin'],
    request: {
      params: idParams,
      body: takes(z.object({ password: typedPasswordSchema.describe('Yours') })),
    },
    responses: {
      201: gives(z.object({ link: z.string(), until: z.iso.datetime() }), 'It is good once, and shown this once.'),
      ...fails('invalid-request', 'not-found', 'conflict', ...DENIED, ...UNCONFIRMED),
    },
  },
  async (context) => {
    const parts = context.get('parts');
    const { id } = context.req.valid('param');
    const actor = (await confirmSelf(context, context.req.valid('json').password)).account.id;
    const made = await parts.database.write((writer) => makeLinkFor(writer, actor, id, parts));
    context.header('cache-control', 'no-store');
    return context.json({ link: made.link, until: new Date(made.until).toISOString() }, 201);
  },
);

const entrySchema = z
  .object({
    seq: countSchema,
    at: z.iso.datetime(),
    actor: z.string().nullable(),
    action: z.string(),
    subject: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()),
    hash: z.string(),
  })
  .openapi('AuditEntry');

const book = route(
  {
    access: ACCESS,
    method: 'get',
    path: '/api/v1/admin/audit',
    summary: 'The audit book, the newest entry first',
    tags: ['admin'],
    request: { query: z.object({ before: z.coerce.number().int().min(1).optional(), limit: limitSchema }) },
    responses: {
      200: gives(
        z.object({ entries: z.array(entrySchema), next: countSchema.nullable().describe('`before` of the next page') }),
        'A page of it.',
      ),
      ...fails('invalid-request', ...DENIED),
    },
  },
  async (context) => {
    const { before = null, limit } = context.req.valid('query');
    const rows = await readAudit(context.get('parts').database.reader, before, limit);
    const entries = rows.map(({ at, detail, ...entry }) => ({
      ...entry,
      at: new Date(at).toISOString(),
      detail: JSON.parse(detail) as Record<string, unknown>,
    }));
    const last = rows.at(-1);
    return context.json({ entries, next: last !== undefined && last.seq > 1 ? last.seq : null }, 200);
  },
);

const check = route(
  {
    access: ACCESS,
    method: 'get',
    path: '/api/v1/admin/audit/check',
    summary: 'Whether the audit book is as it was written',
    tags: ['admin'],
    responses: {
      200: gives(
        z.object({ entries: countSchema, brokenAt: countSchema.nullable(), end: z.string() }),
        'The first entry that was changed, removed or put in; null when there is none.',
      ),
      ...fails(...DENIED),
    },
  },
  async (context) => context.json(await verifyAudit(context.get('parts').database.reader), 200),
);

export const ADMIN_ROUTES = [overview, users, change, endAll, link, book, check];

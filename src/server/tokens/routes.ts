import { z } from '@hono/zod-openapi';
import { confirmSelf } from '../accounts/confirm-self.js';
import { typedPasswordSchema } from '../accounts/schemas.js';
import type { PersonalToken } from '../database/tables.js';
import { SCOPES } from '../http/access.js';
import { fails, gives, hasNoZero, NOTHING, takes } from '../http/bodies.js';
import { callerOf, route } from '../http/route.js';
import { endToken, makeToken } from './change-tokens.js';
import { liveTokens, scopesOf } from './personal-tokens.js';

export const USUAL_DAYS = 90;
export const MOST_DAYS = 365;
const LONGEST_NAME = 80;
const UNCONFIRMED = ['wrong-credentials', 'too-many-requests', 'busy'] as const;

/** Never by a token itself: one that leaked must not make others. */
const access = { who: 'user', scope: 'session' } as const;

/** What a token is to be. */
export const tokenWishSchema = z.object({
  name: z.string().trim().min(1).max(LONGEST_NAME).refine(hasNoZero).describe('What you know it by'),
  scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
  days: z.number().int().min(1).max(MOST_DAYS).default(USUAL_DAYS).describe('How long it works'),
});

const tokenSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.enum(SCOPES)),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    usedAt: z.iso.datetime().nullable().describe('To the minute; null for never'),
  })
  .openapi('Token');

function tokenBody(row: PersonalToken): z.infer<typeof tokenSchema> {
  const iso = (ms: number) => new Date(ms).toISOString();
  const { id, name, createdAt, expiresAt, usedAt } = row;
  return {
    id,
    name,
    scopes: scopesOf(row),
    createdAt: iso(createdAt),
    expiresAt: iso(expiresAt),
    usedAt: usedAt === null ? null : iso(usedAt),
  };
}

const make = route(
  {
    access,
    limit: 'sign-in',
    method: 'post',
    path: '/api/v1/tokens',
    summary: 'Make a personal access token; its text is shown this once',
    tags: ['token'],
    request: {
      body: takes(tokenWishSchema.extend({ password: typedPasswordSchema.describe('Yours') })),
    },
    responses: {
      201: gives(tokenSchema.extend({ token: z.string() }).openapi('NewToken'), 'The token was made.'),
      ...fails('invalid-request', 'not-signed-in', 'not-allowed', 'conflict', ...UNCONFIRMED),
    },
  },
  async (context) => {
    const parts = context.get('parts');
    const { password, ...wish } = context.req.valid('json');
    // A token outlives the session that it was made in.
    const { account } = await confirmSelf(context, password);
    const { row, token } = await makeToken(parts, account.id, wish);
    context.header('cache-control', 'no-store');
    return context.json({ ...tokenBody(row), token }, 201);
  },
);

const list = route(
  {
    access,
    method: 'get',
    path: '/api/v1/tokens',
    summary: 'The personal access tokens that work, the newest first',
    tags: ['token'],
    responses: {
      200: gives(z.object({ tokens: z.array(tokenSchema) }), 'All of them; an account has at most 50.'),
      ...fails('not-signed-in', 'not-allowed'),
    },
  },
  async (context) => {
    const { database, now } = context.get('parts');
    const rows = await liveTokens(database.reader, callerOf(context).account.id, now());
    return context.json({ tokens: rows.map(tokenBody) }, 200);
  },
);

const revoke = route(
  {
    access,
    method: 'delete',
    path: '/api/v1/tokens/{id}',
    summary: 'Revoke a personal access token',
    tags: ['token'],
    request: { params: z.object({ id: z.string().max(40) }) },
    responses: { 204: NOTHING, ...fails('not-signed-in', 'not-allowed', 'not-found') },
  },
  async (context) => {
    const { id } = context.req.valid('param');
    await endToken(context.get('parts'), callerOf(context).account.id, id);
    return context.body(null, 204);
  },
);

export const TOKEN_ROUTES = [make, list, revoke];

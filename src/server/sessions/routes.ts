import { z } from '@hono/zod-openapi';
import { signIn } from '../accounts/sign-in.js';
import { emailSchema, typedPasswordSchema } from '../accounts/schemas.js';
import { audit } from '../audit/audit.js';
import { fails, gives, NOTHING, takes } from '../http/bodies.js';
import { Problem } from '../http/problem.js';
import { callerOf, route } from '../http/route.js';
import { stolenSessionLetter } from '../mail/letters.js';
import { SESSION_LIST_ROUTES } from './list-routes.js';
import { labelSchema, pairBody, pairSchema } from './pair.js';
import { CONFIRM_ACCOUNT_ROUTES } from './confirm-account-route.js';
import { RESET_ROUTES } from './reset-routes.js';
import { signCliIn } from './sign-cli-in.js';
import { endSession, isRefreshToken, refresh } from './sessions.js';

const login = route(
  {
    access: { who: 'anyone' },
    limit: 'sign-in',
    method: 'post',
    path: '/api/v1/sessions',
    summary: 'Sign in with address and password',
    tags: ['session'],
    request: {
      body: takes(
        z.object({
          email: emailSchema,
          password: typedPasswordSchema,
          label: labelSchema,
        }),
      ),
    },
    responses: {
      201: gives(pairSchema, 'Signed in.'),
      ...fails('invalid-request', 'wrong-credentials', 'too-many-requests', 'busy'),
    },
  },
  async (context) => {
    const parts = context.get('parts');
    const { email, password, label } = context.req.valid('json');
    const client = context.get('client');
    const pair = await signIn(parts, { email, password, client }, (writer, account) =>
      signCliIn(writer, account, label, parts),
    );
    return context.json(pairBody(pair), 201);
  },
);

const refreshRoute = route(
  {
    access: { who: 'anyone' },
    method: 'post',
    path: '/api/v1/sessions/refresh',
    summary: 'Exchange a refresh token for the next pair',
    tags: ['session'],
    request: { body: takes(z.object({ refreshToken: z.string().max(200) })) },
    responses: { 200: gives(pairSchema, 'The next pair.'), ...fails('invalid-request', 'not-signed-in') },
  },
  async (context) => {
    const parts = context.get('parts');
    const { refreshToken } = context.req.valid('json');
    // Guesses must not stand in the way of those who change something.
    if (!(await isRefreshToken(parts.database.reader, refreshToken))) throw new Problem('not-signed-in');
    const refreshed = await parts.database.write(async (writer) => {
      const outcome = await refresh(writer, refreshToken, parts);
      if (outcome.outcome !== 'stolen') return outcome;
      const { id, accountId } = outcome.session;
      await audit(writer, parts.now(), { actor: accountId, action: 'session.stolen', subject: id, detail: {} });
      const owner = writer.selectFrom('account').select('email').where('id', '=', accountId);
      return { ...outcome, to: (await owner.executeTakeFirstOrThrow()).email };
    });
    if (refreshed.outcome === 'stolen') {
      const { to, session } = refreshed;
      parts.mailer?.post(stolenSessionLetter(to, session.label, parts.settings.publicUrl));
    }
    if (refreshed.outcome !== 'refreshed') throw new Problem('not-signed-in');
    return context.json(pairBody(refreshed.pair), 200);
  },
);

const logout = route(
  {
    access: { who: 'user', scope: 'session' },
    method: 'delete',
    path: '/api/v1/sessions/current',
    summary: 'Sign out',
    tags: ['session'],
    responses: { 204: NOTHING, ...fails('not-signed-in') },
  },
  async (context) => {
    const { database, now } = context.get('parts');
    const { account, session } = callerOf(context);
    if (session !== null) {
      await database.write(async (writer) => {
        await endSession(writer, session.id, now());
        await audit(writer, now(), { actor: account.id, action: 'session.ended', subject: session.id, detail: {} });
      });
    }
    return context.body(null, 204);
  },
);

export const SESSION_ROUTES = [
  login,
  refreshRoute,
  logout,
  ...SESSION_LIST_ROUTES,
  ...RESET_ROUTES,
  ...CONFIRM_ACCOUNT_ROUTES,
];

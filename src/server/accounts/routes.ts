import { z } from '@hono/zod-openapi';
import { fails, gives, takes } from '../http/bodies.js';
import { callerOf, route } from '../http/route.js';
import { CHANGE_ROUTES } from './change-routes.js';
import { register } from './register.js';
import { acceptedSchema, accountBody, accountSchema, emailSchema, typedPasswordSchema } from './schemas.js';

const registerRoute = route(
  {
    access: { who: 'anyone' },
    limit: 'sign-in',
    method: 'post',
    path: '/api/v1/accounts',
    summary: 'Register',
    description:
      'The answer is the same whether or not the address has an account already. Where the server sends mail, the account ' +
      'is made by the link that goes to the address, with the password that is chosen there; where it sends none, it works at once with this one. A server may take no registrations: 403.',
    tags: ['account'],
    request: { body: takes(z.object({ email: emailSchema, password: typedPasswordSchema })) },
    responses: {
      202: gives(acceptedSchema, 'Taken.'),
      ...fails('invalid-request', 'not-allowed', 'unprocessable', 'too-many-requests', 'busy'),
    },
  },
  async (context) => {
    const parts = context.get('parts');
    await register(parts, context.req.valid('json'));
    const message =
      parts.mailer === null
        ? 'If this address had no account, it has one now. Sign in with it.'
        : 'A letter goes to this address. Open its link within 20 minutes, and choose the password there.';
    return context.json({ message }, 202);
  },
);

const me = route(
  {
    access: { who: 'user', scope: 'read' },
    method: 'get',
    path: '/api/v1/me',
    summary: 'The account that is signed in',
    tags: ['account'],
    responses: { 200: gives(accountSchema, 'The account.'), ...fails('not-signed-in') },
  },
  (context) => context.json(accountBody(callerOf(context).account), 200),
);

export const ACCOUNT_ROUTES = [registerRoute, me, ...CHANGE_ROUTES];

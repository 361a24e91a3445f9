import { z } from '@hono/zod-openapi';
import { askForReset, resetPassword } from '../accounts/password-reset.js';
import { acceptedSchema, emailSchema, tokenSchema, typedPasswordSchema } from '../accounts/schemas.js';
import { fails, gives, takes } from '../http/bodies.js';
import { route } from '../http/route.js';
import { labelSchema, pairBody, pairSchema } from './pair.js';
import { signCliIn } from './sign-cli-in.js';

const PUBLIC = { access: { who: 'anyone' }, limit: 'sign-in', method: 'post' } as const;

const ask = route(
  {
    ...PUBLIC,
    tags: ['account'],
    path: '/api/v1/password-resets',
    summary: 'Ask for a new password',
    description: 'The answer is the same whether or not the address has an account.',
    request: { body: takes(z.object({ email: emailSchema })) },
    responses: { 202: gives(acceptedSchema, 'Taken.'), ...fails('invalid-request', 'too-many-requests') },
  },
  async (context) => {
    const parts = context.get('parts');
    await askForReset(parts, context.req.valid('json').email);
    const message =
      parts.mailer === null
        ? 'This server sends no mail: ask whoever runs it for a link.'
        : 'If this address has an account, a link goes to it. It is good for 20 minutes.';
    return context.json({ message }, 202);
  },
);

const reset = route(
  {
    ...PUBLIC,
    tags: ['account'],
    path: '/api/v1/password-resets/confirm',
    summary: 'Set a new password by a link: every session and every token ends, and one session begins',
    request: {
      body: takes(z.object({ token: tokenSchema, password: typedPasswordSchema, label: labelSchema })),
    },
    responses: {
      201: gives(pairSchema, 'The password is set, and you are signed in.'),
      ...fails('invalid-request', 'unprocessable', 'too-many-requests', 'busy'),
    },
  },
  async (context) => {
    const parts = context.get('parts');
    const { label, ...wish } = context.req.valid('json');
    const pair = await resetPassword(parts, wish, (writer, account) => signCliIn(writer, account, label, parts));
    return context.json(pairBody(pair), 201);
  },
);

export const RESET_ROUTES = [ask, reset];

import { z } from '@hono/zod-openapi';
import { confirmRegistration } from '../accounts/confirm-registration.js';
import { tokenSchema, typedPasswordSchema } from '../accounts/schemas.js';
import { fails, gives, takes } from '../http/bodies.js';
import { route } from '../http/route.js';
import { labelSchema, pairBody, pairSchema } from './pair.js';
import { signCliIn } from './sign-cli-in.js';

const confirm = route(
  {
    access: { who: 'anyone' },
    limit: 'sign-in',
    method: 'post',
    path: '/api/v1/accounts/confirm',
    summary:
      'Confirm the address of a new account by the link that went to it: the account is made with the password given here, and a session begins',
    tags: ['account'],
    request: {
      body: takes(
        z.object({
          token: tokenSchema,
          password: typedPasswordSchema.describe(
            'The password of the account: the one at registering no longer counts',
          ),
          label: labelSchema,
        }),
      ),
    },
    responses: {
      201: gives(pairSchema, 'The account works, and you are signed in.'),
      ...fails('invalid-request', 'unprocessable', 'too-many-requests', 'busy'),
    },
  },
  async (context) => {
    const parts = context.get('parts');
    const { label, ...wish } = context.req.valid('json');
    const pair = await confirmRegistration(parts, wish, (writer, account) => signCliIn(writer, account, label, parts));
    return context.json(pairBody(pair), 201);
  },
);

export const CONFIRM_ACCOUNT_ROUTES = [confirm];

import { z } from '@hono/zod-openapi';
import { audit } from '../audit/audit.js';
import { fails, gives, takes } from '../http/bodies.js';
import { Problem } from '../http/problem.js';
import { callerOf, route } from '../http/route.js';
import { freshId } from '../random-text.js';
import { addAccount } from './accounts.js';
import { checkPassword } from './password-rules.js';
import { accountBody, accountSchema, emailSchema, typedPasswordSchema } from './schemas.js';

const register = route(
  {
    access: { who: 'anyone' },
    limit: 'sign-in',
    method: 'post',
    path: '/api/v1/accounts',
    summary: 'Register',
    tags: ['account'],
    request: { body: takes(z.object({ email: emailSchema, password: typedPasswordSchema })) },
    responses: {
      201: gives(accountSchema, 'The account was made.'),
      ...fails('invalid-request', 'conflict', 'unprocessable', 'too-many-requests'),
    },
  },
  async (context) => {
    const { database, passwords, commonPasswords, now, secretBytes } = context.get('parts');
    const { email, password } = context.req.valid('json');
    checkPassword(password, email, commonPasswords);
    const passwordHash = await passwords.hash(password);
    const account = await database.write(async (writer) => {
      const made = await addAccount(writer, {
        id: freshId(secretBytes),
        email: email.trim(),
        passwordHash,
        role: 'user',
        plan: 'free',
        state: 'active',
        createdAt: now(),
      });
      if (made !== null) {
        await audit(writer, now(), { actor: made.id, action: 'account.registered', subject: made.id, detail: {} });
      }
      return made;
    });
    if (account === null) throw new Problem('conflict', { detail: 'This address cannot be registered.' });
    return context.json(accountBody(account), 201);
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

export const ACCOUNT_ROUTES = [register, me];

import type { Context } from 'hono';
import type { Caller } from '../http/access.js';
import { Problem } from '../http/problem.js';
import { callerOf, type ServerEnv } from '../http/route.js';
import { checkPasswordOf } from './check-password-of.js';

/**
 * Makes sure that it is still the owner who is signed in: whoever finds an open session can do nothing that lasts. Wrong
 * passwords are counted apart from those of sign-in, so that nobody outside keeps the owner from it.
 * @returns who it is
 * @throws Problem `wrong-credentials`, `too-many-requests`, `busy`
 */
export async function confirmSelf(context: Context<ServerEnv>, password: string): Promise<Caller> {
  const caller = callerOf(context);
  const { account } = caller;
  const client = context.get('client');
  const { id: subject, passwordHash } = account;
  const wish = { passwordHash, subject, password, client, key: `self ${subject}` };
  const checked = await checkPasswordOf(context.get('parts'), wish);
  if (checked === null) throw new Problem('wrong-credentials', { detail: 'This is not your password.' });
  return caller;
}

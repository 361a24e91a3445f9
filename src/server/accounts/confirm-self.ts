import type { Caller } from '../http/access.js';
import { Problem } from '../http/problem.js';
import { checkPasswordOf, type CheckParts } from './check-password-of.js';

/**
 * Makes sure that it is still the owner who is signed in: whoever finds an open session can do nothing that lasts. Wrong
 * passwords are counted apart from those of sign-in, so that nobody outside keeps the owner from it.
 * @throws Problem `wrong-credentials`, `too-many-requests`, `busy`
 */
export async function confirmSelf(
  parts: CheckParts,
  { account }: Caller,
  { password, client }: { password: string; client: string },
): Promise<void> {
  const checked = await checkPasswordOf(parts, { account, password, client, key: `self ${account.id}` });
  if (checked === null) throw new Problem('wrong-credentials', { detail: 'This is not your password.' });
}

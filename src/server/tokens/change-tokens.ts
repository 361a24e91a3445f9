import { audit } from '../audit/audit.js';
import { Problem } from '../http/problem.js';
import type { Parts } from '../parts.js';
import { addToken, revokeToken, type TokenWish } from './personal-tokens.js';

/** Makes a token, and writes that down. @returns its row, and its text, which is told here and never again @throws Problem `conflict` */
export function makeToken(parts: Parts, accountId: string, wish: TokenWish): ReturnType<typeof addToken> {
  return parts.database.write(async (writer) => {
    const made = await addToken(writer, accountId, wish, parts);
    const { id, name, scopes, expiresAt } = made.row;
    const detail = { name, scopes, expiresAt };
    await audit(writer, parts.now(), { actor: accountId, action: 'token.made', subject: id, detail });
    return made;
  });
}

/** Takes the right from a token of an account, and writes that down. @throws Problem `not-found` */
export async function endToken({ database, now }: Parts, accountId: string, id: string): Promise<void> {
  const revoked = await database.write(async (writer) => {
    if (!(await revokeToken(writer, accountId, id, now()))) return false;
    await audit(writer, now(), { actor: accountId, action: 'token.revoked', subject: id, detail: {} });
    return true;
  });
  if (!revoked) throw new Problem('not-found');
}

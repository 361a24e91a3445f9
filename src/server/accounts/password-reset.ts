import { audit } from '../audit/audit.js';
import type { Writer } from '../database/database.js';
import type { Account } from '../database/tables.js';
import { Problem } from '../http/problem.js';
import { resetLetter } from '../mail/letters.js';
import type { Parts } from '../parts.js';
import { endSessions } from '../sessions/sessions.js';
import { revokeTokens } from '../tokens/personal-tokens.js';
import { findByEmail } from './accounts.js';
import { dropLinks, linkedAccount, makeLink, useLink, type LinkParts } from './links.js';
import { mayWriteTo } from './may-write-to.js';
import { checkPassword } from './password-rules.js';
import { signInKey } from './sign-in.js';
import { forgetTries } from './tries.js';

/**
 * A link to a new password, for an administrator to hand out where there is no mail.
 * @param by the administrator's account id, or `system` @returns the address to open; it cannot be shown again
 */
export async function makeResetLink(writer: Writer, account: Account, by: string, parts: LinkParts): Promise<string> {
  const link = await makeLink(writer, { accountId: account.id, purpose: 'password', email: null }, parts);
  await audit(writer, parts.now(), { actor: by, action: 'password.link-made', subject: account.id, detail: {} });
  return link;
}

/**
 * Somebody asks for a new password. With mail a link goes to the address if it has an account; without, an administrator
 * finds the wish in the book. The answer and the work are the same either way.
 */
export async function askForReset(parts: Parts, email: string): Promise<void> {
  const { database, mailer, now, settings } = parts;
  const may = await mayWriteTo(database.reader, email, 'reset', now());
  const account = await findByEmail(database.reader, email);
  const link = await database.write(async (writer) => {
    await audit(writer, now(), {
      actor: null,
      action: 'password.link-asked',
      subject: account?.id ?? null,
      detail: { mail: mailer !== null && may },
    });
    const wish = { accountId: account?.id ?? null, purpose: 'password', email: null } as const;
    return mailer === null || !may ? null : makeLink(writer, wish, parts);
  });
  if (account !== null && link !== null) mailer?.post(resetLetter(account.email, link, settings.publicUrl));
}

/**
 * Sets a new password by a link, ends every session and every token, and signs in anew, in one transaction. That it signs in is what lets
 * the owner in while somebody else keeps the address waiting by guessing.
 * @throws Problem `unprocessable` for a link that is not good, or a password that nobody should take, `busy`
 */
export async function resetPassword<T>(
  parts: Parts,
  { token, password }: { token: string; password: string },
  begin: (writer: Writer, account: Account) => Promise<T>,
): Promise<T> {
  const { commonPasswords, database, now, passwords } = parts;
  const found = await linkedAccount(database.reader, { token, purpose: 'password' }, now());
  if (found === null) throw badLink();
  await checkPassword(password, found.account.email, commonPasswords);
  const passwordHash = await passwords.hash(password);
  const begun = await database.write(async (writer) => {
    const linked = await linkedAccount(writer, { token, purpose: 'password' }, now());
    if (linked === null || !(await useLink(writer, token, now()))) return null;
    const { account } = linked;
    await writer.updateTable('account').set({ passwordHash }).where('id', '=', account.id).execute();
    const ended = await endSessions(writer, account.id, now(), null);
    const tokens = await revokeTokens(writer, account.id, now());
    await dropLinks(writer, account.id);
    await forgetTries(writer, [signInKey(account.email)], now());
    const detail = { ended, tokens };
    await audit(writer, now(), { actor: account.id, action: 'password.reset', subject: account.id, detail });
    return { value: await begin(writer, { ...account, passwordHash }) };
  });
  if (begun === null) throw badLink();
  return begun.value;
}

/** What is said of a link that is unknown, used or old: all the same. */
export function badLink(): Problem {
  return new Problem('unprocessable', { detail: 'This link is not good (any more): ask for a new one.' });
}

import { audit } from '../audit/audit.js';
import type { Writer } from '../database/database.js';
import type { Caller } from '../http/access.js';
import { Problem } from '../http/problem.js';
import {
  changedAddressLetter,
  changedPasswordLetter,
  confirmAddressLetter,
  knownAddressLetter,
} from '../mail/letters.js';
import type { Parts } from '../parts.js';
import { endSessions } from '../sessions/sessions.js';
import { revokeTokens } from '../tokens/personal-tokens.js';
import { findByEmail } from './accounts.js';
import { emailKey } from './email-key.js';
import { dropLinks, linkedAccount, makeLink, useLink } from './links.js';
import { mayWriteTo } from './may-write-to.js';
import { badLink } from './password-reset.js';
import { checkPassword } from './password-rules.js';

/** Sets a new password; every other session and every token ends. The caller has confirmed it. @throws Problem `unprocessable`, `busy` */
export async function changePassword(parts: Parts, { account, session }: Caller, password: string): Promise<void> {
  const { commonPasswords, database, mailer, now, passwords, settings } = parts;
  await checkPassword(password, account.email, commonPasswords);
  const passwordHash = await passwords.hash(password);
  await database.write(async (writer) => {
    await writer.updateTable('account').set({ passwordHash }).where('id', '=', account.id).execute();
    const ended = await endSessions(writer, account.id, now(), session?.id ?? null);
    const tokens = await revokeTokens(writer, account.id, now());
    await dropLinks(writer, account.id);
    await audit(writer, now(), {
      actor: account.id,
      action: 'password.changed',
      subject: account.id,
      detail: { ended, tokens },
    });
  });
  mailer?.post(changedPasswordLetter(account.email, settings.publicUrl));
}

/**
 * Begins a change of address: with mail by a link to the new one, which is answered the same whether or not it is taken;
 * without mail it is changed at once. The caller has confirmed it.
 * @returns whether it was changed already
 * @throws Problem `conflict`, without mail, for an address that is taken
 */
export async function askForAddress(parts: Parts, caller: Caller, email: string): Promise<boolean> {
  const { database, mailer, now, settings } = parts;
  const { account, session } = caller;
  const address = email.trim();
  const asked = await database.write(async (writer) => {
    const owner = await findByEmail(writer, address);
    const taken = owner !== null && owner.id !== account.id;
    if (mailer === null) {
      if (!taken) await setAddress(writer, account.id, address, session?.id ?? null, now());
      return { taken, link: null, mayWrite: false };
    }
    const wish = { accountId: taken ? null : account.id, purpose: 'email', email: address } as const;
    const link = await makeLink(writer, wish, parts);
    await audit(writer, now(), { actor: account.id, action: 'address.asked', subject: account.id, detail: {} });
    return { taken, link, mayWrite: await mayWriteTo(writer, address, 'change', now()) };
  });
  if (asked.taken && mailer === null) throw new Problem('conflict', { detail: 'This address cannot be taken.' });
  if (!asked.mayWrite) return mailer === null;
  if (asked.taken) mailer?.post(knownAddressLetter(address, settings.publicUrl));
  else if (asked.link !== null) mailer?.post(confirmAddressLetter(address, asked.link, settings.publicUrl));
  return mailer === null;
}

/** Changes the address by the link that went to the new one; every session and every token ends. @throws Problem `unprocessable` */
export async function confirmAddress(parts: Parts, token: string): Promise<void> {
  const { database, mailer, now, settings } = parts;
  const before = await database.write(async (writer) => {
    const linked = await linkedAccount(writer, { token, purpose: 'email' }, now());
    if (linked?.newEmail == null || !(await useLink(writer, token, now()))) return null;
    const owner = await findByEmail(writer, linked.newEmail);
    if (owner !== null && owner.id !== linked.account.id) return null;
    await setAddress(writer, linked.account.id, linked.newEmail, null, now());
    return linked.account.email;
  });
  if (before === null) throw badLink();
  mailer?.post(changedAddressLetter(before, settings.publicUrl));
}

/** @param session that may go on */
async function setAddress(
  writer: Writer,
  id: string,
  email: string,
  session: string | null,
  now: number,
): Promise<void> {
  await writer
    .updateTable('account')
    .set({ email, emailKey: emailKey(email) })
    .where('id', '=', id)
    .execute();
  const ended = await endSessions(writer, id, now, session);
  const tokens = await revokeTokens(writer, id, now);
  await dropLinks(writer, id);
  await audit(writer, now, { actor: id, action: 'address.changed', subject: id, detail: { ended, tokens } });
}

/**
 * Deletes an account with all that is its own; the book keeps that there was one, by its id. The caller has confirmed it.
 * @throws Problem `conflict` for the last administrator
 */
export async function deleteAccount(parts: Parts, { account }: Caller): Promise<void> {
  const deleted = await parts.database.write(async (writer) => {
    const admins = await writer
      .selectFrom('account')
      .select('id')
      .where('role', '=', 'admin')
      .where('state', '=', 'active')
      .execute();
    if (admins.length === 1 && admins[0]?.id === account.id) return false;
    await audit(writer, parts.now(), { actor: account.id, action: 'account.deleted', subject: account.id, detail: {} });
    await writer.deleteFrom('account').where('id', '=', account.id).execute();
    return true;
  });
  if (!deleted) throw new Problem('conflict', { detail: 'You are the last administrator: make another one first.' });
}

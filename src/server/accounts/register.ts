import { audit } from '../audit/audit.js';
import { confirmAccountLetter, knownAddressLetter } from '../mail/letters.js';
import { Problem } from '../http/problem.js';
import type { Parts } from '../parts.js';
import { freshId } from '../random-text.js';
import { addAccount, findByEmail } from './accounts.js';
import { makeLink } from './links.js';
import { mayWriteTo } from './may-write-to.js';
import { checkPassword } from './password-rules.js';

/** What is said where nobody may register. */
export const CLOSED = 'This server takes no registrations: ask whoever runs it for an account.';

/**
 * Makes an account. Whether the address had one already shows neither in the answer nor in how long it takes. With mail it
 * is made by the link that goes to the address (`confirmRegistration`), with the password that is chosen there: so only its
 * owner learns, and nobody else's password counts. Without mail it works at
 * once, so whoever then signs in with the same password learns it: docs/hosting.md says so.
 * @throws Problem `not-allowed` where registration is closed, `unprocessable` for a password that nobody should take, `busy`
 */
export async function register(parts: Parts, { email, password }: { email: string; password: string }): Promise<void> {
  if (parts.settings.registration === 'closed') throw new Problem('not-allowed', { detail: CLOSED });
  const address = email.trim();
  await checkPassword(password, address, parts.commonPasswords);
  if (parts.mailer !== null) await askOwner(parts, address);
  else await makeAtOnce(parts, address, await parts.passwords.hash(password));
}

async function makeAtOnce(parts: Parts, email: string, passwordHash: string): Promise<void> {
  const { database, now, secretBytes } = parts;
  await database.write(async (writer) => {
    const account = await addAccount(writer, newUser(parts, email, passwordHash, freshId(secretBytes)));
    const action = account === null ? 'account.registered-again' : 'account.registered';
    await audit(writer, now(), { actor: null, action, subject: account?.id ?? null, detail: {} });
  });
}

/** Each letter is good for whoever reads it, whoever asked for it: nobody can use up those that an address may get. */
async function askOwner(parts: Parts, email: string): Promise<void> {
  const { database, mailer, now, settings } = parts;
  const asked = await database.write(async (writer) => {
    const taken = (await findByEmail(writer, email)) !== null;
    const mayWrite = await mayWriteTo(writer, email, 'register', now());
    const wish = { accountId: null, purpose: 'register', email: taken ? null : email } as const;
    const link = mayWrite ? await makeLink(writer, wish, parts) : null;
    const action = taken ? 'account.registered-again' : 'account.asked';
    await audit(writer, now(), { actor: null, action, subject: null, detail: {} });
    return { taken, link };
  });
  if (asked.link === null) return;
  mailer?.post(
    asked.taken
      ? knownAddressLetter(email, settings.publicUrl)
      : confirmAccountLetter(email, asked.link, settings.publicUrl),
  );
}

/** An account as everybody begins. */
export function newUser({ now }: Pick<Parts, 'now'>, email: string, passwordHash: string, id: string) {
  return { id, email, passwordHash, role: 'user', plan: 'free', state: 'active', createdAt: now() } as const;
}

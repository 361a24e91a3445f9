import { audit } from '../audit/audit.js';
import { knownAddressLetter, welcomeLetter } from '../mail/letters.js';
import type { Parts } from '../parts.js';
import { freshId } from '../random-text.js';
import { addAccount } from './accounts.js';
import { mayWriteTo } from './may-write-to.js';
import { checkPassword } from './password-rules.js';

/**
 * Makes an account. Whether the address had one already shows neither in the answer nor in how long it takes; but the
 * account works at once, so whoever then signs in with the same password learns it. docs/hosting.md says so.
 * @throws Problem `unprocessable` for a password that nobody should take, `busy`
 */
export async function register(parts: Parts, { email, password }: { email: string; password: string }): Promise<void> {
  const { commonPasswords, database, mailer, now, passwords, secretBytes, settings } = parts;
  const address = email.trim();
  await checkPassword(password, address, commonPasswords);
  const passwordHash = await passwords.hash(password);
  const made = await database.write(async (writer) => {
    const account = await addAccount(writer, {
      id: freshId(secretBytes),
      email: address,
      passwordHash,
      role: 'user',
      plan: 'free',
      state: 'active',
      createdAt: now(),
    });
    const action = account === null ? 'account.registered-again' : 'account.registered';
    await audit(writer, now(), { actor: null, action, subject: account?.id ?? null, detail: {} });
    // After the account: of many at once the letter of the one that made it is among the first.
    return { fresh: account !== null, mayWrite: await mayWriteTo(writer, address, 'register', now()) };
  });
  if (!made.mayWrite) return;
  mailer?.post(
    made.fresh ? welcomeLetter(address, settings.publicUrl) : knownAddressLetter(address, settings.publicUrl),
  );
}

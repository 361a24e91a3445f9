import { audit } from '../audit/audit.js';
import { Problem } from '../http/problem.js';
import type { Parts } from '../parts.js';
import { blockedUntil, CLIENT_ALLOWANCE, forgetTries, giveBack, takeFrom, takeTry, type Refusal } from './tries.js';

export interface PasswordTry {
  /** Null where there is no account, or it may not sign in: then it takes as long, and is wrong. */
  readonly passwordHash: string | null;
  /** The account, for the book; null where there is none. */
  readonly subject: string | null;
  readonly password: string;
  /** What wrong ones are counted under. */
  readonly key: string;
  /** Where it comes from, as limits are counted. */
  readonly client: string;
}

export type CheckParts = Pick<Parts, 'database' | 'passwords' | 'now'>;

/**
 * Whether this is the password, as slowly as guessing deserves: after five wrong ones it has to wait, per account and per
 * client. The same for an address that has no account.
 * @returns whether the hash was made at another cost; null when the password is wrong
 * @throws Problem `too-many-requests`, `busy`
 */
export async function checkPasswordOf(
  parts: CheckParts,
  { passwordHash, subject, password, key, client }: PasswordTry,
): Promise<{ readonly outdated: boolean } | null> {
  parts.passwords.demandRoom();
  const { counts } = parts.database;
  const now = parts.now();
  const clientKey = `client ${client}`;
  refuse(await takeFrom(counts, CLIENT_ALLOWANCE, clientKey, now), now);
  refuse(await takeTry(counts, key, now), now);
  const { right, outdated } = await parts.passwords.verify(passwordHash, password).catch(async (error: unknown) => {
    // Nobody looked at the password: that was no guess.
    await giveBack(counts, key);
    await giveBack(counts, clientKey);
    throw error;
  });
  if (!right) {
    // For an address without an account too: how long it takes must not tell.
    const event = { actor: null, action: 'password.refused', subject, detail: { client } };
    const until = await blockedUntil(counts, key);
    await parts.database.write(async (writer) => {
      await audit(writer, now, event);
      if (until > now) await audit(writer, now, { ...event, action: 'password.locked', detail: { client, until } });
    });
    return null;
  }
  await forgetTries(counts, [key], now);
  await giveBack(counts, clientKey);
  return { outdated };
}

function refuse(until: Refusal, now: number): void {
  if (until === null) return;
  const seconds = Math.max(1, Math.ceil((until - now) / 1000));
  throw new Problem('too-many-requests', {
    detail: 'Too many wrong passwords: wait a little, or ask for a new password.',
    headers: { 'retry-after': String(seconds) },
  });
}

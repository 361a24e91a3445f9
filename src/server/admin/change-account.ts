import { LINK_MS, type LinkParts } from '../accounts/links.js';
import { makeResetLink } from '../accounts/password-reset.js';
import { audit } from '../audit/audit.js';
import type { Writer } from '../database/database.js';
import type { Account } from '../database/tables.js';
import { Problem } from '../http/problem.js';
import { endSessions } from '../sessions/sessions.js';
import { revokeTokens } from '../tokens/personal-tokens.js';
import { runProblem, SUSPENDED } from '../tools/run-problem.js';
import { cancelRunsOf } from '../tools/tool-runs.js';

/** What an administrator changes of an account; what is left out stays. */
export interface AccountChange {
  readonly role?: Account['role'] | undefined;
  readonly state?: Account['state'] | undefined;
  readonly plan?: Account['plan'] | undefined;
}

/** Who changes: an administrator's account, or `system` for whoever sits at the server's machine. */
export type Actor = string;

/**
 * Changes role, state or plan, from the next request on: every request asks the database who is calling. Suspending also
 * ends all sessions, tokens and runs of tools. What is so already is no event. @param now milliseconds
 * @throws Problem `not-found`, `not-allowed` for an actor who is no administrator any more, `conflict` for the last one
 */
export async function changeAccount(
  writer: Writer,
  actor: Actor,
  id: string,
  { role, state, plan }: AccountChange,
  now: number,
): Promise<Account> {
  await checkActor(writer, actor);
  const before = await accountOf(writer, id);
  const after = {
    ...before,
    role: role ?? before.role,
    state: state ?? before.state,
    plan: plan ?? before.plan,
  };
  if (!isAdmin(after)) await checkNotLast(writer, before);
  const told = (action: string, detail: Readonly<Record<string, string | number>>) =>
    audit(writer, now, { actor, action, subject: id, detail });
  const kept = { role: after.role, state: after.state, plan: after.plan };
  await writer.updateTable('account').set(kept).where('id', '=', id).execute();
  if (after.role !== before.role) await told('account.role-changed', { from: before.role, to: after.role });
  if (after.plan !== before.plan) await told('account.plan-changed', { from: before.plan, to: after.plan });
  if (after.state !== before.state && after.state === 'active') await told('account.activated', {});
  if (after.state !== before.state && after.state === 'suspended') {
    await cancelRunsOf(writer, id, now, runProblem(SUSPENDED));
    const sessionsEnded = await endSessions(writer, id, now, null);
    await told('account.suspended', { sessionsEnded, tokensRevoked: await revokeTokens(writer, id, now) });
  }
  return after;
}

/**
 * Makes a link to a new password for a user, to be handed out where there is no mail. The link shows this once only.
 * Never for whoever asks: an open session must not lead to a password without the one of before.
 * @throws Problem `not-found`, `not-allowed`, `conflict` for a suspended user, whom no link lets in
 */
export async function makeLinkFor(
  writer: Writer,
  actor: Actor,
  id: string,
  parts: LinkParts,
): Promise<{ readonly link: string; readonly until: number }> {
  await checkActor(writer, actor);
  if (id === actor) throw new Problem('not-allowed', { detail: 'Change your own password in the settings.' });
  const account = await accountOf(writer, id);
  if (account.state !== 'active')
    throw new Problem('conflict', { detail: 'This user is suspended: let them in first.' });
  return { link: await makeResetLink(writer, account, actor, parts), until: parts.now() + LINK_MS };
}

/** Ends every session of an account. @returns how many ended @throws Problem `not-found`, `not-allowed` */
export async function endSessionsOf(writer: Writer, actor: Actor, id: string, now: number): Promise<number> {
  await checkActor(writer, actor);
  await accountOf(writer, id);
  const ended = await endSessions(writer, id, now, null);
  await audit(writer, now, { actor, action: 'account.sessions-ended', subject: id, detail: { sessions: ended } });
  return ended;
}

/** Refuses to let the last active administrator go: nobody could make another one from outside. @throws Problem `conflict` */
export async function checkNotLast(writer: Writer, account: Account): Promise<void> {
  if (!isAdmin(account)) return;
  const other = await writer
    .selectFrom('account')
    .select('id')
    .where('role', '=', 'admin')
    .where('state', '=', 'active')
    .where('id', '!=', account.id)
    .limit(1)
    .executeTakeFirst();
  if (other === undefined) {
    throw new Problem('conflict', { detail: 'This is the last administrator: make another one first.' });
  }
}

const isAdmin = ({ role, state }: Pick<Account, 'role' | 'state'>): boolean => role === 'admin' && state === 'active';

/** Between the check at the door and this change, somebody may have taken the right away. */
async function checkActor(writer: Writer, actor: Actor): Promise<void> {
  if (actor === 'system') return;
  const found = await writer.selectFrom('account').selectAll().where('id', '=', actor).executeTakeFirst();
  if (found === undefined || !isAdmin(found)) throw new Problem('not-allowed');
}

async function accountOf(writer: Writer, id: string): Promise<Account> {
  const found = await writer.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst();
  if (found === undefined) throw new Problem('not-found');
  return found;
}

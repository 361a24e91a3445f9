import type { Context } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import type { Writer } from '../database/database.js';
import type { Account } from '../database/tables.js';
import { audit } from '../audit/audit.js';
import { SESSION_COOKIE } from '../http/authenticate.js';
import type { ServerEnv } from '../http/route.js';
import { LONGEST_MS } from '../sessions/session-ages.js';
import { beginWebSession, endSession } from '../sessions/sessions.js';
import { browserLabel } from './browser-label.js';

/** Only over https (browsers count this machine itself as that), for this host alone, unseen by scripts. */
const GUARDED = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const;

/**
 * Signs a browser in, and out of whatever it was signed in to, in the transaction of what let it in.
 * @returns what its new cookie is to hold: for `giveCookie`, once that transaction has ended
 */
export async function signBrowserIn(context: Context<ServerEnv>, writer: Writer, account: Account): Promise<string> {
  const parts = context.get('parts');
  const before = context.get('caller');
  const label = browserLabel(context.req.header('user-agent') ?? '');
  if (before !== null && before.session !== null) {
    await endOwn(writer, before.account, before.session.id, parts.now());
  }
  await audit(writer, parts.now(), {
    actor: account.id,
    action: 'session.begun',
    subject: account.id,
    detail: { kind: 'web', label },
  });
  return beginWebSession(writer, account, label, parts);
}

/** Gives a browser its cookie: a new one each time it signs in. */
export function giveCookie(context: Context<ServerEnv>, cookie: string): void {
  setCookie(context, SESSION_COOKIE, cookie, { ...GUARDED, maxAge: LONGEST_MS / 1000 });
}

/** Ends the browser's session and takes its cookie away. */
export async function signBrowserOut(context: Context<ServerEnv>): Promise<void> {
  const { database, now } = context.get('parts');
  const caller = context.get('caller');
  const session = caller?.session ?? null;
  if (caller !== null && session !== null) {
    await database.write((writer) => endOwn(writer, caller.account, session.id, now()));
  }
  forgetCookie(context);
}

/** Takes the cookie away. */
export function forgetCookie(context: Context<ServerEnv>): void {
  deleteCookie(context, SESSION_COOKIE, GUARDED);
}

async function endOwn(writer: Writer, { id: actor }: Account, subject: string, now: number): Promise<void> {
  await endSession(writer, subject, now);
  await audit(writer, now, { actor, action: 'session.ended', subject, detail: {} });
}

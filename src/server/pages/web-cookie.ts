import type { Context } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import type { Account } from '../database/tables.js';
import { audit } from '../audit/audit.js';
import { SESSION_COOKIE } from '../http/authenticate.js';
import type { ServerEnv } from '../http/route.js';
import { LONGEST_MS } from '../sessions/session-ages.js';
import { beginWebSession, endSession } from '../sessions/sessions.js';
import { browserLabel } from './browser-label.js';

/** Only over https (browsers count this machine itself as that), for this host alone, unseen by scripts. */
const GUARDED = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const;

/** Signs a browser in, and out of whatever it was signed in to: a new cookie each time. */
export async function signBrowserIn(context: Context<ServerEnv>, account: Account): Promise<void> {
  const parts = context.get('parts');
  const before = context.get('caller')?.session ?? null;
  const label = browserLabel(context.req.header('user-agent') ?? '');
  const cookie = await parts.database.write(async (writer) => {
    if (before !== null) await endSession(writer, before.id, parts.now());
    await audit(writer, parts.now(), {
      actor: account.id,
      action: 'session.begun',
      subject: account.id,
      detail: { kind: 'web', label },
    });
    return beginWebSession(writer, account, label, parts);
  });
  setCookie(context, SESSION_COOKIE, cookie, { ...GUARDED, maxAge: LONGEST_MS / 1000 });
}

/** Ends the browser's session and takes its cookie away. */
export async function signBrowserOut(context: Context<ServerEnv>): Promise<void> {
  const { database, now } = context.get('parts');
  const caller = context.get('caller');
  const session = caller?.session ?? null;
  if (caller !== null && session !== null) {
    await database.write(async (writer) => {
      await endSession(writer, session.id, now());
      await audit(writer, now(), {
        actor: caller.account.id,
        action: 'session.ended',
        subject: session.id,
        detail: {},
      });
    });
  }
  forgetCookie(context);
}

/** Takes the cookie away. */
export function forgetCookie(context: Context<ServerEnv>): void {
  deleteCookie(context, SESSION_COOKIE, GUARDED);
}

import type { Account, Session } from '../database/tables.js';

/** What a personal access token may be allowed. A signed-in session may do all of them. */
export const SCOPES = ['read', 'tools', 'sync', 'account'] as const;
export type Scope = (typeof SCOPES)[number];

/**
 * Who may call a route. Every route has one; none is open because somebody forgot.
 * `session` is for what a personal access token must never do, whatever its scopes: passwords, tokens, deletion.
 */
export type Access =
  | { readonly who: 'anyone' }
  | { readonly who: 'user'; readonly scope: Scope | 'session' }
  | {
      readonly who: 'admin';
      readonly scope: 'session';
      /** Also what collects its figures: programs on the server's own machine, and whoever has the token for it. */
      readonly orCollector?: true;
    };

/** Who is calling. */
export interface Caller {
  readonly account: Account;
  /** Null for a personal access token. */
  readonly session: Session | null;
  /** Null for a session, which may do all that its account may. */
  readonly scopes: readonly Scope[] | null;
}

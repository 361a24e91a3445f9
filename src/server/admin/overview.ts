import type { Reader } from '../database/database.js';
import type { Account } from '../database/tables.js';

const DAY_MS = 86_400_000;
/** How far back activity counts. */
export const ACTIVE_DAYS = 30;

export interface Totals {
  readonly users: number;
  readonly admins: number;
  readonly suspended: number;
  /** Sessions that hold. */
  readonly sessions: number;
  /** Null where this server keeps none of it: that is not known to be 0. */
  readonly toolRuns: number | null;
  readonly thumbnails: number | null;
  readonly concepts: number | null;
}

/** Counts all there is. @param now milliseconds */
export async function totals(reader: Reader, now: number): Promise<Totals> {
  const groups = await reader
    .selectFrom('account')
    .select(['role', 'state', ({ fn }) => fn.countAll<number>().as('count')])
    .groupBy(['role', 'state'])
    .execute();
  const sum = (which: (group: Pick<Account, 'role' | 'state'>) => boolean) =>
    groups.filter(which).reduce((total, { count }) => total + count, 0);
  const { sessions } = await reader
    .selectFrom('session')
    .select(({ fn }) => fn.countAll<number>().as('sessions'))
    .where('endedAt', 'is', null)
    .where('idleUntil', '>', now)
    .where('until', '>', now)
    .executeTakeFirstOrThrow();
  return {
    users: sum(() => true),
    admins: sum(({ role }) => role === 'admin'),
    suspended: sum(({ state }) => state === 'suspended'),
    sessions,
    toolRuns: null,
    thumbnails: null,
    concepts: null,
  };
}

/** An account and how many events of the audit book are its own. */
export interface Active {
  readonly account: Account;
  readonly events: number;
}

/** Who did most in the last thirty days, by what the audit book tells. @param now milliseconds */
export async function mostActive(reader: Reader, now: number, limit: number): Promise<readonly Active[]> {
  const counted = reader
    .selectFrom('audit')
    .select(['actor', ({ fn }) => fn.countAll<number>().as('events')])
    .where('at', '>', now - ACTIVE_DAYS * DAY_MS)
    .groupBy('actor')
    .as('counted');
  const found = await reader
    .selectFrom('account')
    .innerJoin(counted, 'counted.actor', 'account.id')
    .selectAll('account')
    .select('counted.events')
    .orderBy('counted.events', 'desc')
    .orderBy('account.id')
    .limit(limit)
    .execute();
  return found.map(({ events, ...account }) => ({ account, events }));
}

import { sql } from 'kysely';
import type { Reader } from '../database/database.js';
import type { Account } from '../database/tables.js';

const DAY_MS = 86_400_000;
/** How far back activity counts. */
export const ACTIVE_DAYS = 30;

export interface Totals {
  readonly users: number;
  readonly admins: number;
  readonly suspended: number;
  /** Addresses that somebody registered, and nobody confirmed: no users yet. */
  readonly unconfirmed: number;
  /** Sessions that hold. */
  readonly sessions: number;
  /** Runs of tools on this server. */
  readonly toolRuns: number;
  /** How often thumbnails were made: in the histories that machines sent, and by runs here. */
  readonly thumbnails: number;
  /** The same of concepts. */
  readonly concepts: number;
}

/** Counts all there is. @param now milliseconds */
export async function totals(reader: Reader, now: number): Promise<Totals> {
  const [groups, unconfirmed, sessions, made, run] = await Promise.all([
    accountGroups(reader),
    unconfirmedCount(reader, now),
    liveSessionCount(reader, now),
    madeByMachines(reader),
    runsByTool(reader),
  ]);
  const sum = (which: (group: Pick<Account, 'role' | 'state'>) => boolean) =>
    groups.filter(which).reduce((total, { count }) => total + count, 0);
  const done = (tool: string) => run.find((each) => each.tool === tool && each.state === 'done')?.count ?? 0;
  const sent = (tool: string) => made.find((each) => each.tool === tool)?.count ?? 0;
  return {
    users: sum(() => true),
    admins: sum(({ role }) => role === 'admin'),
    suspended: sum(({ state }) => state === 'suspended'),
    unconfirmed,
    sessions,
    toolRuns: run.reduce((total, { count }) => total + count, 0),
    thumbnails: sent('thumbnails') + done('thumbnails-generate'),
    concepts: sent('concepts') + done('concepts'),
  };
}

function accountGroups(reader: Reader) {
  return reader
    .selectFrom('account')
    .select(['role', 'state', ({ fn }) => fn.countAll<number>().as('count')])
    .groupBy(['role', 'state'])
    .execute();
}

async function unconfirmedCount(reader: Reader, now: number): Promise<number> {
  const { unconfirmed } = await reader
    .selectFrom('link')
    .select(({ fn }) => fn.count<number>('email').distinct().as('unconfirmed'))
    .where('purpose', '=', 'register')
    .where('usedAt', 'is', null)
    .where('until', '>', now)
    .executeTakeFirstOrThrow();
  return unconfirmed;
}

async function liveSessionCount(reader: Reader, now: number): Promise<number> {
  const { sessions } = await reader
    .selectFrom('session')
    .select(({ fn }) => fn.countAll<number>().as('sessions'))
    .where('endedAt', 'is', null)
    .where('idleUntil', '>', now)
    .where('until', '>', now)
    .executeTakeFirstOrThrow();
  return sessions;
}

function madeByMachines(reader: Reader) {
  return reader
    .selectFrom('item')
    .select(['tool', ({ fn }) => fn.countAll<number>().as('count')])
    .where('kind', '=', 'history')
    .where('deleted', '=', 0)
    .where('tool', 'in', ['thumbnails', 'concepts'])
    .groupBy('tool')
    .execute();
}

function runsByTool(reader: Reader) {
  return reader
    .selectFrom('toolRun')
    .select(['tool', 'state', ({ fn }) => fn.countAll<number>().as('count')])
    .groupBy(['tool', 'state'])
    .execute();
}

/** An account and how much it did. */
export interface Active {
  readonly account: Account;
  /** Entries of the audit book, runs of tools, and entries of its history. */
  readonly events: number;
}

/** Who did most in the last thirty days. @param now milliseconds */
export async function mostActive(reader: Reader, now: number, limit: number): Promise<readonly Active[]> {
  const since = now - ACTIVE_DAYS * DAY_MS;
  const done = reader
    .selectFrom('audit')
    .select(['actor as id', ({ fn }) => fn.countAll<number>().as('count')])
    .where('at', '>', since)
    .groupBy('actor')
    .unionAll(
      reader
        .selectFrom('toolRun')
        .select(['accountId as id', ({ fn }) => fn.countAll<number>().as('count')])
        .where('createdAt', '>', since)
        .groupBy('accountId'),
    )
    .unionAll(
      reader
        .selectFrom('item')
        .select(['accountId as id', ({ fn }) => fn.countAll<number>().as('count')])
        .where('kind', '=', 'history')
        .where('deleted', '=', 0)
        .where('changedAt', '>', since)
        .groupBy('accountId'),
    )
    .as('done');
  const events = reader
    .selectFrom(done)
    // A sum is no whole number to PostgreSQL by itself.
    .select(['done.id', sql<number>`cast(sum("done"."count") as bigint)`.as('events')])
    .groupBy('done.id')
    .as('counted');
  const found = await reader
    .selectFrom('account')
    .innerJoin(events, 'counted.id', 'account.id')
    .selectAll('account')
    .select('counted.events')
    .orderBy('counted.events', 'desc')
    .orderBy('account.id')
    .limit(limit)
    .execute();
  return found.map(({ events: count, ...account }) => ({ account, events: count }));
}

import { sql } from 'kysely';
import type { Reader } from '../database/database.js';

const MINUTE_MS = 60_000;
/** So many wrong passwords cost nothing. */
const FREE_TRIES = 5;
/** Then 1, 2, 4, 8 minutes: no more than five guesses in any minute, and never longer, so that nobody is locked out for good. */
const FIRST_DELAY_MS = MINUTE_MS;
const LONGEST_DELAY_MS = 15 * MINUTE_MS;
const DOUBLINGS_TO_LONGEST = 4;
/** Wrong passwords are forgotten after a day without one. */
export const FORGOTTEN_MS = 24 * 60 * MINUTE_MS;

/** So often may something be tried within a time. */
export interface Allowance {
  readonly most: number;
  readonly windowMs: number;
}

/** Wrong passwords from one client, whoever they were for. */
export const CLIENT_ALLOWANCE: Allowance = { most: 25, windowMs: 5 * MINUTE_MS };

/** Null: taken. Else when it may be tried again, milliseconds since 1970. */
export type Refusal = number | null;

/**
 * Counts a try as failed before it is made, so that a hundred at once are no more than five one after the other; whoever
 * succeeds takes it back. After five it has to wait, twice as long each time. One statement: right whoever else is at work.
 */
export async function takeTry(reader: Reader, key: string, now: number): Promise<Refusal> {
  const at = sql<number>`cast(${now} as bigint)`;
  const forgotten = sql<boolean>`"signInTry"."since" <= ${at} - ${sql.lit(FORGOTTEN_MS)}`;
  const count = sql<number>`case when ${forgotten} then 1 else "signInTry"."count" + 1 end`;
  const doublings = sql<number>`"signInTry"."count" + 1 - ${sql.lit(FREE_TRIES)}`;
  const taken = await reader
    .insertInto('signInTry')
    .values({ key, count: 1, since: now, blockedUntil: 0 })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet({
          count,
          since: at,
          blockedUntil: sql<number>`case
            when ${forgotten} or ${doublings} < 0 then 0
            when ${doublings} >= ${sql.lit(DOUBLINGS_TO_LONGEST)} then ${at} + ${sql.lit(LONGEST_DELAY_MS)}
            else ${at} + (${sql.lit(FIRST_DELAY_MS)} << (${doublings})) end`,
        })
        .where('signInTry.blockedUntil', '<=', now),
    )
    .returning('count')
    .executeTakeFirst();
  if (taken !== undefined) return null;
  const blocked = await find(reader, key);
  return blocked?.blockedUntil ?? now;
}

/** Counts a try against what may be tried within a time, which begins with the first one. One statement. */
export async function takeFrom(
  reader: Reader,
  { most, windowMs }: Allowance,
  key: string,
  now: number,
): Promise<Refusal> {
  const at = sql<number>`cast(${now} as bigint)`;
  const over = sql<boolean>`"signInTry"."since" <= ${at} - ${sql.lit(windowMs)}`;
  const taken = await reader
    .insertInto('signInTry')
    .values({ key, count: 1, since: now, blockedUntil: 0 })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet({
          count: sql<number>`case when ${over} then 1 else "signInTry"."count" + 1 end`,
          since: sql<number>`case when ${over} then ${at} else "signInTry"."since" end`,
        })
        .where(sql<boolean>`${over} or "signInTry"."count" < ${sql.lit(most)}`),
    )
    .returning('count')
    .executeTakeFirst();
  if (taken !== undefined) return null;
  const full = await find(reader, key);
  return (full?.since ?? now - windowMs) + windowMs;
}

/** Until when the next try has to wait; 0 where it need not. Milliseconds since 1970. */
export async function blockedUntil(reader: Reader, key: string): Promise<number> {
  return (await find(reader, key))?.blockedUntil ?? 0;
}

/** Takes one try back: it was right, or nobody looked whether it was. */
export async function giveBack(reader: Reader, key: string): Promise<void> {
  await reader
    .updateTable('signInTry')
    .set({ count: sql<number>`"count" - 1`, blockedUntil: 0 })
    .where('key', '=', key)
    .where('count', '>', 0)
    .execute();
}

/** Forgets what was counted of these, and of everything that is older than a day. */
export async function forgetTries(reader: Reader, keys: readonly string[], now: number): Promise<void> {
  await reader
    .deleteFrom('signInTry')
    .where((where) => where.or([where('key', 'in', keys), where('since', '<', now - FORGOTTEN_MS)]))
    .execute();
}

function find(reader: Reader, key: string): Promise<{ since: number; blockedUntil: number } | undefined> {
  return reader.selectFrom('signInTry').select(['since', 'blockedUntil']).where('key', '=', key).executeTakeFirst();
}

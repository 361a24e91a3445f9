import { sql } from 'kysely';
import type { Reader } from '../database/database.js';

const WEEK_MS = 604_800_000;
/** 1970 began on a Thursday: the first Monday is four days later. */
const FIRST_MONDAY_MS = 345_600_000;

export interface WeekCount {
  /** Monday 00:00 UTC, milliseconds. */
  readonly begins: number;
  readonly count: number;
}

/** How much was made on all machines of an account in each of the last weeks, the running one last. @param now milliseconds */
export async function weeklyHistory(
  reader: Reader,
  accountId: string,
  { now, weeks }: { readonly now: number; readonly weeks: number },
): Promise<readonly WeekCount[]> {
  const last = Math.floor((now - FIRST_MONDAY_MS) / WEEK_MS);
  const begins = Array.from({ length: weeks }, (_, index) => (last - weeks + 1 + index) * WEEK_MS + FIRST_MONDAY_MS);
  const rows = await reader
    .selectFrom('item')
    .select((is) => [
      // Written out: as values they would be no integers on SQLite.
      sql<number>`("changedAt" - ${sql.lit(FIRST_MONDAY_MS)}) / ${sql.lit(WEEK_MS)}`.as('week'),
      is.fn.countAll<number>().as('count'),
    ])
    .where('accountId', '=', accountId)
    .where('kind', '=', 'history')
    .where('deleted', '=', 0)
    .where('changedAt', '>=', begins[0] ?? now)
    .groupBy('week')
    .execute();
  const counts = new Map(rows.map(({ week, count }) => [week * WEEK_MS + FIRST_MONDAY_MS, count]));
  return begins.map((begin) => ({ begins: begin, count: counts.get(begin) ?? 0 }));
}

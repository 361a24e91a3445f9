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

/** How much was made on all machines of an account, and run here, in each of the last weeks, the running one last. @param now milliseconds */
export async function weeklyHistory(
  reader: Reader,
  accountId: string,
  { now, weeks }: { readonly now: number; readonly weeks: number },
): Promise<readonly WeekCount[]> {
  const last = Math.floor((now - FIRST_MONDAY_MS) / WEEK_MS);
  const begins = Array.from({ length: weeks }, (_, index) => (last - weeks + 1 + index) * WEEK_MS + FIRST_MONDAY_MS);
  const since = begins[0] ?? now;
  const [made, run] = await Promise.all([
    reader
      .selectFrom('item')
      .select((is) => [weekOf('changedAt').as('week'), is.fn.countAll<number>().as('count')])
      .where('accountId', '=', accountId)
      .where('kind', '=', 'history')
      .where('deleted', '=', 0)
      .where('changedAt', '>=', since)
      .groupBy('week')
      .execute(),
    reader
      .selectFrom('toolRun')
      .select((is) => [weekOf('createdAt').as('week'), is.fn.countAll<number>().as('count')])
      .where('accountId', '=', accountId)
      .where('createdAt', '>=', since)
      .groupBy('week')
      .execute(),
  ]);
  const counts = new Map<number, number>();
  for (const { week, count } of [...made, ...run]) {
    const begin = week * WEEK_MS + FIRST_MONDAY_MS;
    counts.set(begin, (counts.get(begin) ?? 0) + count);
  }
  return begins.map((begin) => ({ begins: begin, count: counts.get(begin) ?? 0 }));
}

/** Written out: as values they would be no integers on SQLite. */
function weekOf(column: 'changedAt' | 'createdAt') {
  return sql<number>`(${sql.ref(column)} - ${sql.lit(FIRST_MONDAY_MS)}) / ${sql.lit(WEEK_MS)}`;
}

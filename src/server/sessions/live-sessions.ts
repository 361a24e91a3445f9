import type { Reader } from '../database/database.js';
import type { Session } from '../database/tables.js';

/** The sessions of an account that have not ended, the last used first. @param now milliseconds */
export function liveSessions(reader: Reader, accountId: string, now: number): Promise<readonly Session[]> {
  return reader
    .selectFrom('session')
    .selectAll()
    .where('accountId', '=', accountId)
    .where('endedAt', 'is', null)
    .where('idleUntil', '>', now)
    .where('until', '>', now)
    .orderBy('usedAt', 'desc')
    .orderBy('id')
    .execute();
}

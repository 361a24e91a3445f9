import { Migrator, type Kysely, type Migration } from 'kysely';
import { Failure } from '../../errors.js';
import { accounts } from './migrations/accounts.js';
import { sync } from './migrations/sync.js';
import { tokens } from './migrations/tokens.js';
import { auditBook } from './migrations/audit-book.js';
import { signIn } from './migrations/sign-in.js';
import { limits } from './migrations/limits.js';
import { tools } from './migrations/tools.js';
import { history } from './migrations/history.js';
import { syncRoom } from './migrations/sync-room.js';
import { registration } from './migrations/registration.js';
import { smallHeads } from './migrations/small-heads.js';
import { looseCounts } from './migrations/loose-counts.js';
import type { Tables } from './tables.js';

/**
 * Everything that the database has gone through, by name and in the order of the names: only ever added to. Both
 * databases take the same steps, all in one transaction with their records.
 */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '2026-11-1-accounts': accounts,
  '2026-11-6-sync': sync,
  '2026-11-2-tokens': tokens,
  '2026-11-2-audit-book': auditBook,
  '2026-11-8-sign-in': signIn,
  '2026-11-7-limits': limits,
  '2026-11-7-tools': tools,
  '2026-11-9-history': history,
  '2026-11-92-sync-room': syncRoom,
  '2026-11-93-registration': registration,
  '2026-11-94-small-heads': smallHeads,
  '2026-11-95-loose-counts': looseCounts,
};

/** Takes the steps that are missing; several processes may try at once. @throws Failure `unexpected`, a newer database */
export async function bringUpToDate(database: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db: database, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  if (error instanceof Error && error.message.includes('corrupted migrations')) {
    throw new Failure(
      'unexpected',
      'the database of the server was written by a newer version of insight',
      'update insight, or give it another database',
      { cause: error },
    );
  }
  throw error instanceof Error ? error : new Error('the database could not be brought up to date', { cause: error });
}

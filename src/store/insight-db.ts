import { join } from 'node:path';
import { ALERT_MIGRATION } from './alert-book.js';
import { keepAside } from './damage.js';
import { Database } from './database.js';
import { loadDriver } from './driver.js';
import { foundFile } from './found-file.js';
import { HISTORY_MIGRATION } from './history.js';
import { LOOKS_MIGRATION } from './looks/looks-migration.js';
import type { Migration } from './migrations.js';
import { LEDGER_MIGRATION } from './quota-ledger.js';
import { REFUSED_KEYS_MIGRATION } from './refused-keys.js';
import { SEEN_MIGRATIONS } from './seen-videos.js';
import { SYNC_MIGRATION } from './sync-book.js';
import { realWaiting } from './waiting.js';

export interface InsightSettings {
  /** The folder of `insight.db`; made if need be. */
  readonly dir: string;
  /** Milliseconds. */
  readonly now: () => number;
  /** A number in [0, 1). */
  readonly random: () => number;
}

export interface OpenedInsight {
  readonly database: Database;
  /** What a person should know, plain sentences. */
  readonly notes: readonly string[];
}

/** Everything that `insight.db` has gone through, in this order. */
export const INSIGHT_MIGRATIONS: readonly Migration[] = [
  LEDGER_MIGRATION,
  REFUSED_KEYS_MIGRATION,
  HISTORY_MIGRATION,
  ...SEEN_MIGRATIONS,
  SYNC_MIGRATION,
  LOOKS_MIGRATION,
  ALERT_MIGRATION,
];

/** How long a database just made may be empty: another process is about to fill it. */
const NEWBORN_MS = 60_000;

/**
 * Opens `insight.db`, which holds what cannot be fetched again. A damaged file is moved aside, never removed, a new one
 * begun, and both told in a note.
 * @throws Failure `unexpected`: newer than this program, busy for 10 s, full disk, no permission, no native SQLite
 */
export async function openInsight({ dir, now, random }: InsightSettings): Promise<OpenedInsight> {
  const file = join(dir, 'insight.db');
  const driver = await loadDriver();
  const emptied = isEmptied(file, now());
  const { database, notes } = Database.openAnew({
    driver,
    file,
    synchronous: 'FULL',
    migrations: INSIGHT_MIGRATIONS,
    takeAway: keepAside(now),
    waiting: realWaiting(random),
    now,
  });
  // To SQLite an empty file is a new database, but ours is empty only while it is being made.
  return { database, notes: emptied ? [...notes, `${file} was empty and has been begun anew.`] : notes };
}

function isEmptied(file: string, now: number): boolean {
  const found = foundFile(file);
  return found?.size === 0 && now - found.mtimeMs > NEWBORN_MS;
}

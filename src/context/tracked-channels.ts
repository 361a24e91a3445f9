import type { World } from '../context.js';
import type { TrackedChannels as Port } from '../providers/ports/tracked-channels.js';
import type { Database } from '../store/database.js';
import { SyncBook } from '../store/sync-book.js';
import { TrackedChannels } from '../store/tracked-channels.js';

/** The followed channels of this machine, which sync takes along. */
export function trackedChannels(database: Database, { random }: Pick<World, 'random'>): Port {
  return new TrackedChannels(database, new SyncBook(database, random));
}

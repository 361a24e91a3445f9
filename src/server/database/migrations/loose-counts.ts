import { PostgresAdapter, sql, type Kysely, type Migration } from 'kysely';

/**
 * What is counted with every request is not written to PostgreSQL's log, and so waits for no disk. A crash of PostgreSQL
 * empties the table: the windows, of an hour at most, begin anew. The embedded database counts in memory.
 */
export const looseCounts: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    if (database.getExecutor().adapter instanceof PostgresAdapter) {
      await sql`alter table "rateCount" set unlogged`.execute(database);
    }
  },
};

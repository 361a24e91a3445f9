import type { Kysely, Migration } from 'kysely';

/** The link that confirms an address holds the account that is to be. */
export const registration: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await database.schema.alterTable('link').addColumn('passwordHash', 'text').execute();
  },
};

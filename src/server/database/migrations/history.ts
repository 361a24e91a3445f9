import type { Kysely, Migration } from 'kysely';

/** What an entry of the history was made with stands beside it, so that a list of it alone is as fast as one of all. */
export const history: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await database.schema.alterTable('item').addColumn('tool', 'text').execute();
    await database.schema
      .createIndex('itemByTool')
      .on('item')
      .columns(['accountId', 'kind', 'deleted', 'tool', 'changedAt', 'id'])
      .execute();
    await database.schema
      .createIndex('toolRunByTool')
      .on('toolRun')
      .columns(['accountId', 'tool', 'createdAt', 'id'])
      .execute();
  },
};

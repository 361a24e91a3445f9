import type { Kysely, Migration } from 'kysely';

/** What is counted against limits, and the answers that are given again. */
export const limits: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    const { schema } = database;
    await schema
      .createTable('rateCount')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('count', 'bigint', (column) => column.notNull())
      .addColumn('until', 'bigint', (column) => column.notNull())
      .execute();
    await schema.createIndex('rateCountByUntil').on('rateCount').column('until').execute();
    await schema
      .createTable('keptAnswer')
      .addColumn('accountId', 'text', (column) => column.notNull().references('account.id').onDelete('cascade'))
      .addColumn('keyHash', 'text', (column) => column.notNull())
      .addColumn('requestHash', 'text', (column) => column.notNull())
      .addColumn('claim', 'text', (column) => column.notNull())
      .addColumn('createdAt', 'bigint', (column) => column.notNull())
      .addColumn('answer', 'text')
      .addPrimaryKeyConstraint('keptAnswerKey', ['accountId', 'keyHash'])
      .execute();
    await schema.createIndex('keptAnswerByAge').on('keptAnswer').column('createdAt').execute();
  },
};

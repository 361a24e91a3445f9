import type { Kysely, Migration } from 'kysely';

/** Failed sign-ins counted, and links that are sent by mail. */
export const signIn: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    const { schema } = database;
    await schema
      .createTable('signInTry')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('count', 'integer', (column) => column.notNull())
      .addColumn('since', 'bigint', (column) => column.notNull())
      .addColumn('blockedUntil', 'bigint', (column) => column.notNull())
      .execute();
    await schema.createIndex('signInTryBySince').on('signInTry').column('since').execute();
    await schema
      .createTable('link')
      .addColumn('hash', 'text', (column) => column.primaryKey())
      .addColumn('accountId', 'text', (column) => column.references('account.id').onDelete('cascade'))
      .addColumn('purpose', 'text', (column) => column.notNull())
      .addColumn('email', 'text')
      .addColumn('createdAt', 'bigint', (column) => column.notNull())
      .addColumn('until', 'bigint', (column) => column.notNull())
      .addColumn('usedAt', 'bigint')
      .execute();
    await schema.createIndex('linkByAccount').on('link').column('accountId').execute();
  },
};

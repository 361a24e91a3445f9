import type { Kysely, Migration } from 'kysely';

/** Personal access tokens, and devices that wait for somebody to let them in. */
export const tokens: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    const { schema } = database;
    await schema
      .createTable('personalToken')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('accountId', 'text', (column) => column.notNull().references('account.id').onDelete('cascade'))
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull().unique())
      .addColumn('scopes', 'text', (column) => column.notNull())
      .addColumn('createdAt', 'bigint', (column) => column.notNull())
      .addColumn('expiresAt', 'bigint', (column) => column.notNull())
      .addColumn('usedAt', 'bigint')
      .addColumn('revokedAt', 'bigint')
      .execute();
    await schema
      .createIndex('personalTokenByAccount')
      .on('personalToken')
      .columns(['accountId', 'createdAt'])
      .execute();
    await schema
      .createTable('deviceGrant')
      .addColumn('deviceHash', 'text', (column) => column.primaryKey())
      .addColumn('userHash', 'text', (column) => column.notNull().unique())
      .addColumn('label', 'text', (column) => column.notNull())
      .addColumn('client', 'text', (column) => column.notNull())
      .addColumn('createdAt', 'bigint', (column) => column.notNull())
      .addColumn('until', 'bigint', (column) => column.notNull())
      .addColumn('interval', 'bigint', (column) => column.notNull())
      .addColumn('polledAt', 'bigint')
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('accountId', 'text', (column) => column.references('account.id').onDelete('cascade'))
      .execute();
    await schema.createIndex('deviceGrantByEnd').on('deviceGrant').column('until').execute();
    await schema
      .createTable('deviceGuess')
      .addColumn('accountId', 'text', (column) => column.primaryKey().references('account.id').onDelete('cascade'))
      .addColumn('since', 'bigint', (column) => column.notNull())
      .addColumn('wrong', 'bigint', (column) => column.notNull())
      .execute();
  },
};

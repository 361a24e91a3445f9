import type { CreateTableBuilder, Kysely, Migration } from 'kysely';

/** What names an item within its account. */
function named<T extends string>(table: CreateTableBuilder<T>) {
  return table
    .addColumn('accountId', 'text', (column) => column.notNull().references('account.id').onDelete('cascade'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull());
}

/** The items that follow an account, and all their versions. */
export const sync: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    const { schema } = database;
    await schema
      .createTable('syncCounter')
      .addColumn('accountId', 'text', (column) => column.primaryKey().references('account.id').onDelete('cascade'))
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .execute();
    await named(schema.createTable('item'))
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('versions', 'integer', (column) => column.notNull())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('changedAt', 'bigint', (column) => column.notNull())
      .addColumn('deleted', 'integer', (column) => column.notNull())
      .addColumn('head', 'text')
      .addPrimaryKeyConstraint('itemName', ['accountId', 'kind', 'id'])
      .execute();
    await schema.createIndex('itemBySeq').on('item').columns(['accountId', 'seq']).execute();
    await schema
      .createIndex('itemByChange')
      .on('item')
      .columns(['accountId', 'kind', 'deleted', 'changedAt', 'id'])
      .execute();
    await named(schema.createTable('itemVersion'))
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('change', 'text', (column) => column.notNull())
      .addColumn('machine', 'text', (column) => column.notNull())
      .addColumn('changedAt', 'bigint', (column) => column.notNull())
      .addColumn('receivedAt', 'bigint', (column) => column.notNull())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('mark', 'text', (column) => column.notNull())
      .addColumn('deleted', 'integer', (column) => column.notNull())
      .addColumn('body', 'text')
      .addPrimaryKeyConstraint('itemVersionName', ['accountId', 'kind', 'id', 'version'])
      .addUniqueConstraint('itemChange', ['accountId', 'kind', 'id', 'change'])
      .addUniqueConstraint('itemVersionSeq', ['accountId', 'seq'])
      .execute();
  },
};

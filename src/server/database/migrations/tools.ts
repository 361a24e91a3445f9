import type { Kysely, Migration } from 'kysely';

/** Runs of tools: what was asked, what became of it, the files it made, and how many there were of an account each day. */
export const tools: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    const { schema } = database;
    await schema
      .createTable('toolRun')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('accountId', 'text', (column) => column.notNull().references('account.id').onDelete('cascade'))
      .addColumn('tool', 'text', (column) => column.notNull())
      .addColumn('input', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('result', 'text')
      .addColumn('problem', 'text')
      .addColumn('notes', 'text', (column) => column.notNull())
      .addColumn('cost', 'text', (column) => column.notNull())
      .addColumn('createdAt', 'bigint', (column) => column.notNull())
      .addColumn('startedAt', 'bigint')
      .addColumn('finishedAt', 'bigint')
      .addColumn('lease', 'text')
      .addColumn('leaseUntil', 'bigint')
      .addColumn('tries', 'integer', (column) => column.notNull())
      .addColumn('cancelAsked', 'integer', (column) => column.notNull())
      .execute();
    await schema.createIndex('toolRunByAccount').on('toolRun').columns(['accountId', 'createdAt', 'id']).execute();
    await schema.createIndex('toolRunByState').on('toolRun').columns(['state', 'createdAt']).execute();
    await schema
      .createTable('toolFile')
      .addColumn('runId', 'text', (column) => column.notNull().references('toolRun.id').onDelete('cascade'))
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('type', 'text', (column) => column.notNull())
      .addColumn('content', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('toolFileKey', ['runId', 'name'])
      .execute();
    await schema
      .createTable('toolDay')
      .addColumn('accountId', 'text', (column) => column.notNull().references('account.id').onDelete('cascade'))
      .addColumn('day', 'bigint', (column) => column.notNull())
      .addColumn('runs', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('toolDayKey', ['accountId', 'day'])
      .execute();
  },
};

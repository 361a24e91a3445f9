import { sql, type Kysely, type Migration } from 'kysely';

/** How much is kept of an account stands beside its counter. */
export const syncRoom: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    const { schema } = database;
    for (const name of ['bytes', 'versions']) {
      await schema
        .alterTable('syncCounter')
        .addColumn(name, 'bigint', (column) => column.notNull().defaultTo(0))
        .execute();
    }
    await sql`update "syncCounter" set
      "bytes" = (select coalesce(sum(octet_length("body")), 0) from "itemVersion" where "itemVersion"."accountId" = "syncCounter"."accountId"),
      "versions" = (select count(*) from "itemVersion" where "itemVersion"."accountId" = "syncCounter"."accountId")`.execute(
      database,
    );
  },
};

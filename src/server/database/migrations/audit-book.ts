import { sql, SqliteAdapter, type Kysely, type Migration } from 'kysely';
import { BEGINNING } from '../../audit/beginning.js';

const SQLITE = [
  `create trigger "auditNeverChanges" before update on "audit" begin
    select raise(abort, 'the audit book is only ever added to'); end`,
  `create trigger "auditNeverShrinks" before delete on "audit" begin
    select raise(abort, 'the audit book is only ever added to'); end`,
  // "insert or replace" would remove a row without asking the trigger above.
  `create trigger "auditOnlyAtTheEnd" before insert on "audit"
    when new."seq" <> (select coalesce(max("seq"), 0) + 1 from "audit") begin
    select raise(abort, 'the audit book is only ever added to'); end`,
];

const POSTGRES = [
  `create function "refuseAuditChange"() returns trigger language plpgsql as
    $$ begin raise exception 'the audit book is only ever added to'; end $$`,
  `create trigger "auditNeverChanges" before update or delete on "audit"
    for each row execute function "refuseAuditChange"()`,
  `create trigger "auditNeverEmptied" before truncate on "audit"
    for each statement execute function "refuseAuditChange"()`,
];

/** The audit book is only ever added to, and knows its own end; notes are what the server itself must remember. */
export const auditBook: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    const { schema } = database;
    await schema
      .createTable('auditEnd')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .execute();
    await sql`insert into "auditEnd" ("id", "seq", "hash") values (1, 0, ${sql.lit(BEGINNING)})`.execute(database);
    await sql`update "auditEnd" set ("seq", "hash") = (select "seq", "hash" from "audit" order by "seq" desc limit 1)
      where exists (select 1 from "audit")`.execute(database);
    await schema.createIndex('auditByActor').on('audit').columns(['actor', 'seq']).execute();
    await schema
      .createTable('serverNote')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .execute();
    const onSqlite = database.getExecutor().adapter instanceof SqliteAdapter;
    for (const statement of onSqlite ? SQLITE : POSTGRES) await sql.raw(statement).execute(database);
  },
};

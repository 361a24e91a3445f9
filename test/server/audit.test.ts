import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { audit } from '../../src/server/audit/audit.js';
import { verifyAudit } from '../../src/server/audit/verify-audit.js';
import type { Database } from '../../src/server/database/database.js';
import { onEachDatabase, type TestDatabase } from './each-database.js';

describe('the audit book', () => {
  onEachDatabase((make) => {
    let made: TestDatabase;
    let database: Database;
    beforeEach(async () => {
      made = await make();
      database = await made.open();
    });
    afterEach(async () => {
      await database.close();
      await made.remove();
    });

    const add = (subject: string, through = database) =>
      through.write((writer) => audit(writer, 1000, { actor: null, action: 'test', subject, detail: { subject } }));
    const addThree = async () => {
      for (const subject of ['one', 'two', 'three']) await add(subject);
    };

    /** Whoever owns the database can get past what guards it. */
    const pastTheTriggers = async (statement: string) => {
      const of = database.dialect === 'postgres' ? ' on "audit"' : '';
      for (const name of ['auditNeverChanges', 'auditNeverShrinks', 'auditOnlyAtTheEnd']) {
        await sql.raw(`drop trigger if exists "${name}"${of}`).execute(database.reader);
      }
      await sql.raw(statement).execute(database.reader);
    };

    it('holds when it is empty, and when entries came', async () => {
      expect(await verifyAudit(database.reader)).toMatchObject({ entries: 0, brokenAt: null });
      await addThree();
      expect(await verifyAudit(database.reader)).toMatchObject({ entries: 3, brokenAt: null });
    });

    it.each([
      ['changed', `update "audit" set "subject" = 'nobody' where "seq" = 2`, 2],
      ['changed in its time', `update "audit" set "at" = 999 where "seq" = 1`, 1],
      ['given another author', `update "audit" set "actor" = 'mallory' where "seq" = 3`, 3],
      ['removed from the beginning', `delete from "audit" where "seq" = 1`, 1],
      ['removed', `delete from "audit" where "seq" = 2`, 2],
      ['removed from the end', `delete from "audit" where "seq" = 3`, 3],
      ['removed with all others', `delete from "audit"`, 1],
      [
        'put in',
        `insert into "audit" select 4, "at", "actor", "action", "subject", "detail", "hash" from "audit" where "seq" = 3`,
        4,
      ],
      [
        'put before the first',
        `insert into "audit" select 0, "at", "actor", "action", "subject", "detail", "hash" from "audit" where "seq" = 3`,
        1,
      ],
      ['given the hash of another', `update "audit" set "hash" = (select "hash" from "auditEnd") where "seq" = 2`, 2],
    ])('shows an entry that was %s', async (_, statement, brokenAt) => {
      await addThree();
      await pastTheTriggers(statement);
      expect(await verifyAudit(database.reader)).toMatchObject({ brokenAt });
    });

    it('shows a good chain that was lengthened past its end', async () => {
      await addThree();
      const { seq, hash } = await database.reader.selectFrom('auditEnd').selectAll().executeTakeFirstOrThrow();
      await add('four');
      await database.reader.updateTable('auditEnd').set({ seq, hash }).execute();
      expect(await verifyAudit(database.reader)).toMatchObject({ brokenAt: 4 });
    });

    it.each([
      ['change', `update "audit" set "action" = 'nothing'`],
      ['removal', `delete from "audit"`],
      ['replacement', `replace into "audit" select * from "audit" where "seq" = 2`],
      ['emptying', `truncate "audit"`],
    ])('refuses a %s', async (what, statement) => {
      // Each database has one of the last two words.
      const mine = { replacement: 'sqlite', emptying: 'postgres' }[what];
      if (mine !== undefined && mine !== database.dialect) return;
      await addThree();
      await expect(sql.raw(statement).execute(database.reader)).rejects.toThrow('only ever added to');
      expect(await verifyAudit(database.reader)).toMatchObject({ entries: 3, brokenAt: null });
    });

    it('takes fifty entries at once, from two processes, in one unbroken chain', async () => {
      const other = await made.open();
      const names = Array.from({ length: 50 }, (_, at) => `entry ${at}`);
      await Promise.all(names.map((name, at) => add(name, at % 2 === 0 ? database : other)));
      await other.close();
      expect(await verifyAudit(database.reader)).toMatchObject({ entries: 50, brokenAt: null });
      const kept = await database.reader.selectFrom('audit').select('subject').execute();
      expect(kept.map(({ subject }) => subject).sort()).toEqual([...names].sort());
    });
  });
});

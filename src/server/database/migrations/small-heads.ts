import { sql, type Kysely, type Migration } from 'kysely';
import { ITEM_KINDS } from '../../../domain/sync/item.js';
import { headOf, MOST_HEAD_BYTES } from '../../sync/head.js';
import type { Tables } from '../tables.js';

/** Each may have a megabyte. */
const AT_ONCE = 10;

/** Heads that were written before they had to be small. */
export const smallHeads: Migration = {
  // Nothing of what it reads and writes is changed by a later step.
  async up(database: Kysely<Tables>): Promise<void> {
    for (const kind of ITEM_KINDS) {
      let after = { accountId: '', id: '' };
      for (;;) {
        const large = await database
          .selectFrom('item')
          .select(['accountId', 'id', 'head'])
          .where('kind', '=', kind)
          .where(sql<boolean>`octet_length("head") > ${sql.lit(MOST_HEAD_BYTES[kind])}`)
          .where(sql<boolean>`("accountId", "id") > (${after.accountId}, ${after.id})`)
          .orderBy('accountId')
          .orderBy('id')
          .limit(AT_ONCE)
          .execute();
        for (const { accountId, id, head } of large) {
          await database
            .updateTable('item')
            .set({ head: headOf(kind, head) })
            .where('accountId', '=', accountId)
            .where('kind', '=', kind)
            .where('id', '=', id)
            .execute();
        }
        const last = large.at(-1);
        if (last === undefined) break;
        after = last;
      }
    }
  },
};

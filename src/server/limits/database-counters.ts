import type { Reader } from '../database/database.js';
import type { Counters } from './counters.js';

/** How many countings come between two clearings of what is over. */
const CLEAR_EVERY = 1000;

/** For several processes on one database: one statement per request, which the database lets nobody come between. */
export function databaseCounters(reader: Reader): Counters {
  let counted = 0;
  return {
    async count(counts, now) {
      counted += 1;
      if (counted % CLEAR_EVERY === 0) await reader.deleteFrom('rateCount').where('until', '<=', now).execute();
      // In one order for all, or two requests would wait for each other.
      const rows = counts
        .map(({ key, windowMs }) => ({ key, count: 1, until: now + windowMs }))
        .sort((a, b) => (a.key < b.key ? -1 : 1));
      return reader
        .insertInto('rateCount')
        .values(rows)
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet((build) => {
            const over = build('rateCount.until', '<=', now);
            return {
              count: build
                .case()
                .when(over)
                .then(1)
                .else(build('rateCount.count', '+', 1))
                .end(),
              until: build.case().when(over).then(build.ref('excluded.until')).else(build.ref('rateCount.until')).end(),
            };
          }),
        )
        .returning(['key', 'count', 'until'])
        .execute();
    },
  };
}

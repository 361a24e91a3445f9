import type { Reader } from '../database/database.js';
import type { AuditRow } from '../database/tables.js';
import { auditHash } from './audit.js';
import { BEGINNING } from './beginning.js';

/** Entries read at once. */
const BATCH = 1000;

/** Whether the audit book is as it was written. */
export interface AuditVerdict {
  /** How many entries were written. */
  readonly entries: number;
  /** The number of the first entry that is not as it was written, or is missing; null when all are. */
  readonly brokenAt: number | null;
  /** The hash of the last entry that holds. Kept elsewhere, it proves later that nobody wrote the whole book anew. */
  readonly end: string;
}

/**
 * Reads the whole book and counts the chain again: finds every entry that was changed, removed or put in, by whoever got
 * past the triggers. Only whoever also counts all later hashes and the end anew goes unseen; `end`, kept elsewhere, sees that.
 */
export async function verifyAudit(reader: Reader): Promise<AuditVerdict> {
  const known = await endOf(reader);
  let [seq, hash] = [0, BEGINNING];
  for await (const row of rowsOf(reader)) {
    const follows = row.seq === seq + 1 && row.hash === auditHash(hash, row);
    if (!follows || (row.seq === known.seq && row.hash !== known.hash)) {
      return { entries: known.seq, brokenAt: seq + 1, end: hash };
    }
    ({ seq, hash } = row);
  }
  // Somebody may have written while this read: the end is then further than it was.
  const { seq: last } = await endOf(reader);
  const wrong = seq < known.seq ? seq + 1 : seq > last ? last + 1 : null;
  return { entries: last, brokenAt: wrong, end: hash };
}

async function endOf(reader: Reader): Promise<{ readonly seq: number; readonly hash: string }> {
  const end = await reader.selectFrom('auditEnd').select(['seq', 'hash']).executeTakeFirst();
  return end ?? { seq: 0, hash: BEGINNING };
}

async function* rowsOf(reader: Reader): AsyncGenerator<AuditRow> {
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const rows = await reader
      .selectFrom('audit')
      .selectAll()
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(BATCH)
      .execute();
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) return;
    after = last.seq;
  }
}

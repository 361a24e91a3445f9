import { createHash } from 'node:crypto';
import type { Writer } from '../database/database.js';
import type { AuditRow } from '../database/tables.js';

/** What is written down, whoever did it. */
export interface AuditEvent {
  /** An account's id; null for nobody signed in, `system` for the machine. */
  readonly actor: string | null;
  /** `session.begun`, `account.suspended` … */
  readonly action: string;
  readonly subject: string | null;
  /** No secrets, no passwords. */
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/** Adds an entry to the book, in the transaction of what it tells of: both happen or neither. @param at milliseconds */
export async function audit(writer: Writer, at: number, event: AuditEvent): Promise<void> {
  const end = await writer.selectFrom('auditEnd').select(['seq', 'hash']).executeTakeFirstOrThrow();
  const { actor, action, subject } = event;
  const entry = { seq: end.seq + 1, at, actor, action, subject, detail: JSON.stringify(event.detail) };
  const hash = auditHash(end.hash, entry);
  // The end first: of two that come at once the second then begins again, instead of finding its number taken.
  await writer.updateTable('auditEnd').set({ seq: entry.seq, hash }).execute();
  await writer
    .insertInto('audit')
    .values({ ...entry, hash })
    .execute();
}

type Entry = Omit<AuditRow, 'hash'>;

/** Ties an entry to all before it: whoever changes or removes one has to change every later one. SHA-256, hexadecimal. */
export function auditHash(previous: string, { seq, at, actor, action, subject, detail }: Entry): string {
  const text = JSON.stringify([previous, seq, at, actor, action, subject, detail]);
  return createHash('sha256').update(text).digest('hex');
}

import type { Reader } from '../database/database.js';
import type { AuditRow } from '../database/tables.js';

/** The entries of the book, the newest first. @param before only those with a lower number; null for all */
export function readAudit(reader: Reader, before: number | null, limit: number): Promise<AuditRow[]> {
  const asked = reader.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(limit);
  return (before === null ? asked : asked.where('seq', '<', before)).execute();
}

/** An entry with the addresses of those whom it names by id, as they are now; null for whom or what is no account. */
export interface NamedEntry extends AuditRow {
  readonly actorEmail: string | null;
  readonly subjectEmail: string | null;
}

/** The same, with addresses: the book itself knows accounts by their ids. */
export function readNamedAudit(reader: Reader, before: number | null, limit: number): Promise<NamedEntry[]> {
  const asked = reader
    .selectFrom('audit')
    .leftJoin('account as by', 'by.id', 'audit.actor')
    .leftJoin('account as to', 'to.id', 'audit.subject')
    .selectAll('audit')
    .select(['by.email as actorEmail', 'to.email as subjectEmail'])
    .orderBy('audit.seq', 'desc')
    .limit(limit);
  return (before === null ? asked : asked.where('audit.seq', '<', before)).execute();
}

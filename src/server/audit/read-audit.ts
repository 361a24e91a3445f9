import type { Reader } from '../database/database.js';
import type { AuditRow } from '../database/tables.js';

/** The entries of the book, the newest first. @param before only those with a lower number; null for all */
export function readAudit(reader: Reader, before: number | null, limit: number): Promise<AuditRow[]> {
  const asked = reader.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(limit);
  return (before === null ? asked : asked.where('seq', '<', before)).execute();
}

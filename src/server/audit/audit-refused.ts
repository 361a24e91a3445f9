import { takeFrom } from '../accounts/tries.js';
import type { Account } from '../database/tables.js';
import type { Parts } from '../parts.js';
import { audit } from './audit.js';

/** The book is kept for ever: of what somebody is refused over and over, one entry an hour says as much. */
const ENTRIES = { most: 1, windowMs: 3_600_000 };

/** Writes down that somebody who is signed in asked for what they may not. @param route `GET /api/v1/admin/users` */
export async function auditRefused(
  { database, now }: Pick<Parts, 'database' | 'now'>,
  { id: actor }: Account,
  route: string,
): Promise<void> {
  if ((await takeFrom(database.reader, ENTRIES, `refused ${actor} ${route}`, now())) !== null) return;
  await database.write((writer) =>
    audit(writer, now(), { actor, action: 'access.refused', subject: actor, detail: { route } }),
  );
}

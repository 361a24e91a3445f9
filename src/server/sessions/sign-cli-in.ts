import { audit } from '../audit/audit.js';
import type { Writer } from '../database/database.js';
import type { Account } from '../database/tables.js';
import type { Parts } from '../parts.js';
import { beginCliSession, type TokenPair } from './sessions.js';

/** Signs a command line in, in the transaction of what let it in. @param label what a person knows the machine by */
export async function signCliIn(writer: Writer, account: Account, label: string, parts: Parts): Promise<TokenPair> {
  const { id } = account;
  const detail = { kind: 'cli', label };
  await audit(writer, parts.now(), { actor: id, action: 'session.begun', subject: id, detail });
  return beginCliSession(writer, account, label, parts);
}

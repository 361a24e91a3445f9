import type { Reader } from '../database/database.js';

type OwnRow = Record<string, string | number | null>;

/** Rows of one kind that belong to an account, as they may be shown to it: no hashes, nothing of others. */
type OwnRows = (reader: Reader, accountId: string) => Promise<OwnRow[]>;

/** Everything that is kept of somebody, by the name it has in the export. Each part of the server adds its own. */
export const OWN_DATA: Readonly<Record<string, OwnRows>> = {
  account: (reader, id) =>
    reader
      .selectFrom('account')
      .select(['id', 'email', 'role', 'plan', 'state', 'createdAt'])
      .where('id', '=', id)
      .execute(),
  session: (reader, id) =>
    reader
      .selectFrom('session')
      .select(['id', 'kind', 'label', 'createdAt', 'usedAt', 'idleUntil', 'until', 'endedAt'])
      .where('accountId', '=', id)
      .orderBy('createdAt')
      .execute(),
  link: (reader, id) =>
    reader
      .selectFrom('link')
      .select(['purpose', 'email', 'createdAt', 'until', 'usedAt'])
      .where('accountId', '=', id)
      .orderBy('createdAt')
      .execute(),
  item: (reader, id) =>
    reader
      .selectFrom('item')
      .select(['kind', 'id', 'version', 'versions', 'changedAt', 'deleted'])
      .where('accountId', '=', id)
      .orderBy('seq')
      .execute(),
  itemVersion: (reader, id) =>
    reader
      .selectFrom('itemVersion')
      .select(['kind', 'id', 'version', 'change', 'machine', 'changedAt', 'receivedAt', 'deleted', 'body'])
      .where('accountId', '=', id)
      .orderBy('kind')
      .orderBy('id')
      .orderBy('version')
      .execute(),
  syncCounter: (reader, id) =>
    reader.selectFrom('syncCounter').select(['seq', 'bytes', 'versions']).where('accountId', '=', id).execute(),
  personalToken: (reader, id) =>
    reader
      .selectFrom('personalToken')
      .select(['id', 'name', 'scopes', 'createdAt', 'expiresAt', 'usedAt', 'revokedAt'])
      .where('accountId', '=', id)
      .orderBy('createdAt')
      .execute(),
  deviceGrant: (reader, id) =>
    reader
      .selectFrom('deviceGrant')
      .select(['label', 'client', 'createdAt', 'until', 'state'])
      .where('accountId', '=', id)
      .orderBy('createdAt')
      .execute(),
  deviceGuess: (reader, id) =>
    reader.selectFrom('deviceGuess').select(['since', 'wrong']).where('accountId', '=', id).execute(),
  toolRun: (reader, id) =>
    reader
      .selectFrom('toolRun')
      .select(['id', 'tool', 'input', 'state', 'result', 'problem', 'notes', 'cost', 'createdAt', 'finishedAt'])
      .where('accountId', '=', id)
      .orderBy('createdAt')
      .execute(),
  toolDay: (reader, id) =>
    reader.selectFrom('toolDay').select(['day', 'runs']).where('accountId', '=', id).orderBy('day').execute(),
  // What was answered is sealed with the key that the client sent: only when it was asked can be told.
  keptAnswer: (reader, id) =>
    reader.selectFrom('keptAnswer').select('createdAt').where('accountId', '=', id).orderBy('createdAt').execute(),
  audit: (reader, id) =>
    reader
      .selectFrom('audit')
      .select(['at', 'action', 'detail'])
      .where((where) => where.or([where('actor', '=', id), where('subject', '=', id)]))
      .orderBy('seq')
      .execute(),
};

/** All of it. */
export async function exportOwn(reader: Reader, accountId: string): Promise<Record<string, OwnRow[]>> {
  const exported: Record<string, OwnRow[]> = {};
  for (const [name, rows] of Object.entries(OWN_DATA)) exported[name] = await rows(reader, accountId);
  return exported;
}

import { sql } from 'kysely';
import type { Reader } from '../database/database.js';

type OwnRow = Readonly<Record<string, string | number | null>>;

/** Rows of one kind that belong to an account, as they may be shown to it: no hashes, nothing of others. A page at a time. */
type OwnRows = (reader: Reader, accountId: string) => AsyncIterable<readonly OwnRow[]>;

/** Each may hold a megabyte: so many are in memory at once. */
const LARGE = 8;
const SMALL = 500;

/** Everything that is kept of somebody, by the name it has in the export. Each part of the server adds its own. */
export const OWN_DATA: Readonly<Record<string, OwnRows>> = {
  account: (reader, id) =>
    once(
      reader
        .selectFrom('account')
        .select(['id', 'email', 'role', 'plan', 'state', 'createdAt'])
        .where('id', '=', id)
        .execute(),
    ),
  session: (reader, id) =>
    once(
      reader
        .selectFrom('session')
        .select(['id', 'kind', 'label', 'createdAt', 'usedAt', 'idleUntil', 'until', 'endedAt'])
        .where('accountId', '=', id)
        .orderBy('createdAt')
        .execute(),
    ),
  link: (reader, id) =>
    once(
      reader
        .selectFrom('link')
        .select(['purpose', 'email', 'createdAt', 'until', 'usedAt'])
        .where('accountId', '=', id)
        .orderBy('createdAt')
        .execute(),
    ),
  item: (reader, id) =>
    paged((last?: { seq: number }) =>
      reader
        .selectFrom('item')
        .select(['seq', 'kind', 'id', 'version', 'versions', 'changedAt', 'deleted'])
        .where('accountId', '=', id)
        .where('seq', '>', last?.seq ?? 0)
        .orderBy('seq')
        .limit(SMALL)
        .execute(),
    ),
  itemVersion: (reader, id) =>
    paged((last?: { seq: number }) =>
      reader
        .selectFrom('itemVersion')
        .select(['seq', 'kind', 'id', 'version', 'change', 'machine', 'changedAt', 'receivedAt', 'deleted', 'body'])
        .where('accountId', '=', id)
        .where('seq', '>', last?.seq ?? 0)
        .orderBy('seq')
        .limit(LARGE)
        .execute(),
    ),
  syncCounter: (reader, id) =>
    once(reader.selectFrom('syncCounter').select(['seq', 'bytes', 'versions']).where('accountId', '=', id).execute()),
  personalToken: (reader, id) =>
    once(
      reader
        .selectFrom('personalToken')
        .select(['id', 'name', 'scopes', 'createdAt', 'expiresAt', 'usedAt', 'revokedAt'])
        .where('accountId', '=', id)
        .orderBy('createdAt')
        .execute(),
    ),
  deviceGrant: (reader, id) =>
    once(
      reader
        .selectFrom('deviceGrant')
        .select(['label', 'client', 'createdAt', 'until', 'state'])
        .where('accountId', '=', id)
        .orderBy('createdAt')
        .execute(),
    ),
  deviceGuess: (reader, id) =>
    once(reader.selectFrom('deviceGuess').select(['since', 'wrong']).where('accountId', '=', id).execute()),
  toolRun: (reader, id) =>
    paged((last?: { createdAt: number; id: string }) =>
      reader
        .selectFrom('toolRun')
        .select(['id', 'tool', 'input', 'state', 'result', 'problem', 'notes', 'cost', 'createdAt', 'finishedAt'])
        .where('accountId', '=', id)
        .where(sql<boolean>`("createdAt", "id") > (cast(${last?.createdAt ?? 0} as bigint), ${last?.id ?? ''})`)
        .orderBy('createdAt')
        .orderBy('id')
        .limit(LARGE)
        .execute(),
    ),
  toolDay: (reader, id) =>
    once(reader.selectFrom('toolDay').select(['day', 'runs']).where('accountId', '=', id).orderBy('day').execute()),
  // What was answered is sealed with the key that the client sent: only when it was asked can be told.
  keptAnswer: (reader, id) =>
    once(
      reader.selectFrom('keptAnswer').select('createdAt').where('accountId', '=', id).orderBy('createdAt').execute(),
    ),
  async *audit(reader, id) {
    const pages = paged((last?: { seq: number }) =>
      reader
        .selectFrom('audit')
        .select(['seq', 'at', 'action', 'detail'])
        .where((where) => where.or([where('actor', '=', id), where('subject', '=', id)]))
        .where('seq', '>', last?.seq ?? 0)
        .orderBy('seq')
        .limit(SMALL)
        .execute(),
    );
    // Its number would tell how much others do.
    for await (const rows of pages) yield rows.map(({ at, action, detail }) => ({ at, action, detail }));
  },
};

async function* once<R extends OwnRow>(rows: Promise<readonly R[]>): AsyncGenerator<readonly R[]> {
  yield await rows;
}

/** @param ask for the rows that follow one, in an order that each of them has its own place in */
async function* paged<R extends OwnRow>(ask: (last?: R) => Promise<readonly R[]>): AsyncGenerator<readonly R[]> {
  for (let rows = await ask(); rows.length > 0; rows = await ask(rows.at(-1))) yield rows;
}

/** All of it as JSON, piece by piece, each asked for when the one before was taken: an account may have more than a server has memory. */
export async function* exportOwn(reader: Reader, accountId: string): AsyncGenerator<string> {
  let before = '{';
  for (const [name, rowsOf] of Object.entries(OWN_DATA)) {
    yield `${before}${JSON.stringify(name)}:[`;
    let first = true;
    for await (const rows of rowsOf(reader, accountId)) {
      for (const row of rows) {
        yield (first ? '' : ',') + JSON.stringify(row);
        first = false;
      }
    }
    before = '],';
  }
  yield ']}';
}

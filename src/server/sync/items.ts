import type { Selectable } from 'kysely';
import type { ItemBody, ItemKind, PulledPage, SyncItem } from '../../domain/sync/item.js';
import type { Reader } from '../database/database.js';
import type { ItemVersionTable } from '../database/tables.js';
import { isPoint, newestPoint, pointText, seqOf } from './points.js';

/** A program reads no longer answer than a few of these; a push was one megabyte at most. */
const MOST_PULLED_BYTES = 2_000_000;

export type VersionRow = Selectable<ItemVersionTable>;

/** What names an item. */
export interface ItemName {
  readonly accountId: string;
  readonly kind: ItemKind;
  readonly id: string;
}

/** Items with the body of the version in force. */
function inForce(reader: Reader, accountId: string) {
  return reader
    .selectFrom('item')
    .innerJoin('itemVersion', (join) =>
      join
        .onRef('itemVersion.accountId', '=', 'item.accountId')
        .onRef('itemVersion.kind', '=', 'item.kind')
        .onRef('itemVersion.id', '=', 'item.id')
        .onRef('itemVersion.version', '=', 'item.version'),
    )
    .selectAll('itemVersion')
    .select('item.versions')
    .where('item.accountId', '=', accountId);
}

/** The version in force, and how many versions there are; null for an item that never was. */
export async function itemInForce(
  reader: Reader,
  { accountId, kind, id }: ItemName,
): Promise<(VersionRow & { readonly versions: number }) | null> {
  const found = await inForce(reader, accountId)
    .where('item.kind', '=', kind)
    .where('item.id', '=', id)
    .executeTakeFirst();
  return found ?? null;
}

export interface PullWish {
  /** The point where the machine goes on; no text for the beginning. */
  readonly after: string;
  /** Where it has seen the changes of its account last. */
  readonly seen: string;
  readonly limit: number;
}

/** What changed after a point, in the order of the last changes. Null where this server never came by these points. */
export async function pull(
  reader: Reader,
  accountId: string,
  { after, seen, limit }: PullWish,
): Promise<PulledPage | null> {
  for (const point of [after, seen]) if (!(await isPoint(reader, accountId, point))) return null;
  const rows = await inForce(reader, accountId)
    .where('item.seq', '>', seqOf(after))
    .orderBy('item.seq')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, Math.min(limit, fitting(rows)));
  const last = page.at(-1);
  return {
    items: page.map(versionBody),
    next: last === undefined ? after : pointText(last),
    seen: await newestPoint(reader, accountId),
    more: rows.length > page.length,
  };
}

/** How many fit into one answer; one always does. */
function fitting(rows: readonly VersionRow[]): number {
  let bytes = 0;
  const over = rows.findIndex(({ body }) => (bytes += Buffer.byteLength(body ?? '')) > MOST_PULLED_BYTES);
  return over === -1 ? rows.length : Math.max(1, over);
}

/** Every version of an item, the newest first; none for an item that never was. */
export async function versionsOf(
  reader: Reader,
  { accountId, kind, id }: ItemName,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<readonly VersionRow[]> {
  const all = reader
    .selectFrom('itemVersion')
    .selectAll()
    .where('accountId', '=', accountId)
    .where('kind', '=', kind)
    .where('id', '=', id)
    .orderBy('version', 'desc')
    .limit(limit);
  return (before === null ? all : all.where('version', '<', before)).execute();
}

/** A version as the other side sees it. */
export function versionBody(row: VersionRow): SyncItem {
  const { accountId, kind, id, version, change, machine, changedAt, deleted, body } = row;
  return {
    kind,
    id,
    version,
    owner: accountId,
    machine,
    change,
    changedAt,
    deleted: deleted === 1,
    // It was written by `push`.
    body: body === null ? null : (JSON.parse(body) as ItemBody),
  };
}

import type { ItemKind } from '../../domain/sync/item.js';
import type { Reader } from '../database/database.js';

/** An item as lists show it: what its machine sent, without a result. */
export interface ItemHead {
  readonly id: string;
  /** Milliseconds. */
  readonly changedAt: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The items of one kind that an account has, the last changed first. */
export async function itemHeads(
  reader: Reader,
  accountId: string,
  { kind, limit }: { readonly kind: ItemKind; readonly limit: number },
): Promise<readonly ItemHead[]> {
  const rows = await reader
    .selectFrom('item')
    .select(['id', 'changedAt', 'head'])
    .where('accountId', '=', accountId)
    .where('kind', '=', kind)
    .where('deleted', '=', 0)
    .orderBy('changedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ id, changedAt, head }) => ({
    id,
    changedAt,
    // The head was written by `push`.
    body: JSON.parse(head ?? '{}') as Readonly<Record<string, unknown>>,
  }));
}

import type { Reader } from '../database/database.js';

/** Where a page of the history ends: its last entry. */
export interface HistoryPlace {
  /** Milliseconds. */
  readonly changedAt: number;
  readonly id: string;
}

/** An entry as lists show it: without its result. */
export interface ListedEntry extends Readonly<Record<string, unknown>> {
  readonly id: string;
}

export interface HistoryPage {
  readonly entries: readonly ListedEntry[];
  /** Null where nothing follows. */
  readonly last: HistoryPlace | null;
}

/** What was made on all machines of an account, the newest first. */
export async function listHistory(
  reader: Reader,
  accountId: string,
  { after, limit }: { readonly after: HistoryPlace | null; readonly limit: number },
): Promise<HistoryPage> {
  let query = reader
    .selectFrom('item')
    .select(['id', 'changedAt', 'head'])
    .where('accountId', '=', accountId)
    .where('kind', '=', 'history')
    .where('deleted', '=', 0)
    .orderBy('changedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (after !== null) {
    query = query.where((is) => is(is.refTuple('changedAt', 'id'), '<', is.tuple(after.changedAt, after.id)));
  }
  const rows = await query.execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    // The head was written by `push`.
    entries: page.map(({ id, head }) => ({ id, ...(JSON.parse(head ?? '{}') as Record<string, unknown>) })),
    last: last === undefined || rows.length <= limit ? null : { changedAt: last.changedAt, id: last.id },
  };
}

/** A place as text that means nothing to others: base64url. */
export function placeText({ changedAt, id }: HistoryPlace): string {
  return Buffer.from(`${changedAt}:${id}`).toString('base64url');
}

/** The place that a text names; null for a text of somebody's own. */
export function placeOf(text: string): HistoryPlace | null {
  const [, changedAt, id] = /^(\d{1,15}):(.+)$/.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  return changedAt === undefined || id === undefined ? null : { changedAt: Number(changedAt), id };
}

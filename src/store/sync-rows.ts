import type { ItemBody, ItemKind, SyncItem } from '../domain/sync/item.js';
import type { Connection } from './driver.js';

/** Of 32 signs; 26 of them are 130 bits, a name that no two machines draw. */
const SIGNS = '0123456789abcdefghjkmnpqrstvwxyz';
const NAME_LENGTH = 26;

export interface ItemRow {
  readonly kind: ItemKind;
  readonly id: string;
  readonly change: string;
  /** The version that the server is known to have; 0 for none. */
  readonly base: number;
  readonly changedAt: number;
  readonly deleted: number;
  /** JSON; null for what is deleted, and for entries of the history, which stand in a table of their own. */
  readonly body: string | null;
  /** Its place among what is to be pushed; null when it was. */
  readonly pending: number | null;
}

export function randomName(random: () => number): string {
  return Array.from({ length: NAME_LENGTH }, () => SIGNS.charAt(Math.floor(random() * SIGNS.length))).join('');
}

/** The next place among what is to be pushed. */
export function nextPlace(connection: Connection): number {
  const last = connection.prepare<[], number | null>('SELECT max(pending) FROM syncItem').pluck().get();
  return (last ?? 0) + 1;
}

/** Keeps that this machine changed an item, for the next push. @param change the name of the change */
export function markChanged(
  connection: Connection,
  row: {
    readonly kind: ItemKind;
    readonly id: string;
    readonly changedAt: number;
    readonly deleted: boolean;
    readonly body?: string | null;
  },
  change: string,
): void {
  const values = {
    ...row,
    change,
    deleted: row.deleted ? 1 : 0,
    body: row.body ?? null,
    pending: nextPlace(connection),
  };
  connection
    .prepare<typeof values>(
      `INSERT INTO syncItem (kind, id, change, base, changedAt, deleted, body, pending)
       VALUES (@kind, @id, @change, 0, @changedAt, @deleted, @body, @pending)
       ON CONFLICT (kind, id) DO UPDATE SET
         change = @change, changedAt = @changedAt, deleted = @deleted, body = @body, pending = @pending`,
    )
    .run(values);
}

/** The body of an item, wherever it stands. */
export function bodyOf(
  connection: Connection,
  { kind, id, body }: Pick<ItemRow, 'kind' | 'id' | 'body'>,
): ItemBody | null {
  // Both were written as JSON objects.
  if (kind !== 'history') return body === null ? null : (JSON.parse(body) as ItemBody);
  const entry = connection
    .prepare<[string], { result: string; files: string }>(
      'SELECT kind, at, prompt, provider, model, usd, tokensIn, tokensOut, ms, result, files FROM history WHERE id = ?',
    )
    .get(id);
  if (entry === undefined) return null;
  return { ...entry, result: JSON.parse(entry.result) as object, files: JSON.parse(entry.files) as string[] };
}

/** Takes what the server has: from then on this machine has it too, and has nothing to push of it. */
export function applyItem(connection: Connection, { version, deleted, body, ...item }: SyncItem): void {
  const { kind, id, change, changedAt } = item;
  if (kind === 'history') applyEntry(connection, id, body);
  const kept = kind === 'history' || body === null ? null : JSON.stringify(body);
  connection
    .prepare(
      `INSERT OR REPLACE INTO syncItem (kind, id, change, base, changedAt, deleted, body, pending)
       VALUES (?, ?, ?, ?, ?, ?, ?, NULL)`,
    )
    .run(kind, id, change, version, changedAt, deleted ? 1 : 0, kept);
}

function applyEntry(connection: Connection, id: string, body: ItemBody | null): void {
  connection.prepare('DELETE FROM history WHERE id = ?').run(id);
  if (body === null) return;
  const entry = { ...body, id, result: JSON.stringify(body.result), files: JSON.stringify(body.files) };
  connection
    .prepare<typeof entry>(
      `INSERT INTO history (id, kind, at, prompt, provider, model, usd, tokensIn, tokensOut, ms, result, files)
       VALUES (@id, @kind, @at, @prompt, @provider, @model, @usd, @tokensIn, @tokensOut, @ms, @result, @files)`,
    )
    .run(entry);
}

import type { ItemChange, SyncItem } from '../domain/sync/item.js';
import { refusalOf } from '../domain/sync/refusal.js';
import type { PendingChange, SyncBook, SyncServer } from '../providers/ports/sync.js';
import { SCHEMA_VERSION } from './result.js';

/** What one request may hold, in changes and in characters: the server takes one megabyte. */
const MOST_CHANGES = 100;
const MOST_CHARACTERS = 300_000;

/** The settings of this machine that follow the account. */
export interface OwnSettings {
  /** Null when the file of settings cannot be read: then nothing is known of what was deleted. */
  readonly values: Readonly<Record<string, string>> | null;
  /** When they were last changed, milliseconds. */
  readonly changedAt: number;
  /** Takes a setting from another machine; null forgets it. False when this program does not take the value. */
  keep(name: string, value: string | null): Promise<boolean>;
}

export interface SyncParts {
  readonly server: SyncServer;
  readonly book: SyncBook;
  readonly settings: OwnSettings;
  /** The keys of this machine, which must not leave it. */
  readonly secrets: readonly string[];
  /** Milliseconds. */
  readonly now: () => number;
  readonly note: (sentence: string) => void;
}

export interface SyncReport {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  /** Its e-mail address. */
  readonly account: string;
  readonly machine: string;
  /** Changes of this machine that are in force now. */
  readonly pushed: number;
  /** Those that another machine's took precedence over; both are kept at the server. */
  readonly superseded: number;
  /** Those that stay here: secrets, and what is too large (a character takes up to three bytes). */
  readonly refused: number;
  /** Changes of other machines that came. */
  readonly pulled: number;
  /** What is left to push. */
  readonly pending: number;
}

export const SYNC_DIRECTIONS = ['both', 'push', 'pull', 'status'] as const;
export type SyncDirection = (typeof SYNC_DIRECTIONS)[number];

/** Makes this machine and the account alike; whatever is cut off goes on the next time. @throws Failure as `SyncServer` */
export async function sync(parts: SyncParts, direction: SyncDirection): Promise<SyncReport> {
  const { server, book, settings, now } = parts;
  const account = await server.account();
  book.bind(account.id);
  book.noticeHistory(now());
  if (settings.values !== null) book.noticeSettings(settings.values, Math.min(settings.changedAt, now()));
  const counts = { pushed: 0, superseded: 0, refused: 0, pulled: 0 };
  if (direction === 'both' || direction === 'pull') counts.pulled = await pullAll(parts);
  if (direction === 'both' || direction === 'push') await pushAll(parts, counts);
  return {
    schemaVersion: SCHEMA_VERSION,
    account: account.email,
    machine: book.machine(),
    ...counts,
    pending: book.countPending(),
  };
}

interface Pushed {
  pushed: number;
  superseded: number;
  refused: number;
}

async function pushAll({ server, book, settings, secrets, note }: SyncParts, counts: Pushed): Promise<void> {
  const refuse = ({ kind, id }: Pick<ItemChange, 'kind' | 'id'>, reason: string): void => {
    counts.refused += 1;
    note(`The ${kind} ${id} stays on this machine: ${reason}.`);
  };
  for (let place = 0; ;) {
    const pending = book.pending(place, MOST_CHANGES);
    if (pending.length === 0) return;
    const batch: PendingChange[] = [];
    let characters = 0;
    for (const change of pending) {
      const size = JSON.stringify(change).length;
      const reason = size > MOST_CHARACTERS ? 'it is too large' : refusalOf(change, secrets);
      if (reason === null && characters + size > MOST_CHARACTERS) break;
      place = change.place;
      if (reason !== null) {
        refuse(change, reason);
        continue;
      }
      characters += size;
      batch.push(change);
    }
    if (batch.length === 0) continue;
    const pushed = await server.push(book.machine(), book.place().seen, batch.map(withoutPlace));
    if (pushed === null) {
      book.beginAnew();
      place = 0;
      continue;
    }
    book.saw(pushed.seen);
    for (const answer of pushed.answers) {
      if (answer.outcome === 'superseded') {
        counts.superseded += 1;
        if (!(await keptSetting(settings, answer.winner))) continue;
      } else if (answer.outcome === 'refused') refuse(answer, answer.reason);
      else counts.pushed += 1;
      book.settle(answer);
    }
  }
}

function withoutPlace({ kind, id, change, base, changedAt, deleted, body }: PendingChange): ItemChange {
  return { kind, id, change, base, changedAt, deleted, body };
}

async function pullAll({ server, book, settings, secrets }: SyncParts): Promise<number> {
  let pulled = 0;
  for (;;) {
    const page = await server.pull(book.place());
    if (page === null) {
      book.beginAnew();
      continue;
    }
    const items: SyncItem[] = [];
    for (const item of book.free(page.items)) {
      if (refusalOf(item, secrets) === null && (await keptSetting(settings, item))) items.push(item);
    }
    book.take(items, { after: page.next, seen: page.seen });
    pulled += items.length;
    if (!page.more) return pulled;
  }
}

/** Whether an item is no setting, or one that this program takes. */
async function keptSetting(settings: OwnSettings, { kind, id, body }: SyncItem): Promise<boolean> {
  if (kind !== 'setting') return true;
  return settings.keep(id, typeof body?.value === 'string' ? body.value : null);
}

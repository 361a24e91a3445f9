import type { ChangeAnswer, ItemBody, ItemChange, PulledPage, SyncItem } from '../../domain/sync/item.js';

/** The hosted account, as far as sync asks it. @throws Failure `key` signed out, `provider`, `interrupted` */
export interface SyncServer {
  /** The account; no two servers have one of the same id. */
  account(): Promise<{ readonly id: string; readonly email: string }>;
  /** One request; it may be sent again. @returns an answer for each change, in their order */
  push(machine: string, changes: readonly ItemChange[]): Promise<readonly ChangeAnswer[]>;
  /** Null where the server never came as far as `after`. */
  pull(after: number): Promise<PulledPage | null>;
}

/** What this machine has to sync. Each question: @throws Failure `unexpected` when it cannot be kept or read */
export interface SyncBook {
  /** Names this machine; drawn once. */
  machine(): string;
  /** From now on it syncs with this account: with any other one it begins anew. */
  bind(account: string): void;
  /** Begins anew: everything is offered again. */
  beginAnew(): void;
  /** Finds the entries that were made or deleted since. @param now milliseconds */
  noticeHistory(now: number): void;
  /** Finds the settings that differ from what was synced. @param at when they were changed, milliseconds */
  noticeSettings(values: Readonly<Record<string, string>>, at: number): void;
  /** Keeps a change of a channel or a snapshot; null for one that is deleted. @param at milliseconds */
  change(kind: 'channel' | 'snapshot', id: string, body: ItemBody | null, at: number): void;
  /** What was changed here and not pushed yet, in the order of the changes. @param after a place; 0 for the beginning */
  pending(after: number, limit: number): readonly PendingChange[];
  countPending(): number;
  /** Keeps what the server said of a change that was pushed, unless it was changed again meanwhile. */
  settle(answer: ChangeAnswer): void;
  /** Those that nothing which was changed here stands in the way of. */
  free(items: readonly SyncItem[]): readonly SyncItem[];
  /** Takes a page of a pull. @param next where the next one begins */
  take(items: readonly SyncItem[], next: number): void;
  /** Where the next pull begins. */
  cursor(): number;
}

export interface PendingChange extends ItemChange {
  /** Its place among what is pending. */
  readonly place: number;
}

import type {
  ChangeAnswer,
  ItemBody,
  ItemChange,
  PulledPage,
  PushAnswer,
  SyncItem,
  SyncPlace,
} from '../../domain/sync/item.js';

/** The hosted account, as far as sync asks it. @throws Failure `key` signed out, `provider`, `interrupted` */
export interface SyncServer {
  /** The account; no two servers have one of the same id. */
  account(): Promise<{ readonly id: string; readonly email: string }>;
  /** One request; it may be sent again. Null where the server never came by what this machine has seen: it was restored. */
  push(machine: string, seen: string, changes: readonly ItemChange[]): Promise<PushAnswer | null>;
  /** Null where the server never came by there. */
  pull(place: SyncPlace): Promise<PulledPage | null>;
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
  /** Takes a page of a pull. @param place where the next one begins */
  take(items: readonly SyncItem[], place: SyncPlace): void;
  /** Keeps what the server has shown of itself. */
  saw(seen: string): void;
  place(): SyncPlace;
}

export interface PendingChange extends ItemChange {
  /** Its place among what is pending. */
  readonly place: number;
}

/** What follows an account from machine to machine; `docs/sync.md` has the rules. */
export const ITEM_KINDS = ['history', 'channel', 'snapshot', 'setting'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

export type ItemBody = Readonly<Record<string, unknown>>;

/** What a machine did to an item. */
export interface ItemChange {
  readonly kind: ItemKind;
  /** Names it, together with the kind, within one account. */
  readonly id: string;
  /** The change's own random name: by it one that is sent twice is known. */
  readonly change: string;
  /** The version that the machine knew; 0 for none. */
  readonly base: number;
  /** Milliseconds, by the machine's clock. */
  readonly changedAt: number;
  readonly deleted: boolean;
  /** Null once deleted. */
  readonly body: ItemBody | null;
}

/** An item, or one version of it, as the server has it. */
export interface SyncItem extends Omit<ItemChange, 'base'> {
  /** 1, 2, 3 … of this item. */
  readonly version: number;
  /** The account. */
  readonly owner: string;
  /** Where it was changed. */
  readonly machine: string;
}

/** What became of one change. */
export type ChangeAnswer = Pick<ItemChange, 'kind' | 'id' | 'change'> &
  (
    | { readonly outcome: 'accepted'; readonly version: number }
    /** Kept as a version, but another one is in force. */
    | { readonly outcome: 'superseded'; readonly winner: SyncItem }
    /** Not kept. */
    | { readonly outcome: 'refused'; readonly reason: string }
  );

/** What a server says of a push. */
export interface PushAnswer {
  /** One for each change, in their order. */
  readonly answers: readonly ChangeAnswer[];
  /** The newest change of the account, as the server names it. */
  readonly seen: string;
}

/** How far a machine knows the changes of its account, in names that only the server reads; no text for nothing. */
export interface SyncPlace {
  /** Where the next pull begins. */
  readonly after: string;
  /** `seen` of the last answer. */
  readonly seen: string;
}

/** Items in the order of their last change. */
export interface PulledPage {
  readonly items: readonly SyncItem[];
  /** Where the next page begins. */
  readonly next: string;
  /** The newest change of the account. */
  readonly seen: string;
  readonly more: boolean;
}

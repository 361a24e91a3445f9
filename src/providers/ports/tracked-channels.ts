/** A channel that is followed, as the machine and the account keep it (`docs/sync.md`). */
export interface TrackedChannel {
  /** `UC…`, 24 characters. */
  readonly id: string;
  readonly title: string | null;
  /** With its `@`. */
  readonly handle: string | null;
}

/** What was known of a channel at one moment. */
export interface ChannelSnapshot {
  /** Milliseconds. */
  readonly at: number;
  /** Null when hidden or unknown. */
  readonly subscribers: number | null;
}

/** A followed channel with what its snapshots say. */
export interface FollowedChannel extends TrackedChannel {
  readonly snapshots: number;
  /** Null before the first. */
  readonly first: ChannelSnapshot | null;
  readonly newest: ChannelSnapshot | null;
}

/** The channels that are followed, on every machine of the account. Each question: @throws Failure `unexpected` */
export interface TrackedChannels {
  /** Follows a channel, or takes the next snapshot of one: one for each UTC day, the last of the day counts. */
  add(channel: TrackedChannel, snapshot: ChannelSnapshot): void;
  /** By title, those without one last. */
  list(): readonly FollowedChannel[];
  /** Follows it no longer, and forgets its snapshots. @param at milliseconds @returns false when it is not followed */
  remove(id: string, at: number): boolean;
}

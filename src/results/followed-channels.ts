import type { Source } from '../domain/source.js';
import type { Versioned } from '../tools/result.js';

/** A watched channel, as rows carry it. */
export interface FollowedReport {
  /** Null where no source told it. */
  readonly id: string | null;
  readonly title: string | null;
  readonly handle: string | null;
  readonly subscribers: number | null;
  /** Since the first snapshot; null when either is unknown. */
  readonly gained: number | null;
  readonly snapshots: number;
  /** ISO 8601, UTC. */
  readonly since: string | null;
  readonly asOf: string | null;
  /** What its looks are kept under. */
  readonly name: string;
  readonly followed: boolean;
  /** Of its videos; and of how many videos figures are kept. */
  readonly looks: number;
  readonly videos: number;
  readonly lookedAt: string | null;
}

export interface FollowedRow extends Versioned, FollowedReport {}

export interface SnapshotRow extends FollowedRow {
  readonly source: Source;
}

export interface FollowedChannels extends Versioned {
  readonly channels: readonly FollowedReport[];
}

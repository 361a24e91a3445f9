import type { BucketReport, KeyName, KeyReport } from '../tools/key-report.js';
import type { Versioned } from '../tools/result.js';

export interface KeysList extends Versioned {
  readonly keys: readonly KeyReport[];
}

/** A key that was kept or forgotten. */
export interface ChangedKeys extends Versioned {
  readonly keys: readonly (Omit<KeyName, 'id'> & { readonly changed: boolean })[];
}

export interface QuotaReport extends Versioned {
  /** When it was counted, ISO 8601 UTC. */
  readonly asOf: string;
  readonly keys: readonly BucketReport[];
}

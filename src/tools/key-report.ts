import type { Period, Spending } from '../store/quota-ledger.js';

/** A key without its secret: what may be shown of it. */
export interface KeyName {
  readonly provider: string;
  /** What the ledger knows it by. */
  readonly id: string;
  /** `…1a2b`; of a key too short to show any of it, `#` and the beginning of its fingerprint. */
  readonly key: string;
  readonly origin: 'environment' | '.env' | 'stored';
  /** The variable that holds it; null for a stored one. */
  readonly variable: string | null;
}

/** What all keys may spend and have spent. */
export interface Allowance {
  readonly spent: readonly Spending[];
  /** Keys that the provider refused of late and has not taken since, by the ledger's id: when (milliseconds). */
  readonly refusedAt: ReadonlyMap<string, number>;
  /** What a key may spend in the period, by provider and bucket; null for a bucket that is only counted. */
  readonly limits: Readonly<Record<string, Readonly<Record<string, number | null>>>>;
  readonly period: Period;
}

/** One bucket of one key. */
export interface BucketReport {
  readonly provider: string;
  readonly key: string;
  readonly bucket: string;
  readonly spent: number;
  /** Null where there is no limit. */
  readonly left: number | null;
  readonly limit: number | null;
  /** ISO 8601 UTC: when the bucket is full again. */
  readonly resetsAt: string;
  /** ISO 8601 UTC: the provider itself said that nothing is left until then; null when it did not. */
  readonly exhaustedUntil: string | null;
}

/** One key, without figures. */
export interface KeyReport extends Omit<KeyName, 'id'> {
  /**
   * `refused` when the provider did not take it within the last day, `spent` when nothing is left of the bucket that most
   * of its work draws on.
   */
  readonly state: 'ready' | 'refused' | 'spent';
  /** ISO 8601 UTC: when a spent key returns; null for a ready one. */
  readonly resetsAt: string | null;
  /** ISO 8601 UTC: when a refused key was refused; null for any other. */
  readonly refusedAt: string | null;
}

/** Every bucket of every key, also those that nothing was spent of. */
export function bucketReports(keys: readonly KeyName[], { spent, limits, period }: Allowance): readonly BucketReport[] {
  return keys.flatMap(({ provider, id, key }) =>
    Object.entries(limits[provider] ?? {}).map(([bucket, limit]) => {
      const found = spent.find((each) => each.provider === provider && each.keyId === id && each.bucket === bucket);
      const exhaustedUntil = found?.exhaustedUntil ?? null;
      const used = found?.spent ?? 0;
      return {
        provider,
        key,
        bucket,
        spent: used,
        left: exhaustedUntil !== null ? 0 : limit === null ? null : Math.max(0, limit - used),
        limit,
        resetsAt: iso(found?.resetsAt ?? period.endsAt),
        exhaustedUntil: exhaustedUntil === null ? null : iso(exhaustedUntil),
      };
    }),
  );
}

const MAIN_BUCKETS: readonly string[] = ['units', 'calls'];

/** Every key with whether it can be used now. */
export function keyReports(keys: readonly KeyName[], allowance: Allowance): readonly KeyReport[] {
  return keys.map((name) => {
    const refused = allowance.refusedAt.get(name.id);
    if (refused !== undefined) {
      return { ...shownName(name), state: 'refused', resetsAt: null, refusedAt: iso(refused) };
    }
    const spent = bucketReports([name], allowance).find(
      ({ bucket, left }) => MAIN_BUCKETS.includes(bucket) && left === 0,
    );
    // A key that was asked too fast is back long before its day is over.
    const resetsAt = spent?.exhaustedUntil ?? spent?.resetsAt ?? null;
    return { ...shownName(name), state: spent === undefined ? 'ready' : 'spent', resetsAt, refusedAt: null };
  });
}

/** What results show of a key's name: all but the ledger's own id. */
export function shownName({ provider, key, origin, variable }: KeyName): Omit<KeyName, 'id'> {
  return { provider, key, origin, variable };
}

/** ISO 8601 UTC. @param instant milliseconds */
export function iso(instant: number): string {
  return new Date(instant).toISOString();
}

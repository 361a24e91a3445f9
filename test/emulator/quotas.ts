import { quotaExceeded, rateLimit } from './google-error.js';
import type { Operation } from './parameter-tables.js';

export type Bucket = Operation['bucket'];

/** Calls that each key has of each bucket. YouTube's defaults since June 2026. */
export type Quotas = Readonly<Record<Bucket, number>>;

export const DEFAULT_QUOTAS: Quotas = { units: 10_000, searches: 100, stats: 10_000 };

/** Counts what each key has spent; the emulator's day never ends. */
export class QuotaCounter {
  private readonly spent = new Map<string, number>();

  constructor(private readonly quotas: Quotas) {}

  /** @throws GoogleError 403 `quotaExceeded`, or the 429 per day for searches */
  spend(key: string, bucket: Bucket): void {
    const account = `${bucket} ${key}`;
    const before = this.spent.get(account) ?? 0;
    if (before >= this.quotas[bucket]) {
      throw bucket === 'searches' ? rateLimit('defaultSearchListPerDayPerProject', '1/d/{project}') : quotaExceeded();
    }
    this.spent.set(account, before + 1);
  }
}

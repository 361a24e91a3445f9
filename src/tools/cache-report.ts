import type { AnswerStats } from '../store/answers.js';
import { SCHEMA_VERSION } from './result.js';

/** What is kept of the answers of providers, or was kept until it was forgotten. */
export interface CacheReport {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly path: string;
  readonly answers: number;
  /** On the disk: taken, or given back. */
  readonly bytes: number;
  /** ISO 8601 UTC; null when there is none. */
  readonly oldestAt: string | null;
  readonly newestAt: string | null;
}

const iso = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString());

/** The figures of a cache as a result. */
export function cacheReport(path: string, { answers, bytes, oldestAt, newestAt }: AnswerStats): CacheReport {
  return { schemaVersion: SCHEMA_VERSION, path, answers, bytes, oldestAt: iso(oldestAt), newestAt: iso(newestAt) };
}

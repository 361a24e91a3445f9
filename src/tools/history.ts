import type { HistoryEntry, HistoryWish } from '../domain/history-entry.js';
import type { HistoryStore } from '../providers/ports.js';
import { SCHEMA_VERSION, type Versioned } from './result.js';

/** An entry without its result, as lists show it. */
export interface EntryReport extends Omit<HistoryEntry, 'at' | 'result'> {
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** An entry with everything that is kept of it. */
export interface WholeEntry extends EntryReport {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly result: object;
}

export interface HistoryResult {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  /** Null for every kind. */
  readonly kind: string | null;
  /** How many entries of that kind there are, listed or not. */
  readonly total: number;
  /** The newest first. */
  readonly entries: readonly EntryReport[];
  /** The last id listed, where older ones follow: what `--before` takes; null where none do. */
  readonly before: string | null;
}

/** An entry as lists show it: its result is left out. */
function entryReport({ id, kind, at, prompt, provider, model, usd, tokensIn, tokensOut, ms, files }: HistoryEntry) {
  return { id, kind, at: new Date(at).toISOString(), prompt, provider, model, usd, tokensIn, tokensOut, ms, files };
}

/** An entry with its result. */
export function wholeEntry(entry: HistoryEntry): WholeEntry {
  return { schemaVersion: SCHEMA_VERSION, ...entryReport(entry), result: entry.result };
}

/** One page of the history. @throws Failure as `HistoryStore.list` */
export function listHistory(store: HistoryStore, wish: HistoryWish): HistoryResult {
  const { kind, limit } = wish;
  // One more than asked for tells whether older ones follow.
  const found = store.list({ ...wish, limit: limit + 1 });
  const entries = found.slice(0, limit).map(entryReport);
  const before = found.length > limit ? (entries.at(-1)?.id ?? null) : null;
  return { schemaVersion: SCHEMA_VERSION, kind, total: store.count(kind), entries, before };
}

export interface DeletedEntries extends Versioned {
  readonly deleted: readonly EntryReport[];
  /** Files that were written for them, and stay. */
  readonly filesKept: readonly string[];
}

/** Forgets entries. @returns them, and the files that they leave behind @throws Failure as `HistoryStore.delete` */
export function deleteHistory(store: HistoryStore, ids: readonly string[]): DeletedEntries {
  const deleted = store.delete(ids).map(entryReport);
  return { schemaVersion: SCHEMA_VERSION, deleted, filesKept: deleted.flatMap(({ files }) => files) };
}

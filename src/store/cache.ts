import { join } from 'node:path';
import { Failure } from '../errors.js';
import { ANSWER_MIGRATIONS, Answers, type AnswerStats, type StoredAnswer, type StoredKey } from './answers.js';
import { discard } from './damage.js';
import { Database } from './database.js';
import { loadDriver } from './driver.js';
import { realWaiting } from './waiting.js';

export interface CacheSettings {
  /** The folder of `cache.db`; made if need be. */
  readonly dir: string;
  /** Milliseconds. */
  readonly now: () => number;
  /** A number in [0, 1). */
  readonly random: () => number;
}

/** Answers kept between runs, or nothing at all when they cannot be kept: a cache never stops a command. */
export interface Cache {
  get(key: StoredKey): StoredAnswer | null;
  put(key: StoredKey, answer: StoredAnswer): void;
  stats(): AnswerStats;
  clear(): void;
  close(): void;
}

export interface OpenedCache {
  readonly cache: Cache;
  /** What a person should know, plain sentences; grows when something goes wrong later, so read it at the end. */
  readonly notes: readonly string[];
}

const NO_ANSWERS: AnswerStats = { answers: 0, bytes: 0, oldestAt: null, newestAt: null };

/** The file that holds the answers. */
export function cacheFile(dir: string): string {
  return join(dir, 'cache.db');
}

/**
 * Opens `cache.db` for its own sake: unlike `openCache` it fails when it cannot be used.
 * @throws Failure `unexpected` as of `Database.openAnew`, and for a missing native SQLite
 */
export async function openCacheDatabase({
  dir,
  now,
  random,
}: CacheSettings): Promise<{ database: Database; notes: string[] }> {
  return Database.openAnew({
    driver: await loadDriver(),
    file: cacheFile(dir),
    synchronous: 'NORMAL',
    migrations: ANSWER_MIGRATIONS,
    takeAway: discard,
    waiting: realWaiting(random),
    now,
  });
}

/**
 * Opens `cache.db`. A damaged file is thrown away and begun anew; where no cache can be kept (folder not writable, disk
 * full, a newer version's file, no native SQLite) the run goes on without one. Each is told in a note, none thrown.
 */
export async function openCache(settings: CacheSettings): Promise<OpenedCache> {
  try {
    const { database, notes } = await openCacheDatabase(settings);
    return { cache: new ForgivingCache(database, notes), notes };
  } catch (error) {
    const notes = [withoutCache(error)];
    return { cache: new ForgivingCache(null, notes), notes };
  }
}

class ForgivingCache implements Cache {
  constructor(
    private database: Database | null,
    private readonly notes: string[],
  ) {}

  get(key: StoredKey): StoredAnswer | null {
    return this.forgiving(null, (answers) => answers.get(key));
  }

  put(key: StoredKey, answer: StoredAnswer): void {
    this.forgiving(undefined, (answers) => {
      answers.put(key, answer);
    });
  }

  stats(): AnswerStats {
    return this.forgiving(NO_ANSWERS, (answers) => answers.stats());
  }

  clear(): void {
    this.forgiving(undefined, (answers) => {
      answers.clear();
    });
  }

  close(): void {
    this.database?.close();
    this.database = null;
  }

  /** The first trouble ends the cache for this run, so that it is told once. */
  private forgiving<T>(otherwise: T, work: (answers: Answers) => T): T {
    if (this.database === null) return otherwise;
    try {
      return work(new Answers(this.database));
    } catch (error) {
      this.notes.push(withoutCache(error));
      this.close();
      return otherwise;
    }
  }
}

function withoutCache(error: unknown): string {
  if (!(error instanceof Failure)) throw error;
  return `No answers are kept in this run. ${error.message}. ${error.hint}.`;
}

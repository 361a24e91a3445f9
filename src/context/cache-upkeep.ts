import { Answers, type AnswerStats } from '../store/answers.js';
import { cacheFile, openCacheDatabase, type CacheSettings } from '../store/cache.js';
import type { Database } from '../store/database.js';
import { foundFile } from '../store/found-file.js';

/** The cache as a user sees it. */
export interface CacheUpkeep {
  /** The file; it need not exist. */
  readonly path: string;
  /** What is kept, `bytes` being what the files take on the disk. */
  stats(): Promise<AnswerStats>;
  /** Forgets every answer. @returns what was kept, `bytes` being what came free on the disk */
  clear(): Promise<AnswerStats>;
}

const NOTHING: AnswerStats = { answers: 0, bytes: 0, oldestAt: null, newestAt: null };

/**
 * Looks after `cache.db` and no other file. A cache that was never begun is not begun for being looked at.
 * @throws Failure `unexpected` from each question when the file cannot be used
 */
export function cacheUpkeep(settings: CacheSettings, note: (sentence: string) => void): CacheUpkeep {
  const path = cacheFile(settings.dir);
  const onDisk = () => ['', '-wal', '-shm'].reduce((sum, ending) => sum + (foundFile(path + ending)?.size ?? 0), 0);
  const ask = async <T>(otherwise: T, question: (answers: Answers) => T): Promise<T> => {
    if (foundFile(path) === null) return otherwise;
    const { database, notes }: { database: Database; notes: readonly string[] } = await openCacheDatabase(settings);
    try {
      for (const sentence of notes) note(sentence);
      return question(new Answers(database));
    } finally {
      database.close();
    }
  };
  return {
    path,
    stats: async () => ({ ...(await ask(NOTHING, (answers) => answers.stats())), bytes: onDisk() }),
    clear: async () => {
      const before = onDisk();
      const kept = await ask(NOTHING, (answers) => {
        const stats = answers.stats();
        answers.clear();
        return stats;
      });
      return { ...kept, bytes: Math.max(0, before - onDisk()) };
    },
  };
}

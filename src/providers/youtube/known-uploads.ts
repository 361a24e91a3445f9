import type { Video } from '../../domain/video.js';
import type { CachedAnswers } from '../http/cached.js';
import type { AnswerCache, AnswerKey } from '../ports.js';
import type { Counts } from './answers.js';
import { AGES } from './questions.js';
import { UploadList, type KeptList } from './upload-list.js';

/** What became of an upload: a public video, or why there is none. */
export type Fate = Video | 'upcoming' | 'deleted';

interface Known {
  readonly fate: Fate;
  /** Milliseconds: when all of it was read, and when its counts were. */
  readonly factsAt: number;
  readonly countsAt: number;
}

interface Kept extends KeptList {
  readonly known: readonly (readonly [string, Known])[];
}

const NOTHING: Kept = { complete: false, pages: [], order: [], known: [] };

export interface KnownWorld {
  readonly cache: AnswerCache;
  readonly answers: CachedAnswers;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * The uploads of one channel as earlier runs read them, kept in the cache as one answer: losing it costs units, nothing
 * else. It spares the pages of the playlist behind the newest ones, and the facts of videos whose counts alone are old.
 */
export class KnownUploads {
  private readonly key: AnswerKey;
  private readonly known: Map<string, Known>;
  /** Which uploads there are, without what became of them. */
  readonly list: UploadList;
  private changed = false;

  constructor(
    private readonly world: KnownWorld,
    playlistId: string,
    /** Whether no count of an earlier run is taken. */
    private readonly fresh = false,
  ) {
    this.key = { provider: 'youtube', operation: 'known-uploads', arguments: { playlistId } };
    const kept = keptIn(world.cache.get(this.key)?.body ?? null);
    this.known = new Map(kept.known);
    this.list = new UploadList(
      kept,
      (at, maxAgeMs) => world.answers.isGood(at, maxAgeMs),
      (videoId) => this.fate(videoId) === 'deleted',
    );
  }

  /** What a video needs to be asked for: all of it, its counts, or nothing. */
  needs(videoId: string): 'facts' | 'counts' | null {
    const { answers } = this.world;
    const found = this.known.get(videoId);
    if (found === undefined || !answers.isGood(found.factsAt, AGES.facts)) return 'facts';
    if (found.fate === 'deleted' || answers.isGood(found.countsAt, this.fresh ? 0 : AGES.counts)) return null;
    return found.fate === 'upcoming' ? 'facts' : 'counts';
  }

  fate(videoId: string): Fate | null {
    return this.known.get(videoId)?.fate ?? null;
  }

  /** When the counts of a video were read, in milliseconds. */
  countedAt(videoId: string): number | null {
    return this.known.get(videoId)?.countsAt ?? null;
  }

  learnFacts(videoId: string, fate: Fate, at: number): void {
    this.known.set(videoId, { fate, factsAt: at, countsAt: at });
    this.changed = true;
  }

  /** @param counts null when the video is gone */
  learnCounts(videoId: string, counts: Counts | null, at: number): void {
    const found = this.known.get(videoId);
    if (counts === null || typeof found?.fate !== 'object') this.learnFacts(videoId, 'deleted', at);
    else this.known.set(videoId, { fate: { ...found.fate, ...counts }, factsAt: found.factsAt, countsAt: at });
    this.changed = true;
  }

  /** Keeps what was learnt. */
  keep(): void {
    if (!this.changed && !this.list.changed) return;
    const list = this.list.kept();
    const kept: Kept = {
      ...list,
      known: list.order.flatMap(({ videoId }) => {
        const found = this.known.get(videoId);
        return found === undefined ? [] : [[videoId, found] as const];
      }),
    };
    this.world.cache.put(this.key, { body: JSON.stringify(kept), fetchedAt: this.world.now(), etag: null });
  }
}

/** What was kept; nothing when it is not what this version keeps. */
function keptIn(body: string | null): Kept {
  if (body === null) return NOTHING;
  try {
    const found = JSON.parse(body) as Partial<Kept> | null;
    const whole = [found?.pages, found?.order, found?.known].every(Array.isArray);
    return whole ? { ...NOTHING, ...found } : NOTHING;
  } catch {
    return NOTHING;
  }
}

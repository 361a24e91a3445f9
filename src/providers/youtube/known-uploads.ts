import type { Video } from '../../domain/video.js';
import type { CachedAnswers } from '../http/cached.js';
import type { AnswerCache, AnswerKey } from '../ports.js';
import type { Counts, Upload } from './answers.js';
import { AGES } from './questions.js';

/** What became of an upload: a public video, or why there is none. */
export type Fate = Video | 'upcoming' | 'deleted';

interface Known {
  readonly fate: Fate;
  /** Milliseconds: when all of it was read, and when its counts were. */
  readonly factsAt: number;
  readonly countsAt: number;
}

interface Kept {
  readonly listedAt: number;
  readonly complete: boolean;
  readonly order: readonly Upload[];
  readonly known: readonly (readonly [string, Known])[];
}

const NOTHING: Kept = { listedAt: 0, complete: false, order: [], known: [] };

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
  private readonly before: Kept;
  private readonly places: ReadonlyMap<string, number>;
  private changed = false;

  constructor(
    private readonly world: KnownWorld,
    playlistId: string,
  ) {
    this.key = { provider: 'youtube', operation: 'known-uploads', arguments: { playlistId } };
    this.before = keptIn(world.cache.get(this.key)?.body ?? null);
    this.known = new Map(this.before.known);
    this.places = new Map(this.before.order.map(({ videoId }, at) => [videoId, at]));
  }

  /** True when the list reaches to the oldest upload. */
  get complete(): boolean {
    return this.before.complete;
  }

  /** The uploads that came after this one in the list; null when it is not in it, or when the list is too old. */
  after(videoId: string | undefined): readonly Upload[] | null {
    const at = this.isCurrent ? this.places.get(videoId ?? '') : undefined;
    return at === undefined ? null : this.before.order.slice(at + 1);
  }

  /** What a video needs to be asked for: all of it, its counts, or nothing. */
  needs(videoId: string): 'facts' | 'counts' | null {
    const { answers } = this.world;
    const found = this.known.get(videoId);
    if (found === undefined || !answers.isGood(found.factsAt, AGES.facts)) return 'facts';
    if (found.fate === 'deleted' || answers.isGood(found.countsAt, AGES.counts)) return null;
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

  private get isCurrent(): boolean {
    return this.world.answers.isGood(this.before.listedAt, AGES.olderUploads);
  }

  /**
   * Keeps what was learnt.
   * @param order all uploads that were gone through, newest first
   * @param ended whether these are all there are
   */
  keep(order: readonly Upload[], ended: boolean): void {
    if (!this.changed) return;
    const rest = this.after(order.at(-1)?.videoId);
    const seen = new Set(order.map(({ videoId }) => videoId));
    const whole = ended ? order : [...order, ...(rest ?? []).filter(({ videoId }) => !seen.has(videoId))];
    const kept: Kept = {
      listedAt: rest === null ? this.world.now() : this.before.listedAt,
      complete: ended || (rest !== null && this.complete),
      order: whole,
      known: whole.flatMap(({ videoId }) => {
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
    const whole = Array.isArray(found?.order) && Array.isArray(found.known) && typeof found.listedAt === 'number';
    return whole ? { ...NOTHING, ...found } : NOTHING;
  } catch {
    return NOTHING;
  }
}

import { showChannel, type ChannelGrowth } from '../../domain/watch/show-channel.js';
import type { Span } from '../../domain/watch/look.js';
import type { TrackedChannels } from '../../providers/ports/tracked-channels.js';
import type { VideoLooks } from '../../providers/ports/video-looks.js';
import { SCHEMA_VERSION } from '../result.js';
import { findWatched, watchedChannels, type WatchedChannel } from './watched-channels.js';

export interface WatchStores {
  readonly looks: VideoLooks;
  readonly followed: TrackedChannels;
}

export interface ShowResult extends ChannelGrowth {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  /** ISO 8601, UTC: of the newest look; null without one. */
  readonly asOf: string | null;
  readonly channel: Pick<WatchedChannel, 'name' | 'id' | 'title' | 'handle'> & {
    readonly followed: boolean;
    /** Of its newest snapshot; null when hidden, unknown, or not followed. */
    readonly subscribers: number | null;
  };
  /** Subscribers gained since the first snapshot of them; null when either is unknown. */
  readonly subscribersGained: number | null;
  /** ISO 8601, UTC: looks that are damaged, and left out. */
  readonly damaged: readonly string[];
}

/** Every channel that is watched. */
export function allWatched({ looks, followed }: WatchStores): readonly WatchedChannel[] {
  return watchedChannels(followed.list(), looks.channels());
}

/** How a channel and its videos grew, by the looks that are kept. @throws Failure `not-found`, `usage` */
export function showWatched(stores: WatchStores, typed: string, span: Span): ShowResult {
  const { name, id, title, handle, followed } = findWatched(allWatched(stores), typed);
  const damaged: string[] = [];
  const kept = stores.looks.looks(name, span, (at) => damaged.push(new Date(at).toISOString()));
  const growth = showChannel(stores.looks.videos(name), kept);
  const [before, now] = [followed?.first?.subscribers ?? null, followed?.newest?.subscribers ?? null];
  return {
    schemaVersion: SCHEMA_VERSION,
    asOf: growth.newestAt,
    channel: { name, id, title, handle, followed: followed !== null, subscribers: now },
    subscribersGained: before === null || now === null ? null : now - before,
    ...growth,
    damaged,
  };
}

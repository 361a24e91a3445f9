import { finish } from '../../domain/steps.js';
import { analyseRobustly, type RobustVideo } from '../../domain/robust/robust-analysis.js';
import { addCosts, NO_COST, type Cost, type Source } from '../../domain/source.js';
import type { Channel } from '../../domain/video.js';
import { asFailure, Failure, type FailureKind } from '../../errors.js';
import type { ChannelVideos, VideoSource } from '../../providers/ports.js';
import type { FollowedChannel, TrackedChannels } from '../../providers/ports/tracked-channels.js';
import type { VideoLooks } from '../../providers/ports/video-looks.js';
import { SCHEMA_VERSION } from '../result.js';
import { RunEnd } from './run-end.js';

/** Channels that are looked at at the same time. */
const AT_ONCE = 4;
/** A claim lasts so long after the last sign of life: a run that was killed is in the way no longer than that. */
export const LEASE_MS = 3 * 60_000;
/** A run says so often at most that it still lives. */
const RENEW_MS = 30_000;

export interface WatchWorld {
  readonly source: VideoSource;
  readonly looks: VideoLooks;
  readonly followed: TrackedChannels;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onProgress: (text: string) => void;
  /** Told of each look once it is kept. */
  readonly onLooked?: (look: LookedAt) => void;
  readonly signal: AbortSignal;
}

/** A channel that was just looked at. */
export interface LookedAt {
  readonly channel: ChannelVideos;
  /** Milliseconds. */
  readonly at: number;
}

export interface WatchWish {
  /** A name that no other run has. */
  readonly run: string;
  /** A channel is due when its last look is so long ago, milliseconds. */
  readonly everyMs: number;
  readonly limit: number;
}

/** One channel that was due, and what became of it. */
export interface WatchedNow extends Pick<Channel, 'id' | 'title' | 'handle' | 'subscribers'> {
  /** `elsewhere`: another run has taken it over. */
  readonly state: 'looked' | 'failed' | 'elsewhere';
  /** ISO 8601, UTC: of the look before, and of this one. */
  readonly before: string | null;
  readonly at: string | null;
  readonly videos: number;
  readonly newVideos: number;
  readonly error: { readonly kind: FailureKind; readonly message: string; readonly hint: string } | null;
}

/** A video published since the look before, judged among the videos of its channel as `outliers --method robust` does. */
export interface NewVideo extends RobustVideo {
  readonly channel: Pick<Channel, 'id' | 'title' | 'handle'>;
}

export interface WatchResult {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly source: Source;
  readonly asOf: string;
  readonly followed: number;
  readonly due: number;
  /** Due, but being looked at by another run. */
  readonly busy: number;
  readonly looked: number;
  readonly failed: number;
  /** Of which figures were kept. */
  readonly videos: number;
  readonly channels: readonly WatchedNow[];
  readonly newVideos: readonly NewVideo[];
}

/**
 * Looks at every followed channel that is due, those longest ago first, and keeps the figures of each as they come. What
 * was kept stays, whatever happens to the rest. Two runs at once share the channels, and look at none twice.
 * @throws Failure `interrupted`; `unexpected` when nothing can be kept. Of channels that fail the result tells.
 */
export async function runWatch(world: WatchWorld, wish: WatchWish): Promise<WatchResult> {
  const { looks, now } = world;
  const started = now();
  const followed = world.followed.list();
  const last = new Map(looks.channels().map(({ name, newestAt }) => [name, newestAt]));
  const order = followed.toSorted((a, b) => (last.get(a.id) ?? 0) - (last.get(b.id) ?? 0));
  const { claimed, busy } = looks.claim(
    order.map(({ id }) => id),
    { run: wish.run, now: started, since: started - wish.everyMs, until: started + LEASE_MS },
  );
  const byId = new Map(followed.map((channel) => [channel.id, channel]));
  try {
    const run = new Watch(world, wish);
    const seen = await run.all(claimed.flatMap((id) => byId.get(id) ?? []));
    const looked = seen.filter(({ channel: { state } }) => state === 'looked');
    return {
      schemaVersion: SCHEMA_VERSION,
      source: {
        kind: world.source.kind,
        fetchedAt: looked.length === 0 ? null : new Date(now()).toISOString(),
        cached: false,
        cost: run.cost,
      },
      asOf: new Date(now()).toISOString(),
      followed: followed.length,
      due: claimed.length + busy.length,
      busy: busy.length,
      looked: looked.length,
      failed: seen.filter(({ channel: { state } }) => state === 'failed').length,
      videos: looked.reduce((sum, { channel: { videos } }) => sum + videos, 0),
      channels: seen.map(({ channel }) => channel),
      newVideos: seen.flatMap(({ fresh }) => fresh),
    };
  } finally {
    looks.release(wish.run);
  }
}

interface Seen {
  readonly channel: WatchedNow;
  readonly fresh: readonly NewVideo[];
}

class Watch {
  cost: Cost = NO_COST;
  private readonly end = new RunEnd();
  private renewedAt: number;

  constructor(
    private readonly world: WatchWorld,
    private readonly wish: WatchWish,
  ) {
    this.renewedAt = world.now();
  }

  async all(channels: readonly FollowedChannel[]): Promise<readonly Seen[]> {
    await this.ahead(channels.map(({ id }) => id));
    const { default: pLimit } = await import('p-limit');
    const inTurn = pLimit(AT_ONCE);
    let done = 0;
    return Promise.all(
      channels.map((channel) =>
        inTurn(async () => {
          const seen = await this.one(channel);
          this.world.onProgress(`${++done} of ${channels.length} channels looked at`);
          return seen;
        }),
      ),
    );
  }

  /** What cannot be had for all is asked for each, and its failure told there. */
  private async ahead(ids: readonly string[]): Promise<void> {
    const { source, signal } = this.world;
    if (ids.length === 0 || source.ahead === undefined) return;
    try {
      await source.ahead(ids, { signal, onCost: this.onCost });
    } catch (error) {
      if (!(error instanceof Failure) || error.kind === 'interrupted') throw error;
    }
  }

  private readonly onCost = (cost: Cost): void => {
    this.cost = addCosts(this.cost, cost);
  };

  private async one(channel: FollowedChannel): Promise<Seen> {
    try {
      this.end.check();
      const found = await this.read(channel);
      this.end.went();
      return this.keep(channel, found);
    } catch (error) {
      if (error instanceof Failure && error.kind === 'interrupted') throw error;
      const { kind, message, hint } = asFailure(error);
      // A disk that is full fails for all of them, and is no failure of a channel.
      if (kind === 'unexpected') throw error;
      this.end.failed(asFailure(error));
      const { id, title, handle } = channel;
      const nothing = { subscribers: null, before: null, at: null, videos: 0, newVideos: 0 } as const;
      return {
        channel: { id, title, handle, ...nothing, state: 'failed', error: { kind, message, hint } },
        fresh: [],
      };
    }
  }

  private async read({ id, handle, title }: FollowedChannel): Promise<ChannelVideos> {
    const { source, signal, now } = this.world;
    const [found] = await source.read({
      subject: { kind: 'id', value: id, given: handle ?? title ?? id },
      limit: this.wish.limit,
      since: null,
      until: null,
      // What was kept half an hour ago is no look of now.
      fresh: true,
      onProgress: () => {
        this.renew();
      },
      onCost: this.onCost,
      signal,
    });
    if (found === undefined) throw new Error('a source of one channel gave none');
    const at = found.collectedAt ?? now();
    if (at > now() - this.wish.everyMs) return found;
    // A feed that fails hands over what was kept of it.
    const day = new Date(at).toISOString().slice(0, 10);
    throw new Failure(
      'provider',
      `only the figures of ${day} could be had`,
      found.notes[0] ?? 'the next run tries again',
    );
  }

  private keep({ id, handle, title }: FollowedChannel, found: ChannelVideos): Seen {
    const { looks, followed, now } = this.world;
    const at = found.collectedAt ?? now();
    const told = { id, title: found.channel.title ?? title, handle: found.channel.handle ?? handle };
    const { subscribers } = found.channel;
    // Before the look, which says that nothing more is due; and a day on which nobody tells them has none.
    if (subscribers !== null) followed.add(told, { at, subscribers });
    const kind = found.source.kind === 'feed' ? 'feed' : 'api';
    const outcome = looks.keep({ name: id, channel: told, at, source: kind, videos: found.videos }, this.wish.run);
    if (outcome !== null) {
      this.world.onLooked?.({ channel: { ...found, channel: { ...found.channel, ...told } }, at });
    }
    this.renew();
    const fresh = outcome === null || outcome.fresh.size === 0 ? [] : judged(told, found, at, outcome.fresh);
    const channel: WatchedNow = {
      ...told,
      subscribers,
      state: outcome === null ? 'elsewhere' : 'looked',
      before: outcome?.before == null ? null : new Date(outcome.before).toISOString(),
      at: outcome === null ? null : new Date(at).toISOString(),
      videos: outcome === null ? 0 : found.videos.length - outcome.left,
      newVideos: fresh.length,
      error: null,
    };
    return { channel, fresh };
  }

  private renew(): void {
    const now = this.world.now();
    if (now - this.renewedAt < RENEW_MS) return;
    this.renewedAt = now;
    this.world.looks.renew(this.wish.run, now + LEASE_MS);
  }
}

/** The new videos, best first. */
function judged(
  channel: NewVideo['channel'],
  found: ChannelVideos,
  at: number,
  fresh: ReadonlySet<string>,
): readonly NewVideo[] {
  const { videos } = finish(analyseRobustly(found.videos, at));
  return videos.filter(({ id }) => id !== null && fresh.has(id)).map((video) => ({ channel, ...video }));
}

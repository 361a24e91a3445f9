import type { Channel, Video } from '../../domain/video.js';
import type { Skipped } from '../ports.js';
import { IdIndex } from './id-index.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A video while its file is still being read: a date may be settled later, when its column has decided. */
export type ReadVideo = Mutable<Video>;

/** The rows of one channel. Of a repeated video id the row of the latest snapshot counts, else the last. */
export class ChannelRows {
  readonly channel: Mutable<Channel>;
  readonly skipped: Mutable<Skipped> = { deleted: 0, private: 0, upcoming: 0 };
  /** The latest snapshot of its rows, milliseconds. */
  collectedAt: number | null = null;
  repeated = 0;
  #videos: ReadVideo[] = [];
  readonly #snapshots: (number | null)[] = [];
  readonly #places = new IdIndex((place) => this.#videos[place]?.id ?? null);

  constructor(channel: Channel) {
    this.channel = { ...channel };
  }

  get videos(): readonly Video[] {
    return this.#videos;
  }

  add(video: ReadVideo, collectedAt: number | null): void {
    if (collectedAt !== null && (this.collectedAt === null || collectedAt > this.collectedAt)) {
      this.collectedAt = collectedAt;
    }
    const place = video.id === null ? -1 : this.#places.find(video.id);
    if (place === -1) {
      // Most files have no snapshots: their list stays empty then.
      if (collectedAt !== null) this.#snapshots[this.#videos.length] = collectedAt;
      this.#videos.push(video);
      if (video.id !== null) this.#places.add(video.id, this.#videos.length - 1);
      return;
    }
    this.repeated += 1;
    const before = this.#snapshots[place] ?? null;
    if (before !== null && (collectedAt === null || collectedAt < before)) return;
    if (collectedAt !== null) this.#snapshots[place] = collectedAt;
    this.#videos[place] = video;
  }

  has(videoId: string): boolean {
    return this.#places.find(videoId) !== -1;
  }

  /** Takes up what a later row says about the channel. */
  learn({ id, title, handle, subscribers }: Channel): void {
    this.channel.id ??= id;
    this.channel.title ??= title;
    this.channel.handle ??= handle;
    this.channel.subscribers = subscribers ?? this.channel.subscribers;
  }
}

/** All channels of the files that were read, in the order in which they first appear. */
export class ChannelSet {
  readonly #rows = new Map<string, ChannelRows>();

  /** The rows of a channel, by its id, else by its title; all rows that name none are one channel. */
  of(channel: Channel): ChannelRows {
    const key = channel.id ?? channel.title ?? channel.handle ?? '';
    const known = this.#rows.get(key);
    if (known !== undefined) {
      known.learn(channel);
      return known;
    }
    const fresh = new ChannelRows(channel);
    this.#rows.set(key, fresh);
    return fresh;
  }

  all(): ChannelRows[] {
    return [...this.#rows.values()];
  }
}

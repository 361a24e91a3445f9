import type { Channel, Video } from '../../domain/video.js';
import type { Skipped } from '../ports.js';
import { IdIndex } from '../../domain/id-index.js';
import { VideoTable } from './video-table.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The rows of one channel. Of a repeated video id the row of the latest snapshot counts, else the last. */
export class ChannelRows {
  readonly channel: Mutable<Channel>;
  readonly skipped: Mutable<Skipped> = { deleted: 0, private: 0, upcoming: 0 };
  /** The latest snapshot of its rows, milliseconds. */
  collectedAt: number | null = null;
  repeated = 0;
  /** Rows of the table, the first `#length` of them; an array that grows leaves three times its size behind. */
  #rows = new Uint32Array(16);
  #length = 0;
  readonly #snapshots: (number | null)[] = [];
  readonly #places = new IdIndex((place) => this.table.id(this.#rows[place] ?? -1));

  constructor(
    channel: Channel,
    readonly table: VideoTable,
  ) {
    this.channel = { ...channel };
  }

  /** The rows of its videos in the table, in the order of the file. */
  get rows(): Uint32Array {
    return this.#rows.subarray(0, this.#length);
  }

  /** Takes up a video and gives its row in the table, where its date may be set later. */
  add(video: Video, collectedAt: number | null): number {
    const row = this.table.add(video);
    if (collectedAt !== null && (this.collectedAt === null || collectedAt > this.collectedAt)) {
      this.collectedAt = collectedAt;
    }
    const place = video.id === null ? -1 : this.#places.find(video.id);
    if (place === -1) {
      // Most files have no snapshots: their list stays empty then.
      if (collectedAt !== null) this.#snapshots[this.#length] = collectedAt;
      if (video.id !== null) this.#places.add(video.id, this.#length);
      this.#push(row);
      return row;
    }
    this.repeated += 1;
    const before = this.#snapshots[place] ?? null;
    if (before !== null && (collectedAt === null || collectedAt < before)) return row;
    if (collectedAt !== null) this.#snapshots[place] = collectedAt;
    this.#rows[place] = row;
    return row;
  }

  #push(row: number): void {
    if (this.#length === this.#rows.length) {
      const larger = new Uint32Array(this.#length * 2);
      larger.set(this.#rows);
      this.#rows = larger;
    }
    this.#rows[this.#length] = row;
    this.#length += 1;
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

const UNNAMED = '';

/** All channels of the files that were read, in the order in which they first appear. */
export class ChannelSet {
  readonly #rows = new Map<string, ChannelRows>();
  readonly #table = new VideoTable();

  /** The rows of a channel, by its id, else by its title; all rows that name none are one channel. */
  of(channel: Channel): ChannelRows {
    const key = channel.id ?? channel.title ?? channel.handle ?? UNNAMED;
    const known = this.#rows.get(key);
    if (known !== undefined) {
      known.learn(channel);
      return known;
    }
    const fresh = new ChannelRows(channel, this.#table);
    this.#rows.set(key, fresh);
    return fresh;
  }

  /** How many videos there are of which no row names the channel. */
  get unnamed(): number {
    return this.#rows.get(UNNAMED)?.rows.length ?? 0;
  }

  all(): ChannelRows[] {
    return [...this.#rows.values()];
  }
}

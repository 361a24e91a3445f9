/** What the emulator knows of one video. */
export interface StoredVideo {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  /** Milliseconds. */
  readonly publishedAt: number;
  readonly durationSeconds: number;
  /** Null when hidden. */
  readonly views: number | null;
  readonly likes: number | null;
  readonly comments: number | null;
  /** `live` is a stream that runs now, `streamed` one that has ended. */
  readonly state: 'public' | 'deleted' | 'private' | 'upcoming' | 'live' | 'streamed';
  readonly short: boolean;
}

/** A channel of the emulator; videos newest first. */
export interface StoredChannel {
  /** `UC…`, 24 characters. */
  readonly id: string;
  readonly title: string;
  /** With its `@`. */
  readonly handle: string;
  /** The legacy name, if it has one. */
  readonly username: string | null;
  /** Null when hidden. */
  readonly subscribers: number | null;
  readonly videos: readonly StoredVideo[];
  /** Ids of the channels that it shows on its page; none when left out. */
  readonly featured?: readonly string[];
}

/** The id of the playlist that holds all uploads of a channel. */
export function uploadsOf(channelId: string): string {
  return `UU${channelId.slice(2)}`;
}

/** What everybody can see of a channel: neither deleted nor private; announced streams only when asked for. */
export function publicVideos(channel: StoredChannel): StoredVideo[] {
  return channel.videos.filter(({ state }) => state !== 'deleted' && state !== 'private' && state !== 'upcoming');
}

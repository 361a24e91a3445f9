/** One video as every source can tell it. What a source does not know is `null`, never a guess. */
export interface Video {
  /** The 11 characters of YouTube's video id; null when the source has none or it was damaged. */
  readonly id: string | null;
  readonly title: string | null;
  readonly description: string | null;
  /** The creator's own tags (keywords of the video, not hashtags). */
  readonly tags: readonly string[];
  /** Milliseconds since 1970 (UTC). A source that knows only the day gives midnight UTC of that day. */
  readonly publishedAt: number | null;
  readonly durationSeconds: number | null;
  readonly views: number | null;
  readonly likes: number | null;
  readonly comments: number | null;
  /** True for a stream or premiere that has started, false when the source says it is none, null when it does not say. */
  readonly live: boolean | null;
  /** True when the source itself links the video as a Short (`/shorts/ID`); null when it does not say. */
  readonly shortLink: boolean | null;
}

/** The channel behind a set of videos, as far as its source knows it. */
export interface Channel {
  /** `UC…`, 24 characters. */
  readonly id: string | null;
  /** Its name. */
  readonly title: string | null;
  /** With its `@`. */
  readonly handle: string | null;
  /** Null when hidden or unknown. */
  readonly subscribers: number | null;
}

export const UNKNOWN_CHANNEL: Channel = { id: null, title: null, handle: null, subscribers: null };

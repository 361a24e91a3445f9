/** A video that was met before, in a search or in a channel put into the index, as it was then. */
export interface SeenVideo {
  readonly videoId: string;
  readonly title: string | null;
  readonly channelId: string | null;
  readonly channelTitle: string | null;
  /** With its `@`. */
  readonly handle: string | null;
  /** Null when a look did not tell it. */
  readonly thumbnailUrl: string | null;
  /** Milliseconds. */
  readonly publishedAt: number | null;
  readonly views: number | null;
  readonly likes: number | null;
  readonly comments: number | null;
  readonly durationSeconds: number | null;
  /** Milliseconds: when its figures were read. */
  readonly seenAt: number;
}

/** A video to be kept: its tags are searched like its title. */
export interface MetVideo extends SeenVideo {
  readonly tags: readonly string[];
}

/** What is looked for among the videos seen before. Every word of the query must be found, in any order. */
export interface SeenQuery {
  readonly query: string;
  readonly limit: number;
  readonly order: 'relevance' | 'date' | 'views' | 'rating';
  /** Milliseconds; only videos published at or after it. */
  readonly since: number | null;
  /** As YouTube's own filter: under 4 minutes, 4 to 20, over 20. */
  readonly duration: 'any' | 'short' | 'medium' | 'long';
  readonly minViews: number | null;
}

/** What is known of a picture by its pixels. */
export interface PictureTraits {
  /** 64 bits, 8 bytes. */
  readonly dhash: Uint8Array;
  readonly histogram: Uint8Array;
}

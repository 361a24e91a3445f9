import type { Listed } from '../listed.js';
import type { Channel, Video } from '../video.js';

/** What is counted of a video; null when nobody told it. */
export type Figures = Pick<Video, 'views' | 'likes' | 'comments'>;

/** Where the figures of a look came from. */
export type LookSource = 'api' | 'feed' | 'file';

/** What is known of a video beside what is counted of it. */
export type VideoFacts = Pick<Video, 'id' | 'title' | 'publishedAt' | 'durationSeconds' | 'live' | 'shortLink'>;

/** A video of which figures are kept, by the small number that it has within its channel. */
export interface KeptVideo extends VideoFacts {
  readonly number: number;
}

/** The figures of some videos of one channel at one moment. */
export interface KeptLook {
  /** Milliseconds: the moment that the figures are of. */
  readonly at: number;
  readonly source: LookSource;
  /** By the number of the video. */
  readonly figures: ReadonlyMap<number, Figures>;
}

/** A look to be kept. */
export interface NewLook {
  /** What the channel is called among those kept: its id where that is known. */
  readonly name: string;
  readonly channel: Pick<Channel, 'id' | 'title' | 'handle'>;
  readonly at: number;
  readonly source: LookSource;
  readonly videos: Listed<Video>;
}

/** What became of a look. */
export interface LookOutcome {
  /** False when these figures are kept already: the same file given twice is one look. */
  readonly kept: boolean;
  /** Milliseconds: of the look that holds the figures now. */
  readonly at: number;
  /** How many videos with neither id nor title, or with a title and day that another one has too, could not be kept. */
  readonly left: number;
  /** The videos published since the look before, as their keys say; empty for the first look. */
  readonly fresh: ReadonlySet<string>;
  /** Milliseconds; null for the first look. */
  readonly before: number | null;
}

/** A list of uploads may show a video so late, or a file be of the day before. */
const LATE_MS = 2 * 86_400_000;

/**
 * What is published later than this is new: two days before the look before, so that none goes unnoticed that the list did
 * not show yet, but never earlier than the oldest video of that look, or a higher limit would make old videos new.
 * @param before milliseconds: of the look before
 * @param dates when its videos were published
 */
export function newFrom(before: number, dates: readonly number[]): number {
  const oldest = dates.reduce((least, date) => Math.min(least, date), before);
  return Math.max(oldest, before - LATE_MS);
}

/** A channel of which looks are kept. */
export interface LookedAtChannel extends Pick<Channel, 'id' | 'title' | 'handle'> {
  readonly name: string;
  readonly looks: number;
  readonly videos: number;
  /** Milliseconds. */
  readonly firstAt: number;
  readonly newestAt: number;
}

/** A span of time in milliseconds, its end left out; null for no bound. */
export interface Span {
  readonly since: number | null;
  readonly until: number | null;
}

/**
 * What tells a video from the others of its channel: its id, else its title and the moment it was published, marked by a
 * line break that no id has. Null when it has neither id nor title.
 */
export function videoKey({ id, title, publishedAt }: Pick<Video, 'id' | 'title' | 'publishedAt'>): string | null {
  if (id !== null) return id;
  return title === null ? null : `${publishedAt ?? ''}\n${title}`;
}

import type { Reason } from '../../domain/niche/candidates.js';
import type { ChannelVideos, SeenVideos, TopicSource, VideoSource } from '../../providers/ports.js';
import type { CostTally } from '../cost-tally.js';

/** What a niche is found with. */
export interface NicheParts {
  readonly source: VideoSource;
  /** What was seen before; null where it is not to be asked. */
  readonly seen: SeenVideos | null;
  /** For the search; null without one. */
  readonly topics: TopicSource | null;
  /** Takes what everything costs. */
  readonly tally: CostTally;
  readonly note: (sentence: string) => void;
  readonly onProgress: (text: string) => void;
  readonly signal: AbortSignal;
}

/** A channel of the niche. */
export interface Found {
  readonly videos: ChannelVideos;
  /** As it was named. */
  readonly given: string;
  /** Why it is looked at; none for a seed. */
  readonly reasons: readonly Reason[];
}

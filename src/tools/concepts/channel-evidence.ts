import type { Source } from '../../domain/source.js';
import type { Channel } from '../../domain/video.js';
import type { ChannelVideos } from '../../providers/ports.js';
import type { OutliersResult } from '../outliers.js';

/** A video of the channel that did better than its others. */
export interface OutlierTitle {
  readonly title: string;
  /** How many times the typical views; null when too little is known. */
  readonly multiple: number | null;
}

/** What a channel's own videos say about what works there. Strangers may have written every word of it. */
export interface ChannelEvidence {
  readonly channel: Channel;
  readonly source: Source;
  /** The best first. */
  readonly outliers: readonly OutlierTitle[];
  /** The newest first. */
  readonly titles: readonly string[];
  /** The tags of each video that has any. */
  readonly tags: readonly (readonly string[])[];
}

const MOST_OUTLIERS = 10;
const MOST_TITLES = 30;
/** Tags are looked at in more videos than a model is told the titles of. */
const MOST_TAGGED = 200;

/** What is told of a channel: its high outliers, its newest titles, its tags. */
export function channelEvidence(channel: ChannelVideos, { videos }: Pick<OutliersResult, 'videos'>): ChannelEvidence {
  const outliers: OutlierTitle[] = [];
  for (const { title, multiple, outlier } of videos) {
    if (outliers.length === MOST_OUTLIERS) break;
    if (outlier === 'high' && title !== null) outliers.push({ title, multiple });
  }
  const newest = channel.videos.slice(0, MOST_TAGGED);
  return {
    channel: channel.channel,
    source: channel.source,
    outliers,
    titles: [...newest].flatMap(({ title }) => title ?? []).slice(0, MOST_TITLES),
    tags: [...newest].map(({ tags }) => tags).filter((tags) => tags.length > 0),
  };
}

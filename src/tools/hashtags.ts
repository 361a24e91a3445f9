import { hashtagReport, type HashtagFigures } from '../domain/hashtag-report.js';
import { joined } from '../domain/listed.js';
import type { Steps } from '../domain/steps.js';
import { UNKNOWN_CHANNEL } from '../domain/video.js';
import type { ChannelVideos } from '../providers/ports.js';
import { resultHead, type ResultHead, type Sample } from './result.js';

export interface HashtagsResult extends ResultHead {
  readonly sample: Sample & {
    readonly channels: number;
    /** Videos with at least one hashtag. */
    readonly tagged: number;
    /** Videos with more than 60 hashtags, which YouTube ignores; counted here all the same. */
    readonly spamMarked: number;
  };
  readonly hashtags: readonly HashtagFigures[];
}

/** Several channels of a file as one set: the videos together, the channel unknown, the latest collection date. */
export function asOneSet(channels: readonly ChannelVideos[]): ChannelVideos | null {
  const [first] = channels;
  if (first === undefined || channels.length === 1) return first ?? null;
  const latest = channels.reduce((a, b) => ((b.collectedAt ?? -Infinity) > (a.collectedAt ?? -Infinity) ? b : a));
  const skipped = (why: keyof ChannelVideos['skipped']) => channels.reduce((sum, one) => sum + one.skipped[why], 0);
  return {
    ...latest,
    channel: UNKNOWN_CHANNEL,
    videos: joined(channels.map(({ videos }) => videos)),
    total: null,
    skipped: { deleted: skipped('deleted'), private: skipped('private'), upcoming: skipped('upcoming') },
    notes: [...new Set(channels.flatMap(({ notes }) => notes))],
  };
}

/**
 * Which hashtags a set of videos uses, and what the videos with them come to.
 * @param channels how many channels the set holds
 * @param asOf milliseconds
 */
export function* countHashtags(set: ChannelVideos, channels: number, asOf: number): Steps<HashtagsResult> {
  const { videos, afterAsOf, tagged, spamMarked, hashtags } = yield* hashtagReport(set.videos, asOf);
  const head = resultHead(set, asOf, videos, { afterAsOf });
  return { ...head, sample: { ...head.sample, channels, tagged, spamMarked }, hashtags };
}

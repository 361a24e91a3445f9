import { TitlePhrases } from '../../domain/niche/title-phrases.js';
import { topicsOf, type Topic, type Topics } from '../../domain/niche/topics.js';
import type { Channel } from '../../domain/video.js';
import type { JudgedVideo } from './judge-channel.js';

/** A video that stands out on a topic. */
export interface Evidence extends Pick<JudgedVideo, 'id' | 'title' | 'url' | 'multiple'> {
  /** Whose it is, by title, handle or id. */
  readonly channel: string | null;
}

/** A topic as it is printed. */
export interface TopicRow extends Pick<
  Topic,
  'topic' | 'proven' | 'channels' | 'outliers' | 'videos' | 'expected' | 'medianMultiple' | 'lift' | 'strength'
> {
  /** Those that stand out, the best first, of each channel one before a second of any. */
  readonly evidence: readonly Evidence[];
}

/** Videos that show a topic. */
const MOST_EVIDENCE = 5;

/** The topics of channels that are judged. */
export function nicheTopics(
  channels: readonly { readonly channel: Channel; readonly videos: readonly JudgedVideo[] }[],
): Topics<JudgedVideo> {
  const titled = channels.map(({ channel, videos }) => ({
    names: [channel.title, channel.handle].filter((name) => name !== null),
    titles: videos.map(({ title }) => title ?? ''),
    videos,
  }));
  const phrases = new TitlePhrases(titled);
  return topicsOf(titled.map((one) => ({ videos: one.videos, phrases: phrases.of(one) })));
}

export function topicRow(topic: Topic<JudgedVideo>): TopicRow {
  const { topic: words, proven, channels, outliers, videos, expected, medianMultiple, lift, strength } = topic;
  const ofChannels = new Set<number>();
  const first = topic.evidence.filter(({ channel }) => !ofChannels.has(channel) && ofChannels.add(channel));
  const rest = topic.evidence.filter((one) => !first.includes(one));
  return {
    topic: words,
    proven,
    channels,
    outliers,
    videos,
    expected,
    medianMultiple,
    lift,
    strength,
    evidence: [...first, ...rest].slice(0, MOST_EVIDENCE).map(({ video: { id, title, url, multiple, channel } }) => ({
      id,
      title,
      url,
      multiple,
      channel: channel.title ?? channel.handle ?? channel.id,
    })),
  };
}

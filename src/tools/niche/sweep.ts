import { whyWords, type Reason } from '../../domain/niche/candidates.js';
import type { Cost, Source } from '../../domain/source.js';
import type { Steps } from '../../domain/steps.js';
import type { Channel } from '../../domain/video.js';
import { Failure, type SubjectFailure } from '../../errors.js';
import type { ChannelVideos } from '../../providers/ports.js';
import { SCHEMA_VERSION } from '../result.js';
import { judgeChannel, type JudgedVideo, type Method } from './judge-channel.js';
import { nicheTopics, topicRow, type TopicRow } from './niche-topics.js';
import type { Niche } from './find-niche.js';

/** Topics that were only seen, at most; what is proven is told in full. */
const MOST_SEEN = 30;
/** On one channel alone it is a series of that channel. */
const SEEN_CHANNELS = 2;

/** A channel of the niche, and why it is one. */
export interface NicheChannelRow extends Channel {
  readonly seed: boolean;
  /** In words; null for a seed, and for the channels of a file. */
  readonly why: string | null;
  readonly reasons: readonly Reason[];
  /** Null with too few videos for a verdict. */
  readonly method: Method | null;
  readonly videos: number;
  readonly judged: number;
  readonly high: number;
}

export interface SweepResult {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly source: Source;
  /** ISO 8601 UTC: the latest instant that ages are counted to. */
  readonly asOf: string;
  /** Null: each channel by the better one that is possible. */
  readonly method: Method | null;
  readonly sample: {
    readonly channels: number;
    /** Channels with enough videos for a verdict. */
    readonly judgedChannels: number;
    readonly videos: number;
    readonly judged: number;
    readonly high: number;
  };
  readonly channels: readonly NicheChannelRow[];
  /** Named as well, and not looked at. */
  readonly more: number;
  readonly passedOver: readonly SubjectFailure[];
  readonly failed: readonly SubjectFailure[];
  /** Furthest above the usual of its channel first. */
  readonly outliers: readonly JudgedVideo[];
  readonly usualMultiple: number | null;
  readonly provenByChance: number;
  readonly topics: readonly TopicRow[];
}

export interface SweepQuestion {
  readonly method: Method | null;
  /** The instant that a channel's ages are counted to, milliseconds. */
  readonly asOf: (channel: ChannelVideos) => number;
  /** What the whole look cost. */
  readonly cost: Cost;
  /** Whether the channels are those of a file: there are no seeds in it. */
  readonly fromFile: boolean;
}

/**
 * What stands out across a niche: each channel judged by itself, then what the titles that stand out share.
 * @throws Failure `too-little-data` when no channel has enough videos for a verdict
 */
export function* sweepNiche(
  { found, failures, passedOver, more }: Niche,
  { method, asOf, cost, fromFile }: SweepQuestion,
): Steps<SweepResult> {
  const judged = [];
  for (const one of found) {
    const { channel } = one.videos;
    judged.push({ ...one, channel, ...(yield* judgeChannel(one.videos, asOf(one.videos), method)), whole: one.videos });
    yield;
  }
  if (judged.every((one) => one.method === null)) throw tooLittle(judged.length, method);
  const { topics, usualMultiple, provenByChance } = nicheTopics(judged);
  const proven = topics.filter((topic) => topic.proven);
  const seen = topics.filter((topic) => !topic.proven && topic.channels >= SEEN_CHANNELS).slice(0, MOST_SEEN);
  const outliers = judged.flatMap(({ videos }) => videos.filter(({ high }) => high));
  return {
    schemaVersion: SCHEMA_VERSION,
    source: sourceOf(
      found.map(({ videos }) => videos.source),
      cost,
    ),
    asOf: new Date(Math.max(...found.map(({ videos }) => asOf(videos)))).toISOString(),
    method,
    sample: {
      channels: judged.length,
      judgedChannels: judged.filter((one) => one.method !== null).length,
      videos: judged.reduce((sum, { looked }) => sum + looked, 0),
      judged: judged.reduce((sum, { videos }) => sum + videos.length, 0),
      high: outliers.length,
    },
    channels: judged.map(({ channel, reasons, method: by, looked, videos }) => ({
      ...channel,
      seed: !fromFile && reasons.length === 0,
      why: reasons.length === 0 ? null : whyWords(reasons),
      reasons,
      method: by,
      videos: looked,
      judged: videos.length,
      high: videos.filter(({ high }) => high).length,
    })),
    more,
    passedOver,
    failed: failures,
    outliers: outliers.toSorted((a, b) => (b.multiple ?? 0) - (a.multiple ?? 0)),
    usualMultiple,
    provenByChance,
    topics: [...proven, ...seen].map(topicRow),
  };
}

/** Several looks as one: as old as the oldest of them. */
export function sourceOf(sources: readonly Source[], cost: Cost): Source {
  const times = sources.flatMap(({ fetchedAt }) => fetchedAt ?? []).toSorted();
  return {
    kind: sources[0]?.kind ?? 'file',
    fetchedAt: times[0] ?? null,
    cached: cost.requests === 0 && sources.every(({ cached }) => cached),
    cost,
  };
}

/** When no channel can be judged. */
export function tooLittle(channels: number, method: Method | null): Failure {
  const takes = method === 'robust' ? '8 videos of one format' : '4 videos';
  return new Failure(
    'too-little-data',
    `none of ${channels} ${channels === 1 ? 'channel' : 'channels'} has the ${takes} with views and a date that a verdict takes`,
    method === 'robust'
      ? 'leave --method out: four videos do for SmartScore'
      : 'name other channels, or read another file',
  );
}

import { missingTopics } from '../../domain/niche/gap-topics.js';
import { Tokeniser } from '../../domain/keywords/tokens.js';
import type { Cost, Source } from '../../domain/source.js';
import type { Steps } from '../../domain/steps.js';
import type { Channel, Video } from '../../domain/video.js';
import { Failure, type SubjectFailure } from '../../errors.js';
import type { ChannelVideos } from '../../providers/ports.js';
import { SCHEMA_VERSION } from '../result.js';
import { judgeChannel, type Method } from './judge-channel.js';
import { nicheTopics, topicRow, type TopicRow } from './niche-topics.js';
import { sourceOf, tooLittle } from './sweep.js';

/** Of a description the beginning is about the video; after it come links, and what stands under every one. */
const DESCRIPTION_READ = 500;

export interface GapRow extends TopicRow {
  /** How many of my videos hold it, of how many looked at. */
  readonly mine: { readonly videos: number; readonly of: number };
}

export interface GapResult {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly source: Source;
  /** ISO 8601 UTC: the latest instant that ages are counted to. */
  readonly asOf: string;
  /** Null: each channel by the better one that is possible. */
  readonly method: Method | null;
  readonly mine: Channel & { readonly videos: number };
  readonly theirs: readonly (Channel & {
    /** Null with too few videos for a verdict. */
    readonly method: Method | null;
    readonly videos: number;
    readonly judged: number;
    readonly high: number;
  })[];
  readonly failed: readonly SubjectFailure[];
  readonly usualMultiple: number | null;
  /** Those of several of their channels first. */
  readonly topics: readonly GapRow[];
}

export interface GapQuestion {
  readonly mine: ChannelVideos;
  readonly theirs: readonly ChannelVideos[];
  readonly failures: readonly SubjectFailure[];
  readonly method: Method | null;
  readonly asOf: (channel: ChannelVideos) => number;
  readonly cost: Cost;
}

/**
 * What does well on other channels and is missing on mine.
 * @throws Failure `too-little-data` when I have no videos, or none of theirs can be judged
 */
export function* findGap({ mine, theirs, failures, method, asOf, cost }: GapQuestion): Steps<GapResult> {
  const judged = [];
  for (const one of theirs) {
    judged.push({ channel: one.channel, ...(yield* judgeChannel(one, asOf(one), method)) });
    yield;
  }
  if (mine.videos.length === 0) {
    throw new Failure(
      'too-little-data',
      'your channel has no video to compare with',
      'everything would be missing there',
    );
  }
  if (judged.every((one) => one.method === null)) throw tooLittle(judged.length, method);
  const { topics, usualMultiple } = nicheTopics(judged);
  const tokeniser = new Tokeniser(null);
  const read = [...mine.videos].map((video) => tokeniser.tokens(textsOf(video)));
  return {
    schemaVersion: SCHEMA_VERSION,
    source: sourceOf(
      [mine, ...theirs].map(({ source }) => source),
      cost,
    ),
    asOf: new Date(Math.max(...[mine, ...theirs].map(asOf))).toISOString(),
    method,
    mine: { ...mine.channel, videos: mine.videos.length },
    theirs: judged.map(({ channel, method: by, looked, videos }) => ({
      ...channel,
      method: by,
      videos: looked,
      judged: videos.length,
      high: videos.filter(({ high }) => high).length,
    })),
    failed: failures,
    usualMultiple,
    topics: missingTopics(topics, read).map((topic) => ({ ...topicRow(topic), mine: topic.mine })),
  };
}

function textsOf({ title, tags, description }: Video): readonly string[] {
  return [title ?? '', ...tags, (description ?? '').slice(0, DESCRIPTION_READ)];
}

import { hashtagKey, hashtagsIn } from '../domain/hashtags.js';
import { hashtagReport, type HashtagFigures } from '../domain/hashtag-report.js';
import { addCosts, NO_COST, type Source } from '../domain/source.js';
import { finish } from '../domain/steps.js';
import type { FoundVideos, TopicRequest } from '../providers/ports.js';
import type { TextModel } from '../providers/ports/text-model.js';
import { modelWords } from './keywords/model-words.js';
import { CostTally } from './cost-tally.js';
import { SCHEMA_VERSION } from './result.js';

/** A hashtag that a model suggested: nobody counted it. */
export interface SuggestedHashtag {
  readonly tag: string;
  readonly source: 'ai';
  readonly videos: null;
  readonly share: null;
  readonly medianViews: null;
  readonly medianViewsPerDay: null;
  readonly engagementRate: null;
  readonly lift: null;
}

export interface TopicHashtagsResult {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly source: Source;
  /** ISO 8601 UTC: the instant that ages are counted to. */
  readonly asOf: string;
  /** Null for the popular chart of a region. */
  readonly topic: string | null;
  readonly region: string | null;
  readonly language: string | null;
  readonly sample: {
    /** Videos that were looked at; 0 without a search. */
    readonly videos: number;
    /** Videos with at least one hashtag. */
    readonly tagged: number;
    /** Videos with more than 60 hashtags, which YouTube ignores; counted here all the same. */
    readonly spamMarked: number;
  };
  /** Those of real videos, commonest first, then those that a model suggested. */
  readonly hashtags: readonly (HashtagFigures | SuggestedHashtag)[];
}

export interface TopicHashtagsQuestion extends Pick<TopicRequest, 'region' | 'language' | 'onProgress' | 'signal'> {
  /** Null for the popular chart. */
  readonly topic: string | null;
  /** What a search or the chart gave; null when nobody could be asked. */
  readonly found: FoundVideos | null;
  /** Null when there is none. */
  readonly model: TextModel | null;
  /** Milliseconds. */
  readonly now: () => number;
  readonly note: (sentence: string) => void;
}

/**
 * The hashtags of the videos on a topic, counted, and after them those that a model would add.
 * @throws Failure of the model where nobody else was asked, `interrupted`
 */
export async function topicHashtags(
  question: TopicHashtagsQuestion,
): Promise<{ readonly result: TopicHashtagsResult; readonly tally: CostTally }> {
  const { topic, region, language, found, note } = question;
  for (const sentence of found?.notes ?? []) note(sentence);
  const report = found === null ? null : finish(hashtagReport(videosOf(found), found.collectedAt));
  const tally = new CostTally();
  const suggested = await suggestedBy(question, tally);
  const counted = report?.hashtags ?? [];
  const known = new Set(counted.map(({ tag }) => hashtagKey(tag.slice(1))));
  const asOf = new Date(found?.collectedAt ?? question.now()).toISOString();
  const source = found?.source ?? { kind: 'ai', fetchedAt: asOf, cached: false, cost: NO_COST };
  return {
    tally,
    result: {
      schemaVersion: SCHEMA_VERSION,
      // What a model was just asked is no kept answer.
      source: {
        ...source,
        cached: source.cached && tally.cost.requests === 0,
        cost: addCosts(source.cost, tally.cost),
      },
      asOf,
      topic,
      region,
      language,
      sample: {
        videos: report?.videos ?? 0,
        tagged: report?.tagged ?? 0,
        spamMarked: report?.spamMarked ?? 0,
      },
      hashtags: [...counted, ...suggested.filter((tag) => !known.has(hashtagKey(tag))).map(suggestion)],
    },
  };
}

function videosOf({ videos }: FoundVideos): FoundVideos['videos'][number]['video'][] {
  return videos.map(({ video }) => video);
}

/** What a model suggests, without hash signs; only what is a hashtag, each once. */
async function suggestedBy(question: TopicHashtagsQuestion, tally: CostTally): Promise<readonly string[]> {
  const { topic, language, found, model, note, onProgress, signal } = question;
  if (model === null || topic === null) return [];
  const {
    words,
    note: trouble,
    failure,
  } = await modelWords(model, {
    what: 'hashtags',
    wish: 'Each is one word without spaces, with its hash sign.',
    topic,
    language,
    titles: (found === null ? [] : videosOf(found)).map(({ title }) => title ?? ''),
    meter: tally,
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(signal === undefined ? {} : { signal }),
  });
  // Where nobody else was asked there is nothing that it could be left out of.
  if (failure !== null && found === null) throw failure;
  if (trouble !== null) note(trouble);
  const tags = words.flatMap((word) => hashtagsIn(`#${word.replace(/^[#＃]+/u, '').replace(/\s+/gu, '')}`));
  return [...new Map(tags.map((tag) => [hashtagKey(tag), tag])).values()];
}

function suggestion(tag: string): SuggestedHashtag {
  return {
    tag: `#${tag}`,
    source: 'ai',
    videos: null,
    share: null,
    medianViews: null,
    medianViewsPerDay: null,
    engagementRate: null,
    lift: null,
  };
}

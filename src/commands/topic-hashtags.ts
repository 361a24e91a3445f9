import type { ViewOptions } from '../command.js';
import type { Context } from '../context.js';
import { day, percent } from '../domain/figures.js';
import type { PlanReport } from '../domain/planned-cost.js';
import type { Column, Line, Screen } from '../domain/screen.js';
import { Failure } from '../errors.js';
import type { FoundVideos, TopicSource } from '../providers/ports.js';
import { topicHashtags, type TopicHashtagsResult } from '../tools/topic-hashtags.js';
import { closingLines, WHY } from './closing-lines.js';
import { plural, sourceWords, spamLines } from './headline.js';
import { confirmQuestion, topicReport } from './model-question.js';
import { rememberAnswer } from './remember-result.js';
import { quotedWords } from './topic-flags.js';

const DEFAULT_LIMIT = 50;

/** What the hashtags of a topic, or of the popular chart of a region, are looked for with. */
export interface TopicWish {
  /** Null for the popular chart. */
  readonly topic: string | null;
  readonly region: string | null;
  readonly language: string | null;
  readonly limit: number | null;
  /** Milliseconds. */
  readonly since: number | null;
  readonly offline: boolean;
  readonly yes: boolean;
  readonly noInput: boolean;
}

/** What it would cost. */
export async function planTopicHashtags(context: Context, wish: TopicWish): Promise<PlanReport> {
  const limit = wish.limit ?? DEFAULT_LIMIT;
  const keysKnown = await context.youtubeKeys();
  const model = wish.offline || wish.topic === null ? null : await context.textModel();
  const asks = !wish.offline && keysKnown > 0;
  const asksKeys = asks ? keysKnown : 0;
  const searches = asks && wish.topic !== null ? [limit] : [];
  const chart = asks && wish.topic === null ? limit : 0;
  const subject = wish.topic ?? `popular in ${wish.region ?? ''}`;
  return topicReport(context, subject, { searches, chart, suggestions: 0, keysKnown: asksKeys }, model);
}

/**
 * Looks at the videos on a topic, or at the chart, and counts their hashtags.
 * @throws Failure `key` when neither YouTube nor a model can be asked, and those of the search
 */
export async function askForTopicHashtags(context: Context, wish: TopicWish): Promise<TopicHashtagsResult> {
  const topics = await context.topicSource();
  const model = wish.offline || wish.topic === null ? null : await context.textModel();
  if (topics === null && model === null) {
    throw new Failure(
      'key',
      `${wish.topic === null ? 'the popular chart needs' : 'hashtags of a topic need'} a key for YouTube, and there is none`,
      'set YOUTUBE_API_KEY, or count those of a channel without one: insight hashtags @name',
    );
  }
  await confirmQuestion(context, model, wish.topic ?? '', wish);
  if (topics === null) context.note('no real hashtags: there is no YOUTUBE_API_KEY to search with.');
  const begun = context.now();
  const found = topics === null ? null : await lookedUp(topics, context, wish);
  const { result, tally } = await topicHashtags({
    topic: wish.topic,
    region: wish.region,
    language: wish.language,
    found,
    model,
    now: context.now,
    note: (sentence) => {
      context.note(sentence);
    },
    signal: context.signal,
  });
  if (model !== null) {
    await rememberAnswer(context, 'hashtags', { prompt: wish.topic ?? '', begun, model, tally, result });
  }
  return result;
}

function lookedUp(topics: TopicSource, context: Context, wish: TopicWish): Promise<FoundVideos> {
  const { topic, region, language, since } = wish;
  const limit = wish.limit ?? DEFAULT_LIMIT;
  const { signal } = context;
  if (topic === null) return topics.popular({ region, limit, signal });
  const onProgress = (text: string): void => {
    context.progress(text);
  };
  const request = { query: topic, limit, order: 'relevance', since, duration: 'any', region, language } as const;
  return topics.search({ ...request, onProgress, signal });
}

const CHART_IS = 'The popular chart holds music, films and games only, since July 2025.';

/** The screen of a topic: what was looked at, what it comes to, the hashtags of real videos, then those of a model. */
export function topicHashtagsScreen(
  result: TopicHashtagsResult,
  view: ViewOptions,
  { columns, shown }: { readonly columns: readonly Column[]; readonly shown: number },
): Screen {
  const { hashtags: all, topic } = result;
  const limit = view.all ? all.length : (view.top ?? shown);
  const counted = all.filter(({ source }) => source === 'videos');
  const real = counted.slice(0, limit);
  const suggested = all
    .filter(({ source }) => source === 'ai')
    .slice(0, view.top === null ? undefined : limit - real.length);
  const left = counted.length - real.length;
  const lines: Line[] = [
    { text: lookedAt(result, view.timeZone), tone: 'muted' },
    { text: verdict(result, counted.length), tone: 'strong' },
    ...(topic === null ? [CHART_IS] : []),
  ];
  lines.push(...spamLines(result.sample));
  const sections = [{ rows: real }, { label: 'Suggested by a model, counted by nobody:', rows: suggested }];
  return [
    { kind: 'lines', lines: [...lines, ...(all.length > 0 ? [''] : [])] },
    ...(all.length > 0 ? [{ kind: 'table' as const, columns: view.columns ?? columns, sections }] : []),
    {
      kind: 'lines',
      lines: [
        ...(all.length === 0 ? [] : closingLines([...(left > 0 ? [`${left} more: --all.`] : []), WHY], ' ')),
        ...(topic === null ? [] : [{ text: `Next: insight keywords ${quotedWords(topic)}`, tone: 'muted' as const }]),
      ],
    },
  ];
}

function lookedAt({ topic, region, language, sample, source, asOf }: TopicHashtagsResult, timeZone: string): string {
  return [
    topic ?? 'popular chart',
    ...(source.kind === 'ai' ? [] : [plural(sample.videos, 'video')]),
    ...(region === null ? [] : [region]),
    ...(language === null ? [] : [language]),
    sourceWords(source),
    day(asOf, timeZone),
  ].join(' · ');
}

function verdict({ topic, sample: { videos, tagged }, source }: TopicHashtagsResult, counted: number): string {
  if (source.kind === 'ai') return 'No video was looked at.';
  if (videos === 0)
    return topic === null ? 'The chart is empty.' : 'No video was found; fewer or other words find more.';
  if (counted === 0) return `None of ${plural(videos, 'video')} has a hashtag.`;
  const share = percent(tagged / videos);
  return `${plural(counted, 'hashtag')} in ${tagged} of ${plural(videos, 'video')} (${share}).`;
}

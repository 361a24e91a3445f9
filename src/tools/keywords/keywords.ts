import { phrasesOf } from '../../domain/keywords/candidates.js';
import {
  bareKeyword,
  byPromise,
  keywordOfOwnSearch,
  keywordOfTopic,
  type Keyword,
  type Looked,
  type Phrase,
} from '../../domain/keywords/keyword.js';
import { evidenceOf } from '../../domain/keywords/keyword-evidence.js';
import { phraseText } from '../../domain/keywords/phrase-text.js';
import { likelyLanguage, stopWords } from '../../domain/keywords/stop-words.js';
import { Tokeniser } from '../../domain/keywords/tokens.js';
import type { Cost, Source } from '../../domain/source.js';
import { asFailure, Failure } from '../../errors.js';
import type { FoundVideos, SuggestSource, TopicRequest, TopicSource } from '../../providers/ports.js';
import type { TextModel } from '../../providers/ports/text-model.js';
import { CostTally } from '../cost-tally.js';
import { SCHEMA_VERSION } from '../result.js';
import { modelWords } from './model-words.js';
import { suggested, type Suggested } from './suggested.js';

/** Keywords that get a search of their own with `--deep`. */
export const DEEP_KEYWORDS = 5;

export interface KeywordQuestion extends Pick<TopicRequest, 'region' | 'language' | 'limit' | 'onProgress' | 'signal'> {
  readonly topic: string;
  readonly deep: boolean;
}

/** Whom keywords are asked of; null for who cannot be asked. */
export interface KeywordSources {
  readonly topics: TopicSource | null;
  readonly suggest: SuggestSource;
  readonly model: TextModel | null;
  /** Milliseconds. */
  readonly now: () => number;
  readonly note: (sentence: string) => void;
}

export interface KeywordsResult {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly source: Source;
  /** ISO 8601 UTC: the instant that ages are counted to. */
  readonly asOf: string;
  readonly topic: string;
  readonly region: string | null;
  readonly language: string | null;
  readonly sample: {
    /** Results of the search for the topic that were looked at; null without a search. */
    readonly videos: number | null;
    /** Completions that were found; null when they could not be asked for. */
    readonly suggestions: number | null;
    /** Keywords that had a search of their own. */
    readonly ownSearches: number;
  };
  /** The most promising first, those without figures last. */
  readonly keywords: readonly Keyword[];
}

/** A result, and what it took. */
export interface FoundKeywords {
  readonly result: KeywordsResult;
  readonly tally: CostTally;
}

/**
 * Keywords for a topic: candidates out of the autocomplete and out of the videos that one search returns, with figures that
 * those videos give; some more from a model, without figures. What cannot be asked is left out, and so are its figures.
 * @throws Failure of the search, `not-found` when nothing at all is known, `too-little-data`, `interrupted`
 */
export async function findKeywords(sources: KeywordSources, question: KeywordQuestion): Promise<FoundKeywords> {
  const { topic, language } = question;
  const { note } = sources;
  const tokeniser = new Tokeniser(language);
  const tally = new CostTally();
  const asking = { ...question, onCost: tally.onCost };
  const [completions, found] = await Promise.all([
    suggested(sources.suggest, { ...asked(asking), query: topic }),
    searched(sources.topics, asking),
  ]);
  if (completions.list === null && found.videos === null && sources.model === null) {
    throw found.failure ?? completions.failure;
  }
  if (completions.list === null) note(`without autocomplete: ${completions.failure.message}`);
  if (found.failure !== null) note(`without videos: ${found.failure.message}`);
  for (const sentence of found.videos?.notes ?? []) note(sentence);

  const looked = found.videos === null ? null : lookedAt(found.videos, tokeniser);
  const completed = completedPhrases(completions, tokeniser);
  const whole = tokeniser.words(topic);
  const stop = stopWords(language ?? languageOf(completed, looked, whole));
  const core = whole.filter((word) => !stop.has(word));
  const topicWords = core.length === 0 ? whole : core;
  const phrases = [
    ...completed,
    ...(looked === null ? [] : phrasesOf(looked.videos, stop).map((text) => foundPhrase(text))),
  ];
  const once = firstOfEach(phrases);
  const ofTopic = once.map((phrase) => ({
    phrase,
    keyword: looked === null ? bareKeyword(phrase, topicWords) : keywordOfTopic(phrase, topicWords, looked),
  }));
  const promising = ofTopic.toSorted((a, b) => byPromise(a.keyword, b.keyword));
  const deep = question.deep && looked !== null ? promising.slice(0, DEEP_KEYWORDS) : [];
  const own = await ownSearches(sources, asking, deep, { looked, tokeniser, topicWords });
  const suggestions = await modelKeywords(sources, question, {
    tally,
    found: found.videos,
    once,
    tokeniser,
    topicWords,
  });
  const keywords = [...promising.map(({ phrase, keyword }) => own.get(phrase) ?? keyword), ...suggestions].sort(
    byPromise,
  );
  if (keywords.length === 0 && completions.list === null && found.videos === null) {
    throw found.failure ?? completions.failure;
  }
  return {
    tally,
    result: {
      schemaVersion: SCHEMA_VERSION,
      source: sourceOf(found.videos, completions, tally.cost),
      asOf: looked?.at ?? new Date(sources.now()).toISOString(),
      topic,
      region: question.region,
      language,
      sample: {
        videos: looked?.videos.length ?? null,
        suggestions: completions.list?.words.length ?? null,
        ownSearches: own.size,
      },
      keywords,
    },
  };
}

/** A question whose requests are counted. */
type Asking = KeywordQuestion & Required<Pick<TopicRequest, 'onCost'>>;

function asked({ region, language, onCost, signal }: Asking) {
  return { region, language, onCost, ...(signal === undefined ? {} : { signal }) };
}

function requestFor(question: Asking, query: string): TopicRequest {
  const { limit, onProgress } = question;
  return {
    ...asked(question),
    ...(onProgress === undefined ? {} : { onProgress }),
    query,
    limit,
    order: 'relevance',
    since: null,
    duration: 'any',
  };
}

/** The search for the topic; offline, what is not kept is left out. */
async function searched(
  topics: TopicSource | null,
  question: Asking,
): Promise<{ readonly videos: FoundVideos | null; readonly failure: Failure | null }> {
  if (topics === null) return { videos: null, failure: null };
  try {
    return { videos: await topics.search(requestFor(question, question.topic)), failure: null };
  } catch (error) {
    if (error instanceof Failure && error.kind === 'not-found') return { videos: null, failure: error };
    throw error;
  }
}

function lookedAt(found: FoundVideos, tokeniser: Tokeniser): Looked {
  return {
    videos: found.videos.map((each) => evidenceOf(each, tokeniser, found.collectedAt)),
    at: new Date(found.collectedAt).toISOString(),
  };
}

function completedPhrases({ list }: Suggested, tokeniser: Tokeniser): readonly Phrase[] {
  if (list === null) return [];
  const suggestedAt = new Date(list.fetchedAt).toISOString();
  return list.words.map((keyword, place) => ({
    keyword,
    words: tokeniser.words(keyword),
    source: 'autocomplete',
    suggestRank: place + 1,
    suggestedAt,
  }));
}

/** The language that the texts found seem to be in. The topic is in all of them, and says little about it. */
function languageOf(completed: readonly Phrase[], looked: Looked | null, topic: readonly string[]): string | null {
  const titles = (looked?.videos ?? []).flatMap(({ title }) => title.runs.flat());
  const words = [...completed.flatMap((phrase) => phrase.words), ...titles];
  return likelyLanguage(words.filter((word) => !topic.includes(word)));
}

function foundPhrase(text: string): Phrase {
  const words = text.split(' ');
  return { keyword: phraseText(words), words, source: 'videos', suggestRank: null, suggestedAt: null };
}

/** Of phrases of the same words the first; one without a word, such as an emoji, is none. */
function firstOfEach(phrases: readonly Phrase[]): readonly Phrase[] {
  const first = new Map<string, Phrase>();
  for (const phrase of phrases) {
    const name = phrase.words.join(' ');
    if (name !== '' && !first.has(name)) first.set(name, phrase);
  }
  return [...first.values()];
}

interface Told {
  readonly looked: Looked | null;
  readonly tokeniser: Tokeniser;
  readonly topicWords: readonly string[];
}

/** A search for each of some keywords, one after the other: they are dear, and Ctrl-C should spare the rest. */
async function ownSearches(
  { topics, note }: KeywordSources,
  question: Asking,
  deep: readonly { readonly phrase: Phrase }[],
  { looked, tokeniser, topicWords }: Told,
): Promise<ReadonlyMap<Phrase, Keyword>> {
  const keywords = new Map<Phrase, Keyword>();
  if (topics === null || looked === null) return keywords;
  for (const { phrase } of deep) {
    try {
      const found = await topics.search(requestFor(question, phrase.keyword));
      keywords.set(phrase, keywordOfOwnSearch(phrase, topicWords, looked, lookedAt(found, tokeniser)));
    } catch (error) {
      // What was paid for already is not thrown away with the rest.
      const { kind, message } = asFailure(error);
      if (kind === 'interrupted' || kind === 'unexpected') throw error;
      note(`no search of its own for "${phrase.keyword}": ${message}`);
      if (kind !== 'not-found') break;
    }
  }
  return keywords;
}

async function modelKeywords(
  { model, note }: KeywordSources,
  question: KeywordQuestion,
  told: Omit<Told, 'looked'> & {
    readonly tally: CostTally;
    readonly found: FoundVideos | null;
    readonly once: readonly Phrase[];
  },
): Promise<readonly Keyword[]> {
  if (model === null) return [];
  const { onProgress, signal, topic, language } = question;
  const { words, note: trouble } = await modelWords(model, {
    what: 'keywords',
    wish: 'Among them some of three words and more.',
    topic,
    language,
    titles: (told.found?.videos ?? []).map(({ video }) => video.title ?? ''),
    meter: told.tally,
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (trouble !== null) note(trouble);
  const known = new Set(told.once.map((phrase) => phrase.words.join(' ')));
  const phrases = words.map((keyword): Phrase => ({
    keyword,
    words: told.tokeniser.words(keyword),
    source: 'ai',
    suggestRank: null,
    suggestedAt: null,
  }));
  return firstOfEach(phrases)
    .filter((phrase) => !known.has(phrase.words.join(' ')))
    .map((phrase) => bareKeyword(phrase, told.topicWords));
}

function sourceOf(found: FoundVideos | null, { list }: Suggested, cost: Cost): Source {
  const suggestedAt = list === null ? null : new Date(list.fetchedAt).toISOString();
  const [first = null] = [found?.source.fetchedAt ?? null, suggestedAt].filter((at) => at !== null).sort();
  return {
    kind: found !== null ? 'api' : list !== null ? 'suggest' : 'ai',
    fetchedAt: first,
    cached: cost.requests === 0,
    cost,
  };
}

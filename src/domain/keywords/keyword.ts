import { UNKNOWN_COMPETITION, competitionOf, type Competition } from './competition.js';
import { demandOf, UNKNOWN_DEMAND, type Demand } from './demand.js';
import { carrying, type EvidenceVideo } from './keyword-evidence.js';
import { opportunityOf } from './opportunity.js';
import { relevanceOf, sharedWords } from './relevance.js';
import { isTrending, recentOf, UNKNOWN_RECENT, type Recent } from './trend.js';

export const KEYWORD_GROUPS = ['primary', 'long-tail', 'trending', 'related'] as const;
export type KeywordGroup = (typeof KEYWORD_GROUPS)[number];

/** A keyword from this many words on is a long tail. */
const LONG_TAIL_WORDS = 3;

/** What is known of one keyword. Nothing of it is guessed: what has no evidence is null. */
export interface Keyword {
  readonly keyword: string;
  readonly group: KeywordGroup;
  /** Where it was found first: in what people type, in the videos of a search, or in a model's answer. */
  readonly source: 'autocomplete' | 'videos' | 'ai';
  /** 1 for the first of the autocomplete list. */
  readonly suggestRank: number | null;
  readonly demand: Demand;
  readonly competition: Competition;
  /** 0…1. */
  readonly relevance: number | null;
  /** 0…100. */
  readonly opportunity: number | null;
  readonly recent: Recent;
  readonly evidence: KeywordEvidence;
}

/** Where the parts of a keyword come from, and when they were read (ISO 8601 UTC). */
export interface KeywordEvidence {
  /** The search that its figures are of: that of the topic, or its own; null when it has none. */
  readonly search: 'topic' | 'own' | null;
  readonly searchedAt: string | null;
  /** When the autocomplete list was read that it stands in. */
  readonly suggestedAt: string | null;
}

/** A word or phrase before its figures are known. */
export interface Phrase extends Pick<Keyword, 'keyword' | 'source' | 'suggestRank'> {
  readonly words: readonly string[];
  readonly suggestedAt: string | null;
}

/** The videos of a search, and when their figures were read. */
export interface Looked {
  readonly videos: readonly EvidenceVideo[];
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** A keyword without any figure. @param topic the topic's words that mean something */
export function bareKeyword(
  { keyword, words, source, suggestRank, suggestedAt }: Phrase,
  topic: readonly string[],
): Keyword {
  return {
    keyword,
    group: plainGroup(words, topic),
    source,
    suggestRank,
    demand: UNKNOWN_DEMAND,
    competition: UNKNOWN_COMPETITION,
    relevance: null,
    opportunity: null,
    recent: UNKNOWN_RECENT,
    evidence: { search: null, searchedAt: null, suggestedAt },
  };
}

/** A keyword with the figures that the search for its topic gives. */
export function keywordOfTopic(phrase: Phrase, topic: readonly string[], looked: Looked): Keyword {
  const on = carrying(looked.videos, phrase.words);
  return withFigures(phrase, topic, looked, on, 'topic');
}

/** A keyword with the figures of a search of its own: every video that it returned is about it. */
export function keywordOfOwnSearch(phrase: Phrase, topic: readonly string[], ofTopic: Looked, own: Looked): Keyword {
  const keyword = withFigures(phrase, topic, own, own.videos, 'own');
  const carried = carrying(ofTopic.videos, phrase.words).length;
  // Of what carries a keyword in its own search there is nothing to learn about the topic.
  return { ...keyword, relevance: relevanceOf(phrase.words, topic, carried, ofTopic.videos.length) };
}

function withFigures(
  phrase: Phrase,
  topic: readonly string[],
  looked: Looked,
  on: readonly EvidenceVideo[],
  search: 'topic' | 'own',
): Keyword {
  const demand = demandOf(on);
  const competition = competitionOf(looked.videos, on, phrase.words);
  const bare = bareKeyword(phrase, topic);
  return {
    ...bare,
    group: isTrending(on, looked.videos) ? 'trending' : bare.group,
    demand,
    competition,
    relevance: relevanceOf(phrase.words, topic, on.length, looked.videos.length),
    opportunity: opportunityOf(demand, competition),
    recent: recentOf(on),
    evidence: { ...bare.evidence, search, searchedAt: looked.at },
  };
}

/** Long-tail from three words on; primary when it holds a word of the topic; else related. */
function plainGroup(words: readonly string[], topic: readonly string[]): KeywordGroup {
  if (words.length >= LONG_TAIL_WORDS) return 'long-tail';
  return sharedWords(words, topic) > 0 ? 'primary' : 'related';
}

/** The most promising first: opportunity · relevance; then by the place among what people type, then by relevance. */
export function byPromise(a: Keyword, b: Keyword): number {
  return (
    promise(b) - promise(a) ||
    (a.suggestRank ?? 1000) - (b.suggestRank ?? 1000) ||
    (b.relevance ?? -1) - (a.relevance ?? -1) ||
    (a.keyword < b.keyword ? -1 : a.keyword > b.keyword ? 1 : 0)
  );
}

function promise({ opportunity, relevance }: Keyword): number {
  return opportunity === null || relevance === null ? -1 : opportunity * relevance;
}

import { hashtags, links, opening, openingKeyword, structure } from './description-parts.js';
import type { Judged, Want } from './part.js';
import { tagFit, tagLength } from './tag-parts.js';
import { calm, distinct, keywordEarly, keywordPresent, promising, titleLength, unstuffed } from './title-parts.js';
import { withoutSigns, wordsOf } from './words.js';

/** What there is to judge; null for what nobody gave. */
export interface SeoQuestion {
  readonly title: string;
  /** The words that people are to find the video by. */
  readonly keyword: string | null;
  readonly description: string | null;
  readonly tags: readonly string[] | null;
  /** The last titles of the channel, without this one. */
  readonly lastTitles: readonly string[] | null;
}

/** What each part weighs when all are known; together 100. */
export const SEO_WEIGHTS = [
  ['length', 12],
  ['keyword', 10],
  ['early', 8],
  ['calm', 6],
  ['repeats', 6],
  ['promise', 9],
  ['distinct', 9],
  ['opening', 6],
  ['openingKeyword', 5],
  ['structure', 5],
  ['links', 4],
  ['hashtags', 5],
  ['tagFit', 8],
  ['tagLength', 7],
] as const;
export type SeoPartName = (typeof SEO_WEIGHTS)[number][0];

export interface SeoPart {
  readonly name: SeoPartName;
  /** From 0 to `of`; null when it cannot be told. */
  readonly points: number | null;
  /** The weight: of all known parts together 100, of an unknown one 0. */
  readonly of: number;
  readonly why: string;
  readonly advice: string | null;
  readonly want: Want;
}

export interface SeoScore {
  /** The sum of the points, from 0 to 100. */
  readonly score: number;
  /** Whether something was unknown, so that the other parts weigh more. */
  readonly rescaled: boolean;
  /** The part whose advice brings most; null when there is nothing to advise. */
  readonly weakest: SeoPartName | null;
  readonly parts: readonly SeoPart[];
}

/** The score of a title with its description and tags: the sum of its parts, by rules alone. The same for the same words. */
export function seoScore({ title, keyword: given, description, tags, lastTitles }: SeoQuestion): SeoScore {
  const keyword = given === null || wordsOf(given).length === 0 ? null : withoutSigns(given);
  const judged: Readonly<Record<SeoPartName, Judged>> = {
    length: titleLength(title),
    keyword: keywordPresent(title, keyword),
    early: keywordEarly(title, keyword),
    calm: calm(title),
    repeats: unstuffed(title),
    promise: promising(title),
    distinct: distinct(title, lastTitles),
    opening: opening(description),
    openingKeyword: openingKeyword(description, keyword),
    structure: structure(description),
    links: links(description),
    hashtags: hashtags(description),
    tagFit: tagFit(tags, [title, keyword, description]),
    tagLength: tagLength(tags),
  };
  const known = SEO_WEIGHTS.reduce((sum, [name, weight]) => sum + (judged[name].got === null ? 0 : weight), 0);
  const parts = SEO_WEIGHTS.map(([name, weight]): SeoPart => {
    const { got, ...rest } = judged[name];
    const of = got === null ? 0 : (weight * 100) / known;
    return { name, points: got === null ? null : got * of, of, ...rest };
  });
  return {
    score: Math.min(
      100,
      parts.reduce((sum, { points }) => sum + (points ?? 0), 0),
    ),
    rescaled: known < 100,
    weakest: weakest(parts),
    parts,
  };
}

function weakest(parts: readonly SeoPart[]): SeoPartName | null {
  let [worst, most]: [SeoPartName | null, number] = [null, 0];
  for (const { name, points, of, advice } of parts) {
    const lost = of - (points ?? of);
    if (advice !== null && lost > most) [worst, most] = [name, lost];
  }
  return worst;
}

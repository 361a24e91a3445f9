import { hashtagKey } from '../hashtags.js';
import { ngramsOf } from '../keywords/ngrams.js';
import { phraseText } from '../keywords/phrase-text.js';
import { stopWords } from '../keywords/stop-words.js';
import { Tokeniser } from '../keywords/tokens.js';
import { cleanText } from './clean-text.js';

/** What is known around a topic; strangers wrote it. */
export interface WordEvidence {
  /** Of a channel, the best first. */
  readonly titles: readonly string[];
  /** The tags of each video. */
  readonly tags: readonly (readonly string[])[];
  /** What people type after the topic. */
  readonly completions: readonly string[];
}

/** A phrase of one title alone is chance. */
const FEWEST_TITLES = 2;
const LONGEST = 40;
const MOST = 12;

/**
 * Words that stand beside the topic in the evidence: what people type first, then tags, then phrases of several titles,
 * the commonest first. None that is the topic itself, a part of it, or holds it whole.
 * @param language ISO 639-1, for the words that mean nothing
 */
export function evidenceWords(topic: string, language: string, evidence: WordEvidence): readonly string[] {
  const tokeniser = new Tokeniser(language.split('-')[0] ?? null);
  const stop = stopWords(language);
  const own = new Set(tokeniser.words(topic));
  const phrases = evidence.titles.flatMap((title) => [...ngramsOf(tokeniser.tokens([title]), stop)]);
  const found = [
    ...evidence.completions.map((words) => withoutTopic(words, tokeniser, own)),
    ...byCount(evidence.tags.flatMap((tags) => [...new Set(tags)])).map(([tag]) => tag),
    ...byCount(phrases).flatMap(([phrase, times]) => (times >= FEWEST_TITLES ? [phraseText(phrase.split(' '))] : [])),
  ];
  const words: string[] = [];
  const seen = new Set<string>();
  for (const each of found) {
    const word = cleanText(each, true).replace(/^[#＃]+/u, '');
    const parts = tokeniser.words(word);
    const key = hashtagKey(word);
    if (word.length > LONGEST || parts.length === 0 || parts.some((part) => own.has(part)) || seen.has(key)) continue;
    if (parts.every((part) => stop.has(part))) continue;
    seen.add(key);
    words.push(word);
    if (words.length === MOST) break;
  }
  return words;
}

/** The rest of a completion that begins with the topic; empty when it does not. */
function withoutTopic(words: string, tokeniser: Tokeniser, own: ReadonlySet<string>): string {
  const parts = tokeniser.words(words);
  return parts.some((part) => own.has(part)) ? phraseText(parts.filter((part) => !own.has(part))) : '';
}

/** Each once with how often it is there, in its first spelling, the commonest first and equals as they came. */
function byCount(words: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, [string, number]>();
  for (const word of words) {
    const found = counts.get(hashtagKey(word));
    if (found === undefined) counts.set(hashtagKey(word), [word, 1]);
    else found[1] += 1;
  }
  return [...counts.values()].sort(([, a], [, b]) => b - a);
}

import { hashtagsIn } from '../hashtags.js';
import { ngramsOf } from '../keywords/ngrams.js';
import { isWeak, likelyLanguage, stopWords } from '../keywords/stop-words.js';
import { Tokeniser } from '../keywords/tokens.js';
import { isFiller } from './title-fillers.js';

/** Of a channel's titles so many hold a word of its series. */
const SERIES_SHARE = 0.2;
const SERIES_LEAST = 4;
/** Below this the titles of a channel do not tell its language. */
const FEWEST_FOR_LANGUAGE = 8;

/** The titles of one channel, read as phrases. */
export interface ChannelTitles {
  /** As the channel is called: its title and handle. */
  readonly names: readonly string[];
  readonly titles: readonly string[];
}

/**
 * The phrases of titles: one to four words that say something, hashtags each by itself without their sign. Left out are a
 * channel's own name, and what stands in a fifth of its titles or more (at least four): that is a series of the channel.
 */
export class TitlePhrases {
  private readonly tokeniser = new Tokeniser(null);
  private readonly language: string | null;

  /** @param channels all of the niche, for the language of those that have few titles */
  constructor(channels: readonly ChannelTitles[]) {
    this.language = likelyLanguage(channels.flatMap(({ titles }) => titles.flatMap((title) => this.words(title))));
  }

  /** The phrases of each title, in their order. */
  of({ names, titles }: ChannelTitles): readonly ReadonlySet<string>[] {
    const own =
      titles.length < FEWEST_FOR_LANGUAGE ? null : likelyLanguage(titles.flatMap((title) => this.words(title)));
    const stop = new Set([...stopWords(this.language ?? 'en'), ...stopWords(own ?? this.language ?? 'en')]);
    const all = titles.map((title) => this.phrases(title, stop));
    const series = commonIn(all);
    const called = names.map((name) => this.words(name));
    const parts = new Set(called.flat());
    const whole = new Set(called.map((words) => words.join('')));
    const isOwn = (phrase: string): boolean => {
      const words = phrase.split(' ');
      return (
        words.every((word) => parts.has(word)) || whole.has(words.join('')) || words.some((word) => whole.has(word))
      );
    };
    return all.map((phrases) => new Set([...phrases].filter((phrase) => !series.has(phrase) && !isOwn(phrase))));
  }

  /** The words of a text, in small letters. */
  words(text: string): readonly string[] {
    return this.tokeniser.words(text);
  }

  /** Every phrase of a title, its series and names included. */
  private phrases(title: string, stop: ReadonlySet<string>): ReadonlySet<string> {
    const tags = hashtagsIn(title);
    const words = tags.reduce((text, tag) => text.replace(new RegExp(`[#＃]${tag}`, 'u'), '|'), withoutElision(title));
    const found = ngramsOf(this.tokeniser.tokens([words, ...tags]), stop);
    return new Set([...found].filter(saysSomething));
  }
}

/** French and its neighbours join the article to its word: of "l'iphone" the word is "iphone". */
const ELIDED = /(?<![\p{L}\p{N}'’ʼ])(qu|jusqu|lorsqu|puisqu|quelqu|[ldjcsnmt])['’ʼ](?=\p{L})/giu;

/** A text with its elided articles as words of their own. */
export function withoutElision(text: string): string {
  return text.replace(ELIDED, '$1 ');
}

/** What stands on both sides of them is two things. */
const COMPARES = new Set(['vs', 'versus', 'x']);

/** A phrase neither begins nor ends with a word that fills any title; a bare number of anything is no topic. */
function saysSomething(phrase: string): boolean {
  const words = phrase.split(' ');
  const [first = '', last = ''] = [words[0], words.at(-1)];
  if (words.some((word) => COMPARES.has(word))) return false;
  return !isFiller(first) && !isFiller(last) && !isWeak(first) && !/^\p{N}+$/u.test(first);
}

function commonIn(all: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  const times = new Map<string, number>();
  for (const phrases of all) for (const phrase of phrases) times.set(phrase, (times.get(phrase) ?? 0) + 1);
  const least = Math.max(SERIES_LEAST, all.length * SERIES_SHARE);
  return new Set([...times].filter(([, count]) => count >= least).map(([phrase]) => phrase));
}

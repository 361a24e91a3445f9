import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phrasesOf } from '../../../src/domain/keywords/candidates.js';
import { competitionOf } from '../../../src/domain/keywords/competition.js';
import { demandOf } from '../../../src/domain/keywords/demand.js';
import { evidenceOf, type EvidenceVideo } from '../../../src/domain/keywords/keyword-evidence.js';
import { byPromise, keywordOfTopic, type Phrase } from '../../../src/domain/keywords/keyword.js';
import { ngramsOf } from '../../../src/domain/keywords/ngrams.js';
import { opportunityOf } from '../../../src/domain/keywords/opportunity.js';
import { phraseText } from '../../../src/domain/keywords/phrase-text.js';
import { relevanceOf } from '../../../src/domain/keywords/relevance.js';
import { likelyLanguage, stopWords } from '../../../src/domain/keywords/stop-words.js';
import { holds, Tokeniser } from '../../../src/domain/keywords/tokens.js';
import { isTrending, recentOf } from '../../../src/domain/keywords/trend.js';
import { video } from '../made-up-video.js';

const NOON = Date.parse('2026-11-20T12:00:00Z');
const DAY = 86_400_000;
const english = new Tokeniser('en');

/** A video of a channel: its title, views and age in days. */
function seen(
  title: string,
  channel: string,
  {
    views = 1000,
    age = 100,
    subscribers = 999,
  }: { views?: number | null; age?: number; subscribers?: number | null } = {},
): EvidenceVideo {
  const found = video({ title, views, publishedAt: NOON - age * DAY });
  return evidenceOf({ video: found, channel: { id: channel, title: null, handle: null, subscribers } }, english, NOON);
}

const phrase = (keyword: string): Phrase => ({
  keyword,
  words: english.words(keyword),
  source: 'videos',
  suggestRank: null,
  suggestedAt: null,
});

describe('phrases', () => {
  const phrases = (text: string, language: string | null = 'en') => [
    ...ngramsOf(new Tokeniser(language).tokens([text]), stopWords(language)),
  ];

  it('have one to four words, and neither begin nor end with a word of grammar', () => {
    expect(phrases('The art of bread')).toEqual(['art', 'art of bread', 'bread']);
    expect(phrases('how to knead')).toEqual(['how to knead', 'knead']);
    expect(phrases('best flour, cheap oven')).toEqual(['best flour', 'flour', 'cheap', 'cheap oven', 'oven']);
    expect(phrases('one2 two2 three3 four4 five5').every((each) => each.split(' ').length <= 4)).toBe(true);
  });

  it('end at signs and addresses, not at hyphens and hash signs', () => {
    expect(phrases('rye | oven')).toEqual(['rye', 'oven']);
    expect(phrases('no-knead #dough')).toContain('knead dough');
    expect(phrases('recipe https://example.org/long-grain baker@example.org')).toEqual(['recipe']);
    expect(phrases('2024 7')).toEqual([]);
  });

  it('are found in scripts without spaces', () => {
    expect(phrases('日本の橋', 'ja')).toEqual(expect.arrayContaining(['日本', '日本 の 橋']));
    expect(phraseText(['日本', 'の', '橋'])).toBe('日本の橋');
    expect(phraseText(['rye', 'bread', '日本', '橋', '2'])).toBe('rye bread 日本橋 2');
    expect(phrases('der gute Sauerteig', 'de')).toEqual(['gute', 'gute sauerteig', 'sauerteig']);
  });

  it('keep words that mean nothing in another language alone', () => {
    const english = ['how to build the iron man suit', 'who is iron man', 'the war of iron man'].join(' ').split(' ');
    expect(likelyLanguage(english)).toBe('en');
    expect(phrases('iron man, war hat', likelyLanguage(english))).toEqual(
      expect.arrayContaining(['iron man', 'war hat']),
    );
    expect(phrases('iron man', null)).toEqual(['iron']);
    expect(likelyLanguage('wie man ein brot und die butter macht, in 5 min'.split(' '))).toBe('de');
    expect(likelyLanguage('como fazer o melhor pão em casa com você'.split(' '))).toBe('pt');
    expect(likelyLanguage(['日本', 'の', '橋', 'を'])).toBe('ja');
    expect([likelyLanguage([]), likelyLanguage(['lighthouse'])]).toEqual([null, null]);
  });

  it('stand in the text they were found in, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const tokens = english.tokens([text]);
        for (const each of ngramsOf(tokens, stopWords(null))) expect(holds(tokens, each.split(' '))).toBe(true);
      }),
    );
  });

  it('count only when several channels use them, and give way to a longer one around them', () => {
    const stop = stopWords('en');
    const videos = [seen('rye bread oven', 'a'), seen('rye bread loaf', 'b'), seen('rye bread oven', 'a')];
    expect(phrasesOf(videos, stop)).toEqual(['rye bread']);
    expect(phrasesOf([...videos, seen('bread', 'c')], stop)).toEqual(['bread', 'rye bread']);
    expect(phrasesOf([seen('rye', 'a'), seen('rye', 'a')], stop)).toEqual([]);
  });
});

describe('the figures of a keyword', () => {
  it('are those of the videos that carry it', () => {
    const looked = [
      seen('rye bread', 'a', { views: 1000, age: 100, subscribers: 999 }),
      seen('old rye', 'b', { views: 4000, age: 200, subscribers: 99_999 }),
      seen('rye loaf', 'c', { views: 900, age: 30, subscribers: 9_999_999 }),
      seen('wheat', 'd'),
    ];
    const keyword = keywordOfTopic(phrase('rye'), ['rye'], { videos: looked, at: '2026-11-20T12:00:00.000Z' });
    // 10, 20 and 30 views a day; 3 of 4 titles; log10 of 100,000 is 5; one of three younger than 90 days.
    expect(keyword.demand).toEqual({ viewsPerDay: 20, videos: 3 });
    expect(keyword.competition).toMatchObject({ inTitles: 0.75, medianSubscribers: 99_999, youngerThan90Days: 1 / 3 });
    const competition = 100 * (0.4 * 0.75 + 0.4 * (5 / 7) + 0.2 / 3);
    expect(keyword.competition.score).toBeCloseTo(competition, 9);
    expect(keyword.opportunity).toBeCloseTo(((100 * Math.log10(21)) / 5) * (1 - competition / 100), 9);
    expect(keyword.relevance).toBe((1 + 3 / 4) / 2);
  });

  it('are null where there is no evidence, and the weights are rescaled where a part is', () => {
    const looked = [seen('rye', 'a', { subscribers: null }), seen('rye', 'b', { subscribers: null }), seen('oat', 'c')];
    const none = keywordOfTopic(phrase('barley'), ['rye'], { videos: looked, at: '' });
    expect([none.demand, none.competition.score, none.opportunity]).toEqual([
      { viewsPerDay: null, videos: 0 },
      null,
      null,
    ]);
    const { score, medianSubscribers } = competitionOf(looked, looked.slice(0, 2), ['rye']);
    expect([score, medianSubscribers]).toEqual([expect.closeTo((100 * 0.4 * (2 / 3)) / 0.6, 9), null]);
    // Two videos are too few for an opportunity.
    expect(opportunityOf(demandOf(looked.slice(0, 2)), { ...none.competition, score: 10 })).toBeNull();
    expect(relevanceOf(['rye'], ['rye'], 0, 0)).toBeNull();
    expect(demandOf([seen('rye', 'a', { views: null })])).toEqual({ viewsPerDay: null, videos: 0 });
  });

  it('stay within their bounds, fall with competition and rise with demand', () => {
    const score = fc.double({ min: 0, max: 100, noNaN: true });
    const pace = fc.double({ min: 0, max: 1e9, noNaN: true });
    const none = { inTitles: null, medianSubscribers: null, youngerThan90Days: null };
    const at = (viewsPerDay: number, competition: number) =>
      opportunityOf({ viewsPerDay, videos: 3 }, { ...none, score: competition }) ?? NaN;
    fc.assert(
      fc.property(pace, pace, score, score, (a, b, c, d) => {
        expect(at(a, c)).toBeGreaterThanOrEqual(0);
        expect(at(a, c)).toBeLessThanOrEqual(100);
        expect(at(Math.max(a, b), c)).toBeGreaterThanOrEqual(at(Math.min(a, b), c));
        expect(at(a, Math.max(c, d))).toBeLessThanOrEqual(at(a, Math.min(c, d)));
      }),
    );
    const title = fc.constantFrom('rye', 'rye bread', 'oat');
    const anySeen = fc
      .tuple(title, fc.nat(3), fc.nat(400), fc.option(fc.nat(1e8)))
      .map(([text, channel, age, subscribers]) => seen(text, String(channel), { age, subscribers }));
    fc.assert(
      fc.property(fc.array(anySeen, { minLength: 1, maxLength: 12 }), (looked) => {
        const { competition, relevance } = keywordOfTopic(phrase('rye'), ['rye'], { videos: looked, at: '' });
        if (competition.score !== null) {
          expect(competition.score).toBeGreaterThanOrEqual(0);
          expect(competition.score).toBeLessThanOrEqual(100);
        }
        expect(relevance).toBeGreaterThanOrEqual(0);
        expect(relevance).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('name a group: by words of the topic, by length, by what is new', () => {
    const old = Array.from({ length: 8 }, (_, at) => seen('rye bread oven', `old ${at}`));
    const young = [seen('fresh loaf', 'x', { age: 3 }), seen('fresh loaf', 'y', { age: 4 })];
    const group = (keyword: string, videos: readonly EvidenceVideo[]) =>
      keywordOfTopic(phrase(keyword), ['rye'], { videos, at: '' }).group;
    expect(['rye', 'oven', 'rye bread oven', 'fresh loaf'].map((word) => group(word, [...old, ...young]))).toEqual([
      'primary',
      'related',
      'long-tail',
      'trending',
    ]);
    expect(recentOf(young)).toEqual({ videos: 2, viewsPerDay: (1000 / 3 + 1000 / 4) / 2 });
    // Where everything is new, nothing stands out; one channel alone is no trend.
    expect(isTrending(young, young)).toBe(false);
    expect(isTrending([seen('a', 'x', { age: 1 }), seen('a', 'x', { age: 2 })], old)).toBe(false);
  });

  it('put the most promising first: opportunity times relevance, then what people type', () => {
    const bare = keywordOfTopic(phrase('barley'), ['rye'], { videos: [seen('x', 'a')], at: '' });
    const ranked = [
      { ...bare, keyword: 'unknown' },
      { ...bare, keyword: 'typed', suggestRank: 2 },
      { ...bare, keyword: 'far', opportunity: 60, relevance: 0.1 },
      { ...bare, keyword: 'near', opportunity: 40, relevance: 0.9 },
    ].sort(byPromise);
    expect(ranked.map(({ keyword }) => keyword)).toEqual(['near', 'far', 'typed', 'unknown']);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SEO_WEIGHTS, seoScore, type SeoPartName, type SeoQuestion } from '../../../src/domain/seo/seo-score.js';
import { following } from './follow-advice.js';

const ALONE: SeoQuestion = { title: '', keyword: null, description: null, tags: null, lastTitles: null };

/** The share of a part that a title gets. */
function got(name: SeoPartName, question: Partial<SeoQuestion>): number | null {
  const part = seoScore({ ...ALONE, ...question }).parts.find((one) => one.name === name);
  if (part === undefined) throw new Error(`no part ${name}`);
  return part.points === null ? null : part.points / part.of;
}

const WORDS = [
  'vegan',
  'ramen',
  'WATCH',
  'THIS',
  'NASA',
  'how',
  '7',
  '2026',
  'best',
  'cooking',
  'cooking',
  'naïve',
  'été',
  'Straße',
  '東京',
  'ラーメン',
  '작법',
  'वीडियो',
  'السفر',
  'как',
  'ทำอาหาร',
  '👩‍🍳',
  '!!!',
  '???',
  '|',
  '—',
  '#shorts',
  'INSANE',
  'a',
  'it',
];
const phrase = (least: number, most: number) =>
  fc.array(fc.constantFrom(...WORDS), { minLength: least, maxLength: most }).map((words) => words.join(' '));
const anyText = (most: number) =>
  fc.oneof(
    phrase(0, most),
    fc.string({ unit: 'grapheme', maxLength: 5 * most }),
    fc.string({ unit: 'binary', maxLength: 5 * most }),
  );
const asked = (text: (most: number) => fc.Arbitrary<string>): fc.Arbitrary<SeoQuestion> =>
  fc.record({
    title: text(16),
    keyword: fc.option(text(3)),
    description: fc.option(
      fc
        .array(fc.oneof(text(10), fc.constantFrom('https://example.org/a#b', '#one #two', '\n', '\n\n')), {
          maxLength: 12,
        })
        .map((parts) => parts.join('\n')),
    ),
    tags: fc.option(fc.array(text(6), { maxLength: 14 })),
    lastTitles: fc.option(fc.array(text(12), { maxLength: 8 })),
  });

describe('the score of any text', () => {
  it('is the same for the same words, lies in 0…100, and is the sum of its parts', () => {
    fc.assert(
      fc.property(asked(anyText), (question) => {
        const result = seoScore(question);
        const { score, parts } = result;
        expect(seoScore(structuredClone(question))).toEqual(result);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        for (const { points, of, advice, want } of parts) {
          expect(points ?? of).not.toBeNaN();
          expect(points ?? 0).toBeGreaterThanOrEqual(0);
          expect(points ?? 0).toBeLessThanOrEqual(of);
          expect(advice === null).toBe(want.does === null);
          // Nothing is advised about what is unknown, or as good as it gets.
          if (points === null || points === of) expect(advice).toBeNull();
        }
        expect(parts.reduce((sum, { points }) => sum + (points ?? 0), 0)).toBeCloseTo(score, 9);
        expect(parts.reduce((sum, { of }) => sum + of, 0)).toBeCloseTo(100, 9);
      }),
      { numRuns: 200 },
    );
  });
});

/** One after the other in which everything can be advised. */
const BAD: readonly SeoQuestion[] = [
  { title: 'RAMEN RAMEN RAMEN!!!', keyword: 'vegan', description: '', tags: [], lastTitles: ['ramen'] },
  {
    title: 'A title that goes on and on and only comes to its vegan ramen when nobody reads it any more',
    keyword: 'vegan ramen',
    description: `${'#tag '.repeat(9)}${'https://example.org '.repeat(12)}`,
    tags: ['cars', 'boats'],
    lastTitles: null,
  },
  // Words shared with the last titles, each of which a tag has too.
  {
    title: 'it 東京 best it THIS ??? été 👩‍🍳 Straße cooking',
    keyword: 'NASA',
    description: '',
    tags: [
      'a best cooking INSANE 東京 ???',
      'best ทำอาหาร',
      '2026 السفر 작법',
      'best ทำอาหาร',
      'ラーメン a Straße 작법 السفر',
      'वीडियो THIS',
      '작법 Straße cooking cooking',
      'ラーメン — été السفر как 東京',
      'a',
      'INSANE WATCH THIS THIS cooking |',
    ],
    lastTitles: [
      'été 東京 vegan best cooking Straße',
      'NASA best Straße INSANE WATCH cooking best',
      'как NASA ラーメン vegan how it Straße cooking #shorts été a ???',
    ],
  },
  { ...ALONE, title: 'My day', tags: Array<string>(40).fill('my day at the sea') },
];

describe('every advice', () => {
  it('can be followed by a program, and raises the score', () => {
    const given = new Map<string, number>();
    fc.assert(
      fc.property(
        asked((most) => phrase(1, most)).filter(({ keyword }) => (keyword ?? '').length <= 20),
        (question) => {
          const before = seoScore(question);
          for (const { name, want } of before.parts) {
            if (want.does === null) continue;
            given.set(`${name} ${want.does}`, (given.get(`${name} ${want.does}`) ?? 0) + 1);
            const after = following(question, want).map((followed) => seoScore(followed));
            const done = after.filter(({ parts }) =>
              parts.some((part) => part.name === name && part.points === part.of),
            );
            expect(done.length, `${name}: ${want.does}`).toBeGreaterThan(0);
            expect(Math.max(...done.map(({ score }) => score)), `${name}: ${want.does}`).toBeGreaterThan(before.score);
          }
        },
      ),
      // The follower tries a few dozen wordings, not all there are: among some 2,000 questions is one it needs another for.
      { numRuns: 60, endOnFailure: true, examples: BAD.map((question) => [question]) },
    );
    // A check that saw no advice proves nothing.
    expect([...given.keys()].sort()).toEqual([
      'calm calm',
      'distinct differ',
      'early put-in',
      'hashtags lengthen',
      'hashtags shorten',
      'keyword put-in',
      'length lengthen',
      'length shorten',
      'links lengthen',
      'links shorten',
      'opening lengthen',
      'openingKeyword put-in',
      'promise promise',
      'repeats repeat-less',
      'structure lengthen',
      'tagFit lengthen',
      'tagFit replace',
      'tagLength lengthen',
      'tagLength shorten',
    ]);
  });

  it('that weighs most is named as the weakest part', () => {
    const { weakest, parts } = seoScore({
      ...ALONE,
      title: 'Ramen at home, slowly and with much love',
      keyword: 'vegan',
    });
    expect(weakest).toBe('keyword');
    expect(parts.find(({ name }) => name === weakest)).toMatchObject({
      points: 0,
      advice: 'Begin the title with “vegan”',
      want: { does: 'put-in', where: 'title', text: 'vegan', most: 20 },
    });
  });
});

describe('the parts of a title (values worked out by hand from docs/methods.md)', () => {
  it('weigh 100 together, and alone as much as all', () => {
    expect(SEO_WEIGHTS.reduce((sum, [, weight]) => sum + weight, 0)).toBe(100);
    const { parts, rescaled } = seoScore({ ...ALONE, title: 'Vegan ramen in 20 minutes, step by step' });
    expect(rescaled).toBe(true);
    const known = parts.filter(({ points }) => points !== null);
    expect(known.map(({ name }) => name)).toEqual(['length', 'calm', 'repeats', 'promise']);
    expect(known.map(({ of }) => of)).toEqual([12, 6, 6, 9].map((weight) => (weight * 100) / 33));
    expect(parts.filter(({ points }) => points === null).every(({ of }) => of === 0)).toBe(true);
  });

  it('nothing is to be advised about a good one', () => {
    const { score, weakest, rescaled } = seoScore({
      title: 'Vegan ramen in 20 minutes, step by step',
      keyword: 'vegan ramen',
      description: `Vegan ramen with a broth that tastes as if it had boiled all day, from what you have at home: the noodles, the broth, the toppings.\nRecipe: https://example.org/ramen\n#vegan #ramen`,
      tags: [
        'vegan ramen',
        'ramen recipe',
        'easy ramen',
        'quick vegan ramen',
        'ramen at home',
        'vegan noodles',
        'broth step by step',
        'ramen in 20 minutes',
      ],
      lastTitles: ['My knives', 'A week in Osaka'],
    });
    expect({ score, weakest, rescaled }).toEqual({ score: 100, weakest: null, rescaled: false });
  });

  it.each([
    ['', 0],
    ['x'.repeat(15), 0.5],
    ['x'.repeat(30), 1],
    ['x'.repeat(60), 1],
    ['x'.repeat(80), 0.5],
    ['x'.repeat(101), 0],
    // 30 families: 330 code points, 30 characters.
    ['👨‍👩‍👧‍👦'.repeat(30), 1],
    ['한'.normalize('NFD').repeat(30), 1],
    [`  ${'x '.repeat(15)} `, 29 / 30],
  ])('length of %j', (title, share) => {
    expect(got('length', { title })).toBeCloseTo(share, 12);
  });

  it.each([
    ['Vegan Ramen at home', 'vegan ramen', 1, 1],
    ['The best vegan-ramen', 'Vegan  Ramen', 1, 1],
    ['ramen that is vegan', 'vegan ramen', 0.5, 0],
    ['Veganism and ramen', 'vegan ramen', 0.25, 0],
    ['x'.repeat(40) + ' ramen', 'ramen', 1, (60 - 41) / 40],
    // Twenty characters stand before it.
    ['x'.repeat(19) + ' ramen', 'ramen', 1, 1],
    ['Vegan ramen!', '??? vegan —', 1, 1],
    ['今日は東京ラーメンを食べる', '東京ラーメン', 1, 1],
    ['Straßenküche in Wien', 'STRASSENKÜCHE', 1, 1],
    ['a.b (c', 'a.b (c', 1, 1],
    ['C++ for all', 'C++', 1, 1],
    ['anything', '???', null, null],
  ])('%j with the keyword %j', (title, keyword, present, early) => {
    expect([got('keyword', { title, keyword }), got('early', { title, keyword })]).toEqual([present, early]);
  });

  it.each([
    ['NASA tells why', 1],
    ['GPT vs NASA', 1],
    ['FREE', 1],
    ['STOP DOING THIS', 0],
    ['How I Built a House', 1],
    ['WATCH THIS before you paint', 1],
    ['INSANE rooms', (1 - 6 / 11) / 0.7],
    ['Really?! Yes!', 1],
    ['Really!!', 0.5],
    ['東京へ行く', 1],
    ['', 1],
  ])('calm: %j', (title, share) => {
    expect(got('calm', { title })).toBeCloseTo(share, 12);
  });

  it.each([
    ['the cat, the dog, the end', 1],
    ['ramen ramen', 1],
    ['ramen ramen Ramen', 0.5],
    ['ramen, ramen, ramen | ramen', 0],
  ])('repeats: %j', (title, share) => {
    expect(got('repeats', { title })).toBe(share);
  });

  it.each([
    ['7 ways', 1],
    ['٧ طرق', 1],
    ['Is it safe?', 1],
    ['本当？', 1],
    ['Why it fails', 1],
    ['Pourquoi ça marche', 1],
    ['なぜ空は青い', 1],
    ['My day', 0],
    ['My day #2026', 0],
    ['Howard in town', 0],
  ])('promise: %j', (title, share) => {
    expect(got('promise', { title })).toBe(share);
  });

  it('repeats names every word that stands too often: with one of two less nothing would be won', () => {
    const { parts } = seoScore({ ...ALONE, title: 'ramen cars ramen cars ramen cars' });
    expect(parts.find(({ name }) => name === 'repeats')).toMatchObject({
      advice: 'Use “ramen”, “cars” 2 times at most',
      want: { does: 'repeat-less', text: 'ramen cars', most: 2 },
    });
  });

  it('distinct goes by the likest of the last titles', () => {
    const title = 'one two three four';
    expect(got('distinct', { title })).toBeNull();
    expect(got('distinct', { title, lastTitles: [] })).toBe(1);
    expect(got('distinct', { title, lastTitles: ['five', 'FOUR three two one'] })).toBe(0);
    // 3 of 5 words shared: (1 − 0.6) / 0.6.
    expect(got('distinct', { title, lastTitles: ['one two three five'] })).toBeCloseTo(2 / 3, 12);
    expect(got('distinct', { title, lastTitles: ['one two five six'] })).toBe(1);
  });
});

describe('the parts of description and tags', () => {
  const words = 'A plain sentence of words about ramen. '.repeat(4);
  it.each([
    ['opening', '', 0],
    ['opening', words, 1],
    // Addresses and hashtags are no words.
    ['opening', `https://example.org/${'a'.repeat(200)}`, 0],
    ['opening', 'x'.repeat(50), 0.5],
    ['openingKeyword', words, 1],
    ['openingKeyword', `${'x'.repeat(150)} ramen`, 0],
    ['structure', 'one\n\ntwo', 2 / 3],
    ['structure', 'one\r\ntwo\rthree', 1],
    ['links', 'see https://example.org', 1],
    ['links', 'none', 0],
    ['links', 'https://example.org '.repeat(11), 0.5],
    ['hashtags', 'https://example.org/#top', 0],
    ['hashtags', '#a #b #c', 1],
    ['hashtags', '#a #b #c #d', 0.5],
    ['hashtags', '#tag '.repeat(61), 0],
  ] as const)('%s of %j', (name, description, share) => {
    expect(got(name, { title: 't', keyword: 'ramen', description })).toBeCloseTo(share, 12);
    expect(got(name, { title: 't', keyword: 'ramen' })).toBeNull();
  });

  it('tags do not fit a text without words, which is no unknown: words would then cost points', () => {
    expect(got('tagFit', { title: '!!!', tags: ['ramen'] })).toBe(0);
  });

  it.each([
    [[], 0, 0],
    [['ramen', 'cars'], 0.5, 10 / 100],
    [['ramen'.repeat(20)], 0, 1],
    // Two quotes for each with a space, and the commas between: 10 × 48 + 9 = 489.
    [Array<string>(10).fill(`ramen ${'x'.repeat(40)}`), 1, 1],
    [Array<string>(11).fill(`ramen ${'x'.repeat(40)}`), 1, 0],
  ])('tags %j', (tags, fit, length) => {
    expect([got('tagFit', { title: 'Ramen', tags }), got('tagLength', { title: 'Ramen', tags })]).toEqual([
      fit,
      length,
    ]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from '../../../src/domain/concepts/clean-text.js';
import { isWrittenIn, languageOf, type Language } from '../../../src/domain/concepts/language.js';
import { likeTitles } from '../../../src/domain/concepts/like-titles.js';
import { conceptsSchema, readConcepts } from '../../../src/domain/concepts/read-concepts.js';
import { tagList, tagsLength } from '../../../src/domain/concepts/tag-list.js';

function language(code: string): Language {
  const found = languageOf(code);
  if (found === null) throw new Error(`${code} is no language`);
  return found;
}

const given = (title: string, more: object = {}) => ({
  title,
  description: { hook: 'A hook.', main: 'What it holds.', cta: 'What to do next.' },
  tags: ['one', 'two', 'three', 'four', 'five'],
  thumbnailIdea: 'A loaf.',
  ...more,
});
const TITLES = ['Bake your first loaf', 'Why bread stays flat', 'Shaping by hand'] as const;
const wish = { topic: 'sourdough', count: 3, language: language('en') };
const read = (concepts: unknown, more: Partial<typeof wish> = {}) =>
  readConcepts({ concepts }, { ...wish, ...more }, []);

describe('concepts of a model', () => {
  it('are taken as they are when they are good', () => {
    const concepts = TITLES.map((title) => given(title));
    expect(read(concepts)).toEqual({ drafts: concepts, problems: [] });
  });

  it('are cut to as many as were asked for', () => {
    const { drafts, problems } = read([...TITLES, 'Scoring patterns', 'Cold proofing'].map((title) => given(title)));
    expect(drafts.map(({ title }) => title)).toEqual(TITLES);
    expect(problems).toEqual([]);
  });

  it.each([
    ['a title that is missing', given('', {}), /title/],
    ['a title of 101 characters', given('x'.repeat(101)), /title/],
    ['a title that is no text', { ...given('x'), title: 7 }, /title/],
    ['no description', given('Another one', { description: null }), /hook/],
    ['a description that is a text', given('Another one', { description: 'words' }), /hook/],
    [
      'a call that is nothing but an address',
      given('Another one', { description: { hook: 'a', main: 'b', cta: 'https://x.example/y' } }),
      /cta/,
    ],
    ['four tags', given('Another one', { tags: ['a', 'b', 'c', 'd'] }), /tags/],
    ['tags that are the same', given('Another one', { tags: ['a', 'A', '#a', ' a ', 'b', 'c', 'd'] }), /tags/],
    [
      'other letters',
      given('Another one', { description: { hook: 'Закваска', main: 'Хлеб и мука', cta: 'Пишите' } }),
      /English/,
    ],
    ['nothing at all', null, /title/],
  ])('are refused for %s, and the model is told', (_what, bad, problem) => {
    const { drafts, problems } = read([given(TITLES[0]), bad]);
    expect(drafts).toHaveLength(1);
    expect(problems[0]).toMatch(problem);
    expect(problems[0]).toMatch(/^Concept 2: /);
  });

  it('are refused for a title that was there before', () => {
    const { drafts, problems } = read([given(TITLES[0]), given('BAKE your first loaf!'), given(TITLES[1])]);
    expect(drafts.map(({ title }) => title)).toEqual([TITLES[0], TITLES[1]]);
    expect(problems).toHaveLength(2);
  });

  it.each([null, 7, 'text', [], {}, { concepts: {} }, { concepts: null }])(
    'come out of no answer such as %j',
    (answer) => {
      const { drafts, problems } = readConcepts(answer, wish, []);
      expect([drafts, problems.length]).toEqual([[], 1]);
    },
  );

  it('hold nothing that a terminal would obey, no address and no markup, whatever a model writes', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(
          fc.constantFrom(
            '\u001b[31m',
            'https://evil.example/x',
            'www.evil.example',
            '\u202e',
            '\u200b',
            'word',
            ' ',
            '\n',
            '<b>',
            '\u{e0041}',
          ),
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, text, (title, words) => {
        const { drafts } = read([
          given(title, { description: { hook: words, main: words, cta: words }, thumbnailIdea: words }),
        ]);
        for (const { title: own, description, thumbnailIdea } of drafts) {
          const all = [own, description.hook, description.main, description.cta, thumbnailIdea].join('');
          expect(all).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200b<>\u{e0000}-\u{e007f}]/u);
          expect(all).not.toMatch(/evil/);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are asked for by a schema that names what is required', () => {
    expect(conceptsSchema(4)).toMatchObject({
      required: ['concepts'],
      properties: {
        concepts: { minItems: 4, maxItems: 4, items: { required: ['title', 'description', 'tags', 'thumbnailIdea'] } },
      },
    });
  });
});

describe('a cleaned text', () => {
  it.each([
    ['Get it at https://bit.ly/x, now', 'Get it at now'],
    ['See [our shop](https://evil.example) today', 'See our shop today'],
    ['Write to me@evil.example (www.evil.example/a)!', 'Write to!'],
    ['javascript:alert(1) hello', 'hello'],
    ['One\nline\t only', 'One line only'],
    ['x < y > z', 'x y z'],
    ['see w<ww.evil.shop and www<.evil.shop', 'see and'],
    ['👩‍🍳 bakes', '👩‍🍳 bakes'],
    ['a\u{e0100}\u{e01ef}\u3164b\u034f\u2800c', 'abc'],
    ['\u200d \ufe0f\u3164', ''],
    ['3:1 and 16:9', '3:1 and 16:9'],
  ])('%j becomes %j', (text, clean) => {
    expect(cleanText(text, true)).toBe(clean);
  });

  it('takes its time from the length of a text alone', () => {
    for (const part of ['a', 'a.', 'a@', 'www', '[', '(', 'a-', 'http', '://']) {
      // Of the processor, not of the wall: on a busy machine half a second goes by without any work.
      const { user } = process.cpuUsage();
      cleanText(part.repeat(300_000), true);
      expect(process.cpuUsage().user - user).toBeLessThan(500_000);
    }
  });

  it('keeps in a title what only looks like a host', () => {
    expect(cleanText('ASP.net or socket.io?', false)).toBe('ASP.net or socket.io?');
    expect(cleanText('Buy at evil.shop/now', true)).toBe('Buy at');
  });
});

describe('two titles', () => {
  it.each([
    ['Bread!', 'bread', true],
    ['Sourdough secrets', 'Secrets: sourdough', true],
    ['ＢＲＥＡＤ basics', 'bread basics', true],
    ['Where to begin with sourdough', 'Sourdough: with what to begin', false],
    ['Where to begin with sourdough', 'Sourdough: where to begin', true],
    ['Sourdough', 'Sourdough!', true],
    ['Sourdough', 'Sourdough secrets', false],
  ])('%s / %s', (one, other, same) => {
    expect(likeTitles('sourdough', one, other)).toBe(same);
    expect(likeTitles('sourdough', other, one)).toBe(same);
  });
});

describe('a language', () => {
  it.each([
    ['en', 'English', 'Bread', 'Хлеб'],
    ['ru', 'Russian', 'Хлеб', 'Bread'],
    ['ja', 'Japanese', 'パンの作り方', 'Bread'],
    ['zh-TW', 'Chinese (Taiwan)', '麵包', 'パン'],
    ['pt-BR', 'Brazilian Portuguese', 'Pão', 'パン'],
    ['ar', 'Arabic', 'خبز', 'Bread'],
  ])('%s is %s, and knows its letters', (code, name, own, foreign) => {
    const found = language(code);
    expect(found.name).toBe(name);
    expect([isWrittenIn(found, own), isWrittenIn(found, foreign), isWrittenIn(found, '123 👍')]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it.each(['', 'xx', 'english', 'en_US!', '../etc', 'e'])('"%s" is none', (code) => {
    expect(languageOf(code)).toBeNull();
  });
});

describe('a list of tags', () => {
  it('counts as YouTube does: commas between, quotes around spaces', () => {
    expect(tagsLength(['a', 'b c'])).toBe(7);
  });

  it('never exceeds 15 tags and 500 characters', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 80 }), { maxLength: 40 }), (words) => {
        const tags = tagList(words);
        expect(tags.length).toBeLessThanOrEqual(15);
        expect(tagsLength(tags)).toBeLessThanOrEqual(500);
      }),
    );
  });
});

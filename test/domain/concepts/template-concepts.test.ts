import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languageOf } from '../../../src/domain/concepts/language.js';
import { readConcepts } from '../../../src/domain/concepts/read-concepts.js';
import { ENGLISH } from '../../../src/domain/concepts/structures/en.js';
import { FRENCH } from '../../../src/domain/concepts/structures/fr.js';
import { GERMAN } from '../../../src/domain/concepts/structures/de.js';
import { PORTUGUESE } from '../../../src/domain/concepts/structures/pt.js';
import { SPANISH } from '../../../src/domain/concepts/structures/es.js';
import { tagsLength } from '../../../src/domain/concepts/tag-list.js';
import {
  TEMPLATE_LANGUAGES,
  templateConcepts,
  templateLanguage,
  type TemplateWish,
} from '../../../src/domain/concepts/template-concepts.js';
import { hashtagKey } from '../../../src/domain/hashtags.js';

const WISH: TemplateWish = { topic: 'sourdough', count: 3, language: 'en', words: [], seed: 0, before: [] };
const BOOKS = { en: ENGLISH, de: GERMAN, fr: FRENCH, es: SPANISH, pt: PORTUGUESE };
const topics = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
  fc.constantFrom(
    'sourdough',
    'how to start with what you need',
    'パンの作り方',
    'ß',
    'a'.repeat(300),
    '{k} {t} $& $1',
    '{topic}',
    '🍞🥖',
    '"quotes" and \'more\'',
    'ما هو الخبز',
    'x',
    'word '.repeat(100),
  ),
);

describe('concepts from structures', () => {
  it('are as many as asked for, distinct, within the bounds of YouTube, whatever the topic', () => {
    fc.assert(
      fc.property(
        topics,
        fc.integer({ min: 1, max: 10 }),
        fc.constantFrom(...TEMPLATE_LANGUAGES, 'ja', 'pt-BR'),
        fc.array(fc.string({ maxLength: 40 }), { maxLength: 12 }),
        fc.nat(),
        (topic, count, language, words, seed) => {
          const drafts = templateConcepts({ topic, count, language, words, seed, before: [] });
          expect(drafts).toHaveLength(count);
          expect(new Set(drafts.map(({ title }) => hashtagKey(title))).size).toBe(count);
          for (const { title, tags } of drafts) {
            expect(title.length).toBeLessThanOrEqual(100);
            expect(tags.length).toBeGreaterThanOrEqual(5);
            expect(tags.length).toBeLessThanOrEqual(15);
            expect(tagsLength(tags)).toBeLessThanOrEqual(500);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('hold what is asked of the concepts of a model', () => {
    for (const language of TEMPLATE_LANGUAGES) {
      const drafts = templateConcepts({ ...WISH, count: 10, language, words: ['rye bread'] });
      const wanted = languageOf(language);
      if (wanted === null) throw new Error(`${language} is no language`);
      const read = readConcepts({ concepts: drafts }, { topic: WISH.topic, count: 10, language: wanted }, []);
      expect(read).toEqual({ drafts, problems: [] });
    }
  });

  it('are the same for the same wish, and others for another seed', () => {
    expect(templateConcepts(WISH)).toEqual(templateConcepts(WISH));
    const seen = new Set(Array.from({ length: 20 }, (_, seed) => JSON.stringify(templateConcepts({ ...WISH, seed }))));
    expect(seen.size).toBeGreaterThan(15);
  });

  it('make up no number', () => {
    for (const language of TEMPLATE_LANGUAGES) {
      const all = templateConcepts({ ...WISH, count: 10, language, words: ['rye'] });
      expect(JSON.stringify(all)).not.toMatch(/\d/);
    }
  });

  it('compare with a word of the evidence only where there is one', () => {
    const titles = (words: readonly string[]) =>
      Array.from({ length: 30 }, (_, seed) => templateConcepts({ ...WISH, count: 10, seed, words }))
        .flat()
        .map(({ title }) => title);
    expect(titles(['rye bread'])).toContain('Sourdough or rye bread: how to choose');
    expect(titles(['for beginners', '2026', 'rye bread'])).toContain('Sourdough or rye bread: how to choose');
    expect(titles(['for beginners', '2026']).join('\n')).not.toMatch(/ or | and for /);
    expect(titles([]).join('\n')).not.toMatch(/\{k\}| or :|rye/);
  });

  it('take signs in the topic and in the evidence for what they are', () => {
    const all = Array.from({ length: 30 }, (_, seed) =>
      templateConcepts({ ...WISH, topic: '$& {k}', words: ['{t} $1'], count: 10, seed }),
    ).flat();
    const titles = new Set(all.map(({ title }) => title));
    expect(titles).toContain('$& {k} or {t} $1: how to choose');
    for (const title of titles) expect(title).toContain('$& {k}');
  });

  it('keep away from titles that are taken', () => {
    const [first] = templateConcepts(WISH);
    const title = first?.title ?? '';
    expect(templateConcepts({ ...WISH, before: [title.toUpperCase()] }).map((draft) => draft.title)).not.toContain(
      title,
    );
  });

  it('cut a long topic between two words, and never the structure around it', () => {
    const topic =
      'how the old bakers of the mountains kept their sourdough alive over long winters without any oven at all';
    for (const { title } of templateConcepts({ ...WISH, topic, count: 10 })) expect(title).toMatch(/kept their\b/);
  });
});

describe('the books of structures', () => {
  it.each(Object.entries(BOOKS))('%s has twelve without a second word, and the same ones as English', (_code, book) => {
    expect(book.structures.map(({ name }) => name)).toEqual(ENGLISH.structures.map(({ name }) => name));
    expect(book.structures.filter(({ title }) => !title.includes('{k}'))).toHaveLength(12);
    for (const structure of book.structures) expect(structure.title).toContain('{t}');
  });

  it('stand in for a region, and English for what is not there', () => {
    expect(['pt-BR', 'DE', 'fr-CA', 'ja', ''].map(templateLanguage)).toEqual(['pt', 'de', 'fr', 'en', 'en']);
  });
});

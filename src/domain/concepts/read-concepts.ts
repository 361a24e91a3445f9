import { cleanText } from './clean-text.js';
import type { ConceptDraft } from './concept.js';
import { isWrittenIn, type Language } from './language.js';
import { likeTitles } from './like-titles.js';
import { FEWEST_TAGS, MOST_TAGS, tagList } from './tag-list.js';

export const LONGEST_TITLE = 100;
const LONGEST = { hook: 300, main: 2_000, cta: 300, thumbnailIdea: 500 } as const;

/** What is asked for. */
export interface ConceptWish {
  readonly topic: string;
  readonly count: number;
  readonly language: Language;
}

/** What of an answer can be used, and what is wrong with the rest, in words that a model can follow. */
export interface ReadConcepts {
  readonly drafts: readonly ConceptDraft[];
  readonly problems: readonly string[];
}

/** The JSON Schema of an answer. */
export function conceptsSchema(count: number): Readonly<Record<string, unknown>> {
  const text = (description: string) => ({ type: 'string', description });
  const object = (properties: Readonly<Record<string, unknown>>) => ({
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  });
  const concept = object({
    title: text(`at most ${LONGEST_TITLE} characters, best 30 to 60`),
    description: object({
      hook: text('one or two sentences that keep the reader'),
      main: text('what the video holds'),
      cta: text('what the viewer may do next; no address'),
    }),
    tags: { type: 'array', items: { type: 'string' }, minItems: FEWEST_TAGS, maxItems: MOST_TAGS },
    thumbnailIdea: text('what the picture shows'),
  });
  return object({ concepts: { type: 'array', items: concept, minItems: count, maxItems: count } });
}

/**
 * Reads the answer of a model, of which nothing is believed: every text is cleaned, whatever is missing, too long, in
 * other letters or said before is left out and told. More than asked for is cut.
 * @param before titles that are taken already
 */
export function readConcepts(answer: unknown, wish: ConceptWish, before: readonly string[]): ReadConcepts {
  const list = fieldOf(answer, 'concepts');
  if (!Array.isArray(list)) return { drafts: [], problems: ['There is no list "concepts".'] };
  const drafts: ConceptDraft[] = [];
  const problems: string[] = [];
  for (const [index, given] of (list as unknown[]).entries()) {
    if (drafts.length === wish.count) break;
    const read = readDraft(given, wish.language);
    const taken = typeof read === 'string' ? [] : [...before, ...drafts.map(({ title }) => title)];
    if (typeof read === 'string') problems.push(`Concept ${index + 1}: ${read}.`);
    else if (taken.some((title) => likeTitles(wish.topic, title, read.title))) {
      problems.push(`Concept ${index + 1}: its title says the same as another.`);
    } else drafts.push(read);
  }
  const missing = wish.count - drafts.length;
  if (missing > 0) problems.push(`${drafts.length} good concepts, and ${wish.count} are asked for.`);
  return { drafts, problems };
}

/** One concept, or what is wrong with it. */
function readDraft(given: unknown, language: Language): ConceptDraft | string {
  const described = fieldOf(given, 'description');
  const title = textOf(given, 'title', false);
  const [hook, main, cta] = [textOf(described, 'hook'), textOf(described, 'main'), textOf(described, 'cta')];
  const thumbnailIdea = textOf(given, 'thumbnailIdea');
  if (title === '' || title.length > LONGEST_TITLE) return `its title is not of 1 to ${LONGEST_TITLE} characters`;
  const texts = { hook, main, cta, thumbnailIdea };
  for (const name of Object.keys(LONGEST) as (keyof typeof LONGEST)[]) {
    const text = texts[name];
    if (text === '' || text.length > LONGEST[name]) return `its ${name} is not of 1 to ${LONGEST[name]} characters`;
  }
  const words = fieldOf(given, 'tags');
  const tags = tagList(
    (Array.isArray(words) ? (words as unknown[]) : []).flatMap((tag) =>
      typeof tag === 'string' ? [cleanText(tag, false)] : [],
    ),
  );
  if (tags.length < FEWEST_TAGS) return `it has fewer than ${FEWEST_TAGS} tags that can be used`;
  if (!isWrittenIn(language, `${hook} ${main} ${cta}`)) return `it is not written in ${language.name}`;
  return { title, description: { hook, main, cta }, tags, thumbnailIdea };
}

function textOf(value: unknown, name: string, hosts = true): string {
  const text = fieldOf(value, name);
  return typeof text === 'string' ? cleanText(text, hosts) : '';
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

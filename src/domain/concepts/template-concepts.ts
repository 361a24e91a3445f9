import { hashtagKey } from '../hashtags.js';
import { stopWords } from '../keywords/stop-words.js';
import { seededRandom } from '../seeded-random.js';
import { graphemesOf } from '../seo/words.js';
import { cleanText } from './clean-text.js';
import type { ConceptDraft } from './concept.js';
import { likeTitles } from './like-titles.js';
import { LONGEST_TITLE } from './read-concepts.js';
import { ENGLISH } from './structures/en.js';
import { FRENCH } from './structures/fr.js';
import { GERMAN } from './structures/de.js';
import { PORTUGUESE } from './structures/pt.js';
import { SPANISH } from './structures/es.js';
import type { Structure, StructureBook } from './structures/structure.js';
import { tagList } from './tag-list.js';

const BOOKS: Readonly<Record<string, StructureBook>> = {
  en: ENGLISH,
  de: GERMAN,
  fr: FRENCH,
  es: SPANISH,
  pt: PORTUGUESE,
};

/** Languages that structures are written in. */
export const TEMPLATE_LANGUAGES: readonly string[] = Object.keys(BOOKS);

/** A longer topic is cut between two words: it stands in every text. */
const LONGEST_TOPIC = 60;
const LONGEST_TAG_TOPIC = 36;

export interface TemplateWish {
  readonly topic: string;
  readonly count: number;
  /** `de`, `pt-BR`; any other than `TEMPLATE_LANGUAGES` gets English. */
  readonly language: string;
  /** Words that stand beside the topic, the best first. */
  readonly words: readonly string[];
  /** Another seed, another choice. */
  readonly seed: number;
  /** Titles that are taken already. */
  readonly before: readonly string[];
}

/** The language that structures for this one are written in. */
export function templateLanguage(code: string): string {
  const base = code.toLowerCase().split('-')[0] ?? '';
  return TEMPLATE_LANGUAGES.includes(base) ? base : 'en';
}

/**
 * Concepts made of structures written by hand, filled with the topic and with words of the evidence. Always as many as
 * asked for, up to ten, and the same for the same wish. No number and no fact is made up.
 */
export function templateConcepts({
  topic: given,
  count,
  language,
  words,
  seed,
  before,
}: TemplateWish): readonly ConceptDraft[] {
  const book = BOOKS[templateLanguage(language)] ?? ENGLISH;
  const topic = shortened(cleanText(given, false), LONGEST_TOPIC);
  const stop = stopWords(language);
  // What stands for a thing of its own: "sourdough or for beginners" and "sourdough or 2026" ask nothing.
  const other = words.find((word) => /\p{L}/u.test(word) && !stop.has(word.split(' ')[0]?.toLowerCase() ?? ''));
  const shuffled = inRandomOrder(book.structures, `${hashtagKey(topic)} ${seed}`);
  const fitting = shuffled.filter(({ title }) => other !== undefined || !title.includes('{k}'));
  const tags = tagsFor(book, topic, words);
  const drafts: ConceptDraft[] = [];
  const taken = () => [...before, ...drafts.map(({ title }) => title)];
  const add = (alike: (one: string, other: string) => boolean) => {
    for (const structure of fitting) {
      if (drafts.length === count) return;
      const call = book.calls[drafts.length % book.calls.length] ?? '';
      const draft = { ...filled(structure, topic, other ?? ''), tags };
      if (taken().some((title) => alike(title, draft.title))) continue;
      drafts.push({ ...draft, description: { ...draft.description, cta: call } });
    }
  };
  add((one, another) => likeTitles(topic, one, another));
  // A topic that holds all the words of the structures makes them alike; then another spelling must do.
  add((one, another) => hashtagKey(one) === hashtagKey(another));
  return drafts;
}

function filled(structure: Structure, topic: string, other: string): Omit<ConceptDraft, 'tags'> {
  const fill = (text: string, subject: string) =>
    text.replace(/\{[kt]\}/g, (place) => (place === '{k}' ? other : subject));
  const frame = fill(structure.title, '').length;
  const title = fill(structure.title, shortened(topic, LONGEST_TITLE - frame));
  return {
    title: capitalised(title),
    description: {
      hook: capitalised(fill(structure.hook, topic)),
      main: capitalised(fill(structure.main, topic)),
      cta: '',
    },
    thumbnailIdea: capitalised(fill(structure.thumbnailIdea, topic)),
  };
}

function tagsFor(book: StructureBook, given: string, words: readonly string[]): readonly string[] {
  const topic = shortened(given, LONGEST_TAG_TOPIC);
  const key = hashtagKey(topic);
  // "sourdough for beginners for beginners" says nothing twice; only where nothing else is left must it do.
  const says = (tag: string) => key.includes(hashtagKey(tag.replaceAll('{t}', '').trim()));
  const made = [...book.tags.filter((tag) => !says(tag)), ...book.tags.filter(says)].map((tag) =>
    tag.replaceAll('{t}', () => topic),
  );
  const others = book.tags.filter((tag) => !says(tag)).length;
  // A handful of our own first, so that there are enough whatever the evidence is.
  return tagList([topic, ...made.slice(0, 5), ...words, ...made.slice(5, Math.max(5, others))]);
}

function capitalised(text: string): string {
  const [first = ''] = graphemesOf(text);
  const upper = first.toUpperCase();
  // ß becomes SS, and a ligature two letters: neither is a capital.
  return upper.length === first.length ? upper + text.slice(first.length) : text;
}

/** A text of at most so many characters, cut between two words where that leaves half of it. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  let cut = '';
  for (const grapheme of graphemesOf(text)) {
    if (cut.length + grapheme.length > most) break;
    cut += grapheme;
  }
  const space = cut.lastIndexOf(' ');
  return (space > most / 2 ? cut.slice(0, space) : cut).trim();
}

/** The same order for the same seed, which an FNV hash makes a number. */
function inRandomOrder<T>(list: readonly T[], seed: string): readonly T[] {
  let hash = 2_166_136_261;
  for (const character of seed) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619);
  const random = seededRandom(hash);
  const order = [...list];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const chosen = Math.floor(random() * (last + 1));
    const [a, b] = [order[last], order[chosen]];
    if (a !== undefined && b !== undefined) [order[last], order[chosen]] = [b, a];
  }
  return order;
}

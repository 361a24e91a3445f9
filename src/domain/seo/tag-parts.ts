import { counted, full, partial, unadvised, unknown, type Judged } from './part.js';
import { proseOf, wordsOf } from './words.js';

/** YouTube takes so many characters of tags in all. */
const MOST = 500;
/** Fewer than these name next to nothing. */
const LEAST = 100;
/** Tags named in an advice, so that it stays one line. */
const NAMED = 3;

const NONE = 'no tags given';

/** Tags that are words: empty ones count for nothing. */
const real = (tags: readonly string[]): string[] => tags.map((tag) => tag.trim()).filter((tag) => tag !== '');

/** The share of the tags that have a word of the title, the keyword or the description. */
export function tagFit(tags: readonly string[] | null, texts: readonly (string | null)[]): Judged {
  if (tags === null) return unknown(NONE);
  const known = new Set(texts.flatMap((text) => wordsOf(proseOf(text ?? ''))));
  // Not unknown: a description that is added would then cost points.
  if (known.size === 0) return unadvised(0, 'no words to compare them with');
  const all = real(tags);
  if (all.length === 0) {
    return partial(0, 'no tag', 'Add tags with words of the title', { does: 'lengthen', where: 'tags', least: 1 });
  }
  const strange = all.filter((tag) => !wordsOf(tag).some((word) => known.has(word)));
  const why = `${all.length - strange.length} of ${counted(all.length, 'tag')} share a word with the text`;
  if (strange.length === 0) return full(why);
  const named = strange.slice(0, NAMED).map((tag) => `“${tag}”`);
  const more = strange.length > NAMED ? ` and ${strange.length - NAMED} more` : '';
  return partial(
    1 - strange.length / all.length,
    why,
    `Replace ${named.join(', ')}${more} by tags with words of title or description`,
    { does: 'replace', where: 'tags', text: strange.join(',') },
  );
}

/** 100 to 500 characters in all, as YouTube counts: a comma between two tags, quotes around one with a space. */
export function tagLength(tags: readonly string[] | null): Judged {
  if (tags === null) return unknown(NONE);
  const all = real(tags);
  const length = all.reduce(
    (sum, tag) => sum + Array.from(tag).length + (/\s/u.test(tag) ? 2 : 0),
    Math.max(0, all.length - 1),
  );
  const why = counted(length, 'character');
  if (length > MOST) {
    return partial(0, `${why}, and YouTube takes ${MOST}`, `Shorten the tags to ${MOST} characters in all`, {
      does: 'shorten',
      where: 'tags',
      least: LEAST,
      most: MOST,
    });
  }
  if (length >= LEAST) return full(why);
  return partial(length / LEAST, why, `Add tags, up to ${LEAST} characters in all or more`, {
    does: 'lengthen',
    where: 'tags',
    least: LEAST,
    most: MOST,
  });
}

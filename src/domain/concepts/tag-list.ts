import { hashtagKey } from '../hashtags.js';

export const FEWEST_TAGS = 5;
export const MOST_TAGS = 15;
/** What YouTube takes of all tags together. */
const MOST_CHARACTERS = 500;
/** A longer one is a sentence and no tag. */
const LONGEST_TAG = 60;

/** The length of tags as YouTube counts it: a comma between two, quotes around one with a space. */
export function tagsLength(tags: readonly string[]): number {
  return tags.reduce((sum, tag) => sum + tag.length + (/\s/u.test(tag) ? 2 : 0), Math.max(0, tags.length - 1));
}

/** The first tags that fit together, each once, without hash sign, comma and quotes; too long ones are left out. */
export function tagList(words: Iterable<string>): readonly string[] {
  const tags: string[] = [];
  const seen = new Set<string>();
  for (const word of words) {
    const tag = word
      .replace(/^[\s#＃]+/u, '')
      .replace(/[,"“”]+/gu, ' ')
      .replace(/\s+/gu, ' ')
      .trim();
    const key = hashtagKey(tag);
    if (tag === '' || tag.length > LONGEST_TAG || seen.has(key)) continue;
    if (tags.length === MOST_TAGS || tagsLength([...tags, tag]) > MOST_CHARACTERS) break;
    seen.add(key);
    tags.push(tag);
  }
  return tags;
}

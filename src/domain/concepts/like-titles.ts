import { hashtagKey } from '../hashtags.js';
import { tidy, wordsOf } from '../seo/words.js';

/** Titles that share this part of their words beside the topic are one idea told twice. */
const ALIKE = 0.75;

/**
 * Whether two titles on a topic are the same but for spelling, order and little words. The words of the topic count for
 * nothing, since all titles on it share them.
 */
export function likeTitles(topic: string, one: string, other: string): boolean {
  if (hashtagKey(tidy(one)) === hashtagKey(tidy(other))) return true;
  const common = new Set(wordsOf(topic));
  const own = (title: string) => new Set(wordsOf(title).filter((word) => !common.has(word)));
  const [a, b] = [own(one), own(other)];
  if (a.size === 0 || b.size === 0) return a.size === b.size;
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / (a.size + b.size - shared) >= ALIKE;
}

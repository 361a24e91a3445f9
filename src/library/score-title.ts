import { seoScore, type SeoScore } from '../domain/seo/seo-score.js';
import { text, texts } from './video-input.js';

/** A title, and what is known beside it: the parts that need what is left out are not judged. */
export interface TitleInput {
  readonly title: string;
  /** The words that people are to find the video by. */
  readonly keyword?: string | null;
  readonly description?: string | null;
  readonly tags?: readonly string[] | null;
  /** The last titles of the channel, without this one. */
  readonly lastTitles?: readonly string[] | null;
}

/**
 * Scores a title by rules, as `insight score title` does: 0 to 100, each part with its reason and advice.
 * @throws TypeError for anything but texts
 * @example
 * const { score, parts } = scoreTitle({ title: 'How I Restored a 1950s Lighthouse Lens', keyword: 'lighthouse' });
 */
export function scoreTitle({ title, keyword, description, tags, lastTitles }: TitleInput): SeoScore {
  const given = text(title, 'title');
  if (given === null) throw new TypeError('title is missing: give a string');
  return seoScore({
    title: given,
    keyword: text(keyword, 'keyword'),
    description: text(description, 'description'),
    tags: texts(tags, 'tags'),
    lastTitles: texts(lastTitles, 'lastTitles'),
  });
}

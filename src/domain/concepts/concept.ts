import type { SeoScore } from '../seo/seo-score.js';

/** What a video's description is made of: what keeps the first reader, what the video holds, what to do next. */
export interface ConceptDescription {
  readonly hook: string;
  readonly main: string;
  readonly cta: string;
}

/** An idea for a video, before it is scored. */
export interface ConceptDraft {
  /** At most 100 characters, as YouTube counts. */
  readonly title: string;
  readonly description: ConceptDescription;
  /** 5 to 15, at most 500 characters together. */
  readonly tags: readonly string[];
  /** What the picture may show. */
  readonly thumbnailIdea: string;
}

/** An idea for a video. */
export interface Concept extends ConceptDraft {
  /** Who thought of it: a model, or a structure of this program filled with words. */
  readonly source: 'ai' | 'template';
  /** By the rules of this program alone, never a figure of the model. */
  readonly seo: SeoScore;
}

/** The description as one text, the way it would stand under the video. */
export function descriptionText({ hook, main, cta }: ConceptDescription): string {
  return [hook, main, cta].join('\n\n');
}

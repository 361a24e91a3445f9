/**
 * The frame of a concept in one language; `{t}` stands for the topic, `{k}` for another word of the evidence. None
 * claims a fact or a number: what a title promises, the creator must be able to keep. The topic may be one thing or many,
 * so no verb has it for its subject.
 */
export interface Structure {
  /** The same in every language. */
  readonly name: string;
  readonly title: string;
  readonly hook: string;
  readonly main: string;
  readonly thumbnailIdea: string;
}

/** All that is written by hand in one language. */
export interface StructureBook {
  readonly structures: readonly Structure[];
  /** What the viewer may do next. */
  readonly calls: readonly string[];
  /** Tags made of the topic. */
  readonly tags: readonly string[];
}

/** A row of a book: name, title, hook, main, thumbnail idea. */
export type StructureRow = readonly [string, string, string, string, string];

/** The rows of a book as structures. */
export function structures(rows: readonly StructureRow[]): readonly Structure[] {
  return rows.map(([name, title, hook, main, thumbnailIdea]) => ({ name, title, hook, main, thumbnailIdea }));
}

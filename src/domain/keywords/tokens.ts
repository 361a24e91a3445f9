/** Stands between two runs of words: a phrase does not reach across it. */
const GAP = '\n';

/** Words of texts, as phrases are counted: in small letters and compatibility forms, a run for each part of a sentence. */
export interface Tokens {
  readonly runs: readonly (readonly string[])[];
  /** Every run with a space around each word, for `holds`. */
  readonly text: string;
}

// What leads elsewhere is no phrase of the topic.
const ADDRESSES = /(?:https?:\/\/|www\.)\S+|\S+@\S+\.\S+/giu;
/** Between two words of one phrase: space, hyphens, apostrophes, the signs of hashtags and handles. */
const JOINS = /^[\s\u00a0'’ʼ\-‐‑_#＃@]*$/u;

/**
 * Cuts texts into words by the rules of Unicode and, for scripts without spaces, by dictionary (`Intl.Segmenter`). A
 * phrase ends where a sign stands that is more than a space, hyphen or apostrophe.
 */
export class Tokeniser {
  private readonly segmenter: Intl.Segmenter;

  /** @param language ISO 639-1; null when it is not known */
  constructor(language: string | null) {
    this.segmenter = new Intl.Segmenter(language ?? undefined, { granularity: 'word' });
  }

  tokens(texts: readonly string[]): Tokens {
    const runs = texts.flatMap((text) => this.runsOf(text)).filter((run) => run.length > 0);
    return { runs, text: runs.map((run) => ` ${run.join(' ')} `).join(GAP) };
  }

  /** The words of a phrase alone, joined again as they are looked for. */
  words(phrase: string): readonly string[] {
    return this.runsOf(phrase).flat();
  }

  private runsOf(text: string): string[][] {
    const runs: string[][] = [[]];
    const clean = text.normalize('NFKC').toLowerCase().replace(ADDRESSES, GAP);
    for (const { segment, isWordLike } of this.segmenter.segment(clean)) {
      if (isWordLike === true) runs.at(-1)?.push(segment);
      else if (segment.includes(GAP) || !JOINS.test(segment)) runs.push([]);
    }
    return runs;
  }
}

/** Whether the words stand side by side in some run. */
export function holds(tokens: Tokens, words: readonly string[]): boolean {
  return words.length > 0 && tokens.text.includes(` ${words.join(' ')} `);
}

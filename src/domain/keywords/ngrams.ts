import { isWeak } from './stop-words.js';
import type { Tokens } from './tokens.js';

/** Phrases of more words than this are sentences. */
export const LONGEST = 4;
/** A single Latin letter or digit is no keyword; a single Chinese character may be. */
const TOO_SHORT = /^[\p{Script=Latin}\p{N}]$/u;
const LETTER = /\p{L}/u;

/**
 * Every phrase of one to four words in some texts, each once, as words joined by a space: it begins and ends with a word
 * that means something, and holds a letter.
 */
export function ngramsOf({ runs }: Pick<Tokens, 'runs'>, stop: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const means = (word: string | undefined) => word !== undefined && !stop.has(word) && !TOO_SHORT.test(word);
  for (const run of runs) {
    for (let start = 0; start < run.length; start += 1) {
      if (!means(run[start])) continue;
      for (let length = 1; length <= LONGEST && start + length <= run.length; length += 1) {
        const last = run[start + length - 1];
        if (!means(last) || isWeak(last ?? '')) continue;
        const phrase = run.slice(start, start + length).join(' ');
        if (LETTER.test(phrase)) found.add(phrase);
      }
    }
  }
  return found;
}

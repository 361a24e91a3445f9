import { safeText } from './safe-text.js';

/** More words, or longer ones, nobody types; a database has limits for both. */
const MOST_WORDS = 16;
const LONGEST_WORD = 100;

/**
 * Text as it is compared: compatibility forms, case and the accents above Latin, Greek and Cyrillic letters make no
 * difference ("Café" is found by "cafe"). Marks of other scripts are letters of their own and stay.
 */
export function folded(text: string): string {
  return safeText(text)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFKC')
    .toLowerCase();
}

/** The words of a query, folded, each once. Anything may stand in it; nothing of it has a meaning beyond itself. */
export function searchWords(query: string): readonly string[] {
  const words = folded(query)
    .split(/\s+/u)
    .filter((word) => word !== '');
  return [...new Set(words)].slice(0, MOST_WORDS).map((word) => Array.from(word).slice(0, LONGEST_WORD).join(''));
}

/** A word of fewer letters is part of too much to say anything. */
const SHORTEST_WORD = 4;
/** With more added than this, what was added is itself hard to guess. */
const MOST_ADDED = 8;
/** Something so short, again and again, is soon tried. */
const SHORT_UNIT = 6;
const FEW_SIGNS = 3;

/** Whether a text is the same few signs again and again. */
export function isMonotonous(text: string): boolean {
  const unit = unitOf(text);
  return new Set(text).size < FEW_SIGNS || (unit !== text && unit.length <= SHORT_UNIT);
}

/**
 * Whether a password is a known word, or one with digits or signs around it, or one said twice: what is tried first by
 * whoever guesses. Seldom wrong, for a phrase of several words is none of these.
 * @param plain in small letters
 */
export function isWordAtHeart(plain: string, isWord: (text: string) => boolean): boolean {
  const bare = plain.replace(/^\P{L}+/u, '').replace(/\P{L}+$/u, '');
  const word = unitOf(bare);
  const dressed = plain.length - bare.length <= MOST_ADDED && word.length >= SHORTEST_WORD;
  return isWord(plain) || isWord(unitOf(plain)) || (dressed && isWord(word));
}

/** What a text is made of by repetition: `abab` of `ab`, `abc` of itself. */
function unitOf(text: string): string {
  return text.slice(0, `${text}${text}`.indexOf(text, 1));
}

/** What a hashtag is made of. A heart or a number is made an emoji by marks that are part of no word. */
const WORD = String.raw`[[\p{L}\p{M}\p{Nd}_]--[\ufe0e\ufe0f\u20e3]]`;

/** The addresses of a text, each with its fragment (`/#about`), unless a sentence seems to have ended before the sign. */
const ADDRESS = String.raw`(?:[Hh]ttps?:\/\/|[Ww]ww\.)[!-"$-~]*(?:(?<![.,;:!?\)\]'"])#[!-~]*)?`;

/**
 * An address, which is passed over, or a hash sign, not preceded by a word character or `&` (`&#39;` is a character
 * reference), then word characters. Joiners, which Persian and Sinhala write inside words, stand between two of them.
 * Looks back by one character and never tries a character thrice, so hostile text costs linear time.
 */
const CANDIDATE = new RegExp(
  String.raw`${ADDRESS}|(?<![${WORD}\&])[#＃](?!https?:\/\/)(${WORD}+(?:[\u200c\u200d]+${WORD}+)*)`,
  'gv',
);
const LETTER = /\p{L}/u;

/**
 * The hashtags of a text in order, repeats included, without their hash sign and as they were written.
 * Words of any script with at least one letter; of `#a#b` only `a`, of an address none.
 */
export function hashtagsIn(text: string): string[] {
  // Most titles have none, and a look for the sign alone takes a tenth of the time.
  if (!text.includes('#') && !text.includes('＃')) return [];
  return Array.from(text.matchAll(CANDIDATE), (match) => match[1] ?? '').filter((word) => LETTER.test(word));
}

/**
 * What makes two spellings one hashtag: Unicode compatibility form (NFKC), then case folding.
 * JavaScript has no case folding: by way of the capitals `ß` and `ẞ` meet `SS`, and both small sigmas meet. The dotless
 * `ı` is spared, since its capital is the `I` of another letter.
 */
export function hashtagKey(spelling: string): string {
  return spelling.normalize('NFKC').replace(/[^ı]+/gu, (part) => part.toLowerCase().toUpperCase().toLowerCase());
}

import { hashtagKey } from '../hashtags.js';

/** Scripts whose words stand without spaces between them. */
const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
const SPACED_WORD = new RegExp(String.raw`(?![${UNSPACED}])[\p{L}\p{M}\p{N}]`, 'u');
const URLS = /https?:\/\/\S+|\bwww\.\S+/giu;
const HASHTAGS = /[#＃][\p{L}\p{M}\p{Nd}_]+/gu;

let segmenters: { readonly graphemes: Intl.Segmenter; readonly words: Intl.Segmenter } | null = null;

/** Made when first needed: they take some milliseconds. English rules serve all scripts, and are everywhere the same. */
function cutters() {
  segmenters ??= {
    graphemes: new Intl.Segmenter('en', { granularity: 'grapheme' }),
    words: new Intl.Segmenter('en', { granularity: 'word' }),
  };
  return segmenters;
}

/** A text without outer spaces, inner runs of them made one. */
export function tidy(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** A tidy keyword without the signs that stand alone before and behind it: nobody types them, and some of them shout. */
export function withoutSigns(keyword: string): string {
  return tidy(keyword).replace(/^(?:[\p{P}|]+ )+|(?: [\p{P}|]+)+$/gu, '');
}

/** Each of these is a character of its own, and most texts have no others. */
const PLAIN = /^[\x20-\x7e]*$/;

/** The first characters of a text as a reader counts them: a flag or an accented letter is one. */
export function graphemesOf(text: string, most = Infinity): string[] {
  if (PLAIN.test(text)) return text.slice(0, most).split('');
  const found: string[] = [];
  for (const { segment } of cutters().graphemes.segment(text)) {
    if (found.length >= most) break;
    found.push(segment);
  }
  return found;
}

/** The words of a text in order, of any script, spelling and case made one form. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of cutters().words.segment(hashtagKey(text))) {
    if (isWordLike === true) words.push(segment);
  }
  return words;
}

/** Whether the word is of a script that is written with spaces between words. */
export function isSpaced(word: string): boolean {
  return SPACED_WORD.test(word);
}

/** A text without addresses and hashtags. */
export function proseOf(text: string): string {
  return tidy(text.replace(URLS, ' ').replace(HASHTAGS, ' '));
}

/** How many addresses a text has. */
export function linksIn(text: string): number {
  return text.match(URLS)?.length ?? 0;
}

/**
 * Where a phrase begins in a text, in characters as a reader counts them, case and spelling aside; whole words only,
 * any spaces or hyphens between them; null when it is not there.
 */
export function placeOf(phrase: string, text: string): number | null {
  const words = hashtagKey(tidy(phrase))
    .split(/[\s\p{Pd}_]+/u)
    .filter((word) => word !== '')
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`));
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) return null;
  const before = SPACED_WORD.test(first.charAt(0)) ? String.raw`(?<![\p{L}\p{M}\p{N}])` : '';
  const after = SPACED_WORD.test(last.slice(-1)) ? String.raw`(?![\p{L}\p{M}\p{N}])` : '';
  const key = hashtagKey(tidy(text));
  const at = key.search(new RegExp(before + words.join(String.raw`[\s\p{Pd}_]+`) + after, 'u'));
  return at === -1 ? null : graphemesOf(key.slice(0, at)).length;
}

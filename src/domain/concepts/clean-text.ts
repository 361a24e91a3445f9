import { safeText } from '../safe-text.js';

/**
 * Characters that nobody sees and that a model can be made to write: spaces without width, blank letters, and those in
 * which other text is hidden. The joiner of emoji stays.
 */
const UNSEEN =
  /[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u2060-\u206f\u2800\u3164\ufeff\uffa0\u{e0000}-\u{e0fff}]/gu;
/** More is never shown, and would take long to clean. */
const LONGEST = 10_000;
/** What a reader sees something of. */
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;
const MARKDOWN_LINK = /!?\[([^\]]*)\]\([^)]*\)/g;
/** Up to a bracket: `(https://…)` loses its inside. The space before it goes too. */
const ADDRESS =
  /\s?(?:[a-z][a-z0-9+.-]{0,20}:\/\/[^\s()[\]<>]*|\b(?:mailto|javascript|data|tel):[^\s[\]<>]+|www\.[^\s()[\]<>]+|[^\s()[\]@]{1,64}@[^\s()[\]@]{1,255}\.[a-z]{2,}\b)/giu;
/** A host alone, as in `bit.ly/x` or `example.com`. */
const HOST =
  /\s?\b(?:[a-z0-9-]{1,63}\.){1,6}(?:com|net|org|io|co|tv|me|ly|gg|gl|app|dev|link|shop|store|info|xyz|site|online|de|fr|es|br|pt|uk|be|to|ai)(?![\p{L}\p{N}])(?:[/?#][^\s()[\]<>]*)?/giu;
const EMPTY_BRACKETS = /\s?(?:\(\s*\)|\[\s*\])/g;
/** YouTube takes neither in titles and descriptions. */
const ANGLES = /[<>]/g;

/**
 * A text of a model as it may be shown and kept: no control, escape or unseen characters, no markup, no addresses (a model
 * makes them up, and some strangers would like to see theirs), one line.
 * Empty when nothing is left that can be seen.
 * @param hosts whether bare hosts go too; in a title `Node.io` may be what it is about
 */
export function cleanText(text: string, hosts: boolean): string {
  const plain = safeText(text.slice(0, LONGEST).replace(/\s+/gu, ' '))
    .replace(UNSEEN, '')
    .replace(MARKDOWN_LINK, '$1')
    // Before the addresses: one could be put together by taking a sign out of it.
    .replace(ANGLES, '')
    .replace(ADDRESS, '');
  const clean = (hosts ? plain.replace(HOST, '') : plain).replace(EMPTY_BRACKETS, '').replace(/\s+/gu, ' ').trim();
  return SEEN.test(clean) ? clean : '';
}

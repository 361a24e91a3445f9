import { isSpaced, proseOf, wordsOf } from './words.js';

/** Words that promise an answer or a comparison, of the languages that most titles are in. */
const PROMISES = [
  'how why what vs versus guide tutorial tips mistakes explained review',
  'comment pourquoi tuto astuces erreurs wie warum anleitung tipps fehler',
  'cómo como porque trucos guía errores perché come guida dicas erros',
  'как почему nasıl neden कैसे क्यों 방법 왜 كيف لماذا',
]
  .join(' ')
  .split(' ');
const SPACED = new Set(PROMISES.map((word) => wordsOf(word)[0] ?? word));
/** Where words stand without spaces, parts of the text are looked for. */
const UNSPACED = ['方法', 'なぜ', 'とは', '如何', '为什么', '為什麼', '怎么', '怎麼', 'ทำไม', 'วิธี'];

/** What concrete thing a title promises, in a few words: a number, a question, an answer; null for nothing. */
export function promiseIn(title: string): string | null {
  const prose = proseOf(title);
  const [number] = /\p{Nd}+(?:[.,]\p{Nd}+)*/u.exec(prose) ?? [];
  if (number !== undefined) return `a number: ${number}`;
  if (/[?？؟]/u.test(prose)) return 'a question';
  const word = wordsOf(prose).find((found) => isSpaced(found) && SPACED.has(found));
  const part = word ?? UNSPACED.find((found) => prose.includes(found));
  return part === undefined ? null : `a promise: ${part}`;
}

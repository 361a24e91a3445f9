const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]/u;

/** Words as a person writes them side by side: with spaces, but for scripts that have none. */
export function phraseText(words: readonly string[]): string {
  return words.reduce((text, word) => {
    const joined = SPACELESS.test(Array.from(text).at(-1) ?? '') && SPACELESS.test(Array.from(word).at(0) ?? '');
    return text === '' || joined ? text + word : `${text} ${word}`;
  }, '');
}

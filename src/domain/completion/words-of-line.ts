/**
 * The words of a command line as a shell takes them, without doing what stands in them: `$(…)` is text. The last is the
 * one being typed, empty after a blank; quotes that are still open are read as if they were closed.
 */
export function wordsOfLine(line: string): readonly string[] {
  const words: string[] = [];
  let word = '';
  let begun = false;
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at] ?? '';
    const next = line[at + 1] ?? '';
    if (sign === '\\' && (quote === '' || (quote === '"' && /["\\$`]/.test(next)))) {
      word += next;
      at += 1;
    } else if (quote !== '') {
      if (sign === quote) quote = '';
      else word += sign;
    } else if (sign === '"' || sign === "'") {
      quote = sign;
    } else if (/\s/.test(sign)) {
      if (begun) words.push(word);
      [word, begun] = ['', false];
      continue;
    } else {
      word += sign;
    }
    begun = true;
  }
  return [...words, word];
}

/** What stands after the program's name in such a line, whatever variables are set before it. */
export function wordsAfterProgram(line: string): readonly string[] {
  const words = wordsOfLine(line);
  const program = words.findIndex((word) => !/^\w+=/.test(word));
  return words.slice(program + 1);
}

/**
 * How much of the word being typed a shell keeps, where it replaces only what follows a sign such as `=` or `@`.
 * @param replaced what it replaces, as it was typed
 */
export function keptOf(word: string, replaced: string): number {
  const forms = [replaced, wordsOfLine(replaced).at(-1) ?? ''];
  const form = forms.find((each) => word.endsWith(each));
  return form === undefined ? 0 : word.length - form.length;
}

/** A language that concepts are written in. */
export interface Language {
  /** `en`, `pt-BR`. */
  readonly code: string;
  /** In English, as it is told to a model: `Brazilian Portuguese`. */
  readonly name: string;
  /** The letters it is written with. */
  readonly letter: RegExp;
}

/** Scripts that are a mixture of others. */
const MIXED: Readonly<Record<string, readonly string[]>> = {
  Jpan: ['Han', 'Hiragana', 'Katakana'],
  Kore: ['Hangul', 'Han'],
  Hans: ['Han'],
  Hant: ['Han'],
};

/** The part of the letters that must be of the language's script: names and loan words may be of another. */
const OWN_LETTERS = 0.5;

/** A language by its code (BCP 47); null for none that is known. */
export function languageOf(code: string): Language | null {
  try {
    const locale = new Intl.Locale(code);
    const name = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(locale.toString());
    const { script = 'Latn' } = locale.maximize();
    if (name === undefined) return null;
    const scripts = (MIXED[script] ?? [script]).map((each) => String.raw`\p{Script=${each}}`);
    return { code: locale.toString(), name, letter: new RegExp(`[${scripts.join('')}]`, 'u') };
  } catch {
    // What is no code at all, or one of a script that this program's Unicode does not know.
    return null;
  }
}

/** Whether a text is mostly written with the letters of the language; a text without letters is. */
export function isWrittenIn({ letter }: Language, text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  return letters.filter((each) => letter.test(each)).length >= letters.length * OWN_LETTERS;
}

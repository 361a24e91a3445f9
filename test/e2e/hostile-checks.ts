import stringWidth from 'string-width';

/**
 * What must never reach a terminal raw, told by Unicode's own properties and not by the program's lists: controls (C0, DEL,
 * C1), line and paragraph separators, what turns the writing direction, and half a surrogate pair.
 */
const FORBIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]/gu;

/** Cells that a spreadsheet may run: OWASP, "CSV Injection", with the full-width signs. */
const FORMULA = /^[\s\p{Cc}]*[=+\-@＝＋－＠]/u;

const FEW = 3;

/** Bytes as text. @throws TypeError when they are no UTF-8 */
export function asText(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** The first few signs that must not be there, each with what stands around it; none in a good text. */
export function controlsIn(text: string, allowed = '\n'): string[] {
  return [...text.matchAll(FORBIDDEN)]
    .filter(([sign]) => !allowed.includes(sign))
    .slice(0, FEW)
    .map(({ index }) => JSON.stringify(text.slice(Math.max(0, index - 20), index + 20)));
}

/** What stood on a terminal once its colours are taken out. Any other sequence stays, for `controlsIn` to find. */
export function withoutColours(text: string): string {
  return text.replace(/\u001b\[\d{1,2}m/g, '');
}

/** Lines wider than the terminal. */
export function tooWide(text: string, columns: number): string[] {
  return linesOf(text)
    .filter((line) => !STRAY_TONE.test(line) && stringWidth(line) > columns)
    .slice(0, FEW);
}

/** The different widths of the rows of a table whose last column stands on the right: one, when its columns are straight. */
export function widthsOf(rows: readonly string[]): number[] {
  return [...new Set(rows.filter((line) => !STRAY_TONE.test(line)).map((line) => stringWidth(line)))];
}

/** A skin tone that colours nobody: terminals do not agree whether it is a sign of its own. */
const STRAY_TONE = /(?<!\p{Emoji_Modifier_Base})\p{Emoji_Modifier}/u;

/** Text in lines; the end of the last is no further one. */
export function linesOf(text: string): string[] {
  return text.replace(/\n$/, '').split('\n');
}

/** Cells of text that a spreadsheet would run. In a column of numbers only a number may have a sign. */
export function formulasIn(
  rows: readonly (readonly string[])[],
  numbers: ReadonlySet<string>,
  header: readonly string[],
): string[] {
  const found = rows.flatMap((cells) =>
    cells.filter((cell, at) => {
      const isNumber = numbers.has(header[at] ?? '') && cell !== '' && Number.isFinite(Number(cell));
      return !isNumber && FORMULA.test(cell);
    }),
  );
  return found.slice(0, FEW);
}

/**
 * A line of a Markdown table in cells, read as GitHub does: a backslash takes the meaning of the sign after it, and a bar
 * without one ends a cell. Each cell says which signs in it still mean something.
 */
export function markdownCells(line: string): { readonly text: string; readonly meaning: string }[] {
  const cells = [];
  let [text, meaning] = ['', ''];
  for (let at = 0; at < line.length; at += 1) {
    const sign = line.charAt(at);
    if (sign === '\\' && /[!-/:-@[-`{-~]/.test(line.charAt(at + 1))) {
      text += line.charAt((at += 1));
    } else if (sign === '|') {
      cells.push({ text: text.trim(), meaning });
      [text, meaning] = ['', ''];
    } else {
      text += sign;
      if (/[<>&`*_~[\]\\]/.test(sign)) meaning += sign;
    }
  }
  if (text !== '') cells.push({ text: text.trim(), meaning });
  // What stands before the first bar.
  return cells.slice(1);
}

/** What stands for itself in a literal: groff would make a typographer's sign of it. */
const LITERAL: Readonly<Record<string, string>> = {
  '\\': '\\e',
  '-': '\\-',
  "'": '\\(aq',
  '`': '\\(ga',
  '^': '\\(ha',
  '~': '\\(ti',
  '"': '\\(dq',
};

/** Text as it is typed, such as a flag: every sign stands for itself. */
export function literal(text: string): string {
  return inLine(text.replace(/[\\\-'`^~"]/g, (sign) => LITERAL[sign] ?? sign));
}

/** Sentences: only what is typed in them, such as a flag, keeps its dashes. */
export function prose(text: string): string {
  const escaped = text.replace(/[\\`^~]/g, (sign) => LITERAL[sign] ?? sign);
  return inLine(escaped.replace(/(?<![\w\\])-{1,2}(?=\w)/g, (dashes) => '\\-'.repeat(dashes.length)));
}

/** One line that begins no request, in ASCII alone, which every formatter of manual pages reads. */
function inLine(text: string): string {
  const ascii = text.replace(/[^\x20-\x7e]/gu, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    return code < 0x20 ? ' ' : `\\[u${code.toString(16).toUpperCase().padStart(4, '0')}]`;
  });
  return /^[.']/.test(ascii) ? `\\&${ascii}` : ascii;
}

/** A word or more in bold. @param text already escaped */
export function bold(text: string): string {
  return `\\fB${text}\\fR`;
}

/** What stands for something else, in italics. @param text already escaped */
export function italic(text: string): string {
  return `\\fI${text}\\fR`;
}

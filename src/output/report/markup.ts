import { safeText } from '../../domain/safe-text.js';

/** Text that is HTML already. Only this file makes one out of strings. */
export class Markup {
  constructor(readonly text: string) {}
}

type Piece = string | number | Markup | readonly Markup[];

/** HTML in which whatever is put in is text, unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return new Markup(strings.reduce((whole, part, at) => whole + written(pieces[at - 1] ?? '') + part));
}

function written(piece: Piece): string {
  if (piece instanceof Markup) return piece.text;
  if (typeof piece === 'object') return piece.map(({ text }) => text).join('');
  return escaped(String(piece));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that stays text in HTML, within an attribute too. */
export function escaped(text: string): string {
  return safeText(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
}

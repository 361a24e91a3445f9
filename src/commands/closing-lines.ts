import type { Line } from '../domain/screen.js';

/** Columns of a usual terminal: a command to be copied should not be broken in two there. */
const USUAL_WIDTH = 80;

/** Where the formulas are explained. */
export const WHY = 'Why: insight help methods';

/** The last words of a screen, muted: parts joined on a line as long as they fit a usual terminal, none broken. */
export function closingLines(parts: readonly string[], separator: string): Line[] {
  const lines: string[] = [];
  for (const part of parts) {
    const longer = `${lines.at(-1) ?? ''}${separator}${part}`;
    if (lines.length > 0 && longer.length <= USUAL_WIDTH) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines.map((text) => ({ text, tone: 'muted' }));
}

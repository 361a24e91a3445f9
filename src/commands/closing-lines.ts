import type { Line } from '../domain/screen.js';

/** Columns of a usual terminal: a command to be copied should not be broken in two there. */
const USUAL_WIDTH = 80;

/** Where the formulas are explained. */
export const WHY = 'Why: insight help methods';

/**
 * The last words of a screen, muted: parts joined on a line as long as they fit a usual terminal, none broken.
 * @param indent stands before every line but the first
 */
export function closingLines(parts: readonly string[], separator: string, indent = ''): Line[] {
  const lines: string[] = [];
  for (const part of parts) {
    const longer = `${lines.at(-1) ?? ''}${separator}${part}`;
    if (lines.length > 0 && longer.length <= USUAL_WIDTH) lines[lines.length - 1] = longer;
    else lines.push(lines.length > 0 ? indent + part : part);
  }
  return lines.map((text) => ({ text, tone: 'muted' }));
}

/** Lines of an overview when nobody says how many: more would scroll the first, which are the best, off the screen. */
const OVERVIEW_ROWS = 20;

/** The first lines of an overview, and the words that say how to see the others. */
export function overviewRows<R>(rows: readonly R[], top: number | null): { shown: readonly R[]; more: string[] } {
  const shown = rows.slice(0, top ?? OVERVIEW_ROWS);
  const left = rows.length - shown.length;
  return { shown, more: left > 0 ? [`${left} more: --top ${rows.length}.`] : [] };
}

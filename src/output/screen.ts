import type { Block, Screen } from '../domain/screen.js';
import { rulerFor } from './cells.js';
import { paintFor, type Paint } from './colour.js';
import { wrapWords } from './prose.js';
import { safeText } from '../domain/safe-text.js';
import { tableLines } from './table.js';

export interface ScreenOptions {
  /** Columns of the terminal; null for a pipe, where everything stays whole. */
  readonly width: number | null;
  readonly colour: boolean;
  /** IANA zone in which days are named; UTC when not given. */
  readonly timeZone?: string;
}

/** Below this a terminal is taken to be this wide: some report 0. */
const NARROWEST = 20;

/**
 * A screen as text with a line end last; empty for an empty screen. With a width no line is wider than it, but those that
 * are to stay unbroken: words wrap, tables are fitted. Text from anywhere loses its control characters here.
 */
export async function renderScreen(screen: Screen, options: ScreenOptions): Promise<string> {
  const { colour, timeZone = 'UTC' } = options;
  const width = options.width === null ? null : Math.max(options.width, NARROWEST);
  const paint = await paintFor(colour);
  const lines: string[] = [];
  for (const block of screen) {
    const drawn =
      block.kind === 'table'
        ? await tableLines(block, { width, paint, timeZone })
        : await proseLines(block, width, paint);
    for (const line of drawn) lines.push(line);
  }
  return lines.map((line) => line + '\n').join('');
}

async function proseLines(
  { lines }: Extract<Block, { kind: 'lines' }>,
  width: number | null,
  paint: Paint,
): Promise<string[]> {
  const safe = lines.map((line) =>
    typeof line === 'string'
      ? { text: safeText(line), tone: 'plain' as const, unbroken: false }
      : { text: safeText(line.text), tone: line.tone, unbroken: line.unbroken === true },
  );
  const ruler = await rulerFor(safe.map(({ text }) => text));
  return safe.flatMap(({ text, tone, unbroken }) =>
    (width === null || unbroken ? [text] : wrapWords(text, width, ruler)).map((part) =>
      part === '' ? '' : paint(part, tone),
    ),
  );
}

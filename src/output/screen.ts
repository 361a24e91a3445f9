import type { Block, Screen } from '../domain/screen.js';
import { rulerFor } from './cells.js';
import { paintFor, type Paint } from './colour.js';
import { wrapWords } from './prose.js';
import type { Signs } from './charts/signs.js';
import { safeText } from '../domain/safe-text.js';
import { tableLines } from './table.js';

export interface ScreenOptions {
  /** Columns of the terminal; null for a pipe, where everything stays whole. */
  readonly width: number | null;
  readonly colour: boolean;
  /** IANA zone in which days are named; UTC when not given. */
  readonly timeZone?: string;
  /** The lines of the terminal that a screen may fill, and what pictures are drawn with; left out, none are shown. */
  readonly charts?: { readonly lines: number; readonly signs: Signs };
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
  const drawn: string[][] = [];
  for (const block of screen) {
    if (block.kind === 'table') drawn.push(await tableLines(block, { width, paint, timeZone }));
    else drawn.push(block.kind === 'lines' ? await proseLines(block, width, paint) : []);
  }
  if (options.charts !== undefined && width !== null)
    await addCharts(screen, drawn, { ...options.charts, width, paint });
  return drawn
    .flat()
    .map((line) => line + '\n')
    .join('');
}

/** Pictures go where the screen has them as long as there is room, with an empty line before each and after the last. */
async function addCharts(
  screen: Screen,
  drawn: readonly string[][],
  { lines, ...how }: { readonly lines: number; readonly signs: Signs; readonly width: number; readonly paint: Paint },
): Promise<void> {
  const { chartLines } = await import('./charts/draw.js');
  let room = lines - drawn.reduce((sum, { length }) => sum + length, 1);
  for (const [at, block] of screen.entries()) {
    if (block.kind !== 'charts') continue;
    const own = drawn[at] ?? [];
    for (const chart of block.charts()) {
      const picture = chart === null ? [] : chartLines(chart, how);
      if (picture.length === 0 || picture.length + 1 > room) continue;
      own.push('', ...picture);
      room -= picture.length + 1;
    }
    if (own.length > 0) own.push('');
  }
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
